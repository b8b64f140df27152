"""Cards: what a policy was trained on, when, on what, with which scores, and its licence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coopt.training.progress import duration
from coopt.training.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Facts:
    """What was measured in a training.

    Parameters
    ----------
    step : int
        Steps done.
    seconds : float
        Time trained.
    began, ended : str
        Dates in UTC.
    device : str
        Device in words.
    processes : int
        Processes that shared a batch.
    sha256 : str
        Hash of the weights' file.
    size : int
        Bytes of the weights' file.
    versions : str
        Of the libraries.
    """

    step: int
    seconds: float
    began: str
    ended: str
    device: str
    processes: int
    sha256: str
    size: int
    versions: str


def card(
    recipe: Recipe, about: Mapping[str, str], scores: Mapping[str, float], facts: Facts
) -> str:
    """Return the text of ``card.md``."""
    whole = "" if facts.step == recipe.train.steps else f" of {recipe.train.steps}: interrupted"
    rows = {
        **about,
        "steps": f"{facts.step}{whole}, {facts.step * recipe.train.batch} examples",
        "trained": f"{facts.began} to {facts.ended}, {duration(facts.seconds)}",
        "device": f"{facts.device}, {facts.processes} process(es), {recipe.train.precision}",
        "software": facts.versions,
        "recipe": f"{recipe.key}, seed {recipe.seed}",
        "weights": f"float16, {facts.size} bytes, sha256 {facts.sha256}",
        "licence": recipe.licence,
    }
    lines = [f"# {recipe.method} for {recipe.task}", "", "| | |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in rows.items()]
    lines += ["", "Scores of the weights as they are in the file:", "", "| measure | value |"]
    lines += ["|---|---|", *[f"| {name} | {value:.6g} |" for name, value in scores.items()]]
    return "\n".join(lines) + "\n"
