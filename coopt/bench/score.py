"""The score of a run against what is known: final gap, primal integral, wrong claims."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from coopt.bench.claim import wrong_claim
from coopt.bench.reference import Reference, lookup
from coopt.bench.run import BenchRun
from coopt.check.gap import primal_gap, primal_integral


@dataclass(frozen=True, slots=True)
class Score:
    """A run and how good it was.

    ``gap`` is the distance of the objective from the reference as a fraction of it, negative if
    it is better than a best known value; ``primal_integral`` is in seconds. Both are None where
    there is no value to compare with. ``reference_from`` is ``table`` or ``best found``.
    """

    run: BenchRun
    reference: float | None
    reference_from: str
    gap: float | None
    primal_integral: float | None
    wrong: str


def score_all(runs: Iterable[BenchRun], references: Mapping[str, Reference]) -> list[Score]:
    """Score runs; an instance without a proven reference gets the best value that is known."""
    runs = list(runs)
    known = {run.file: _known(run, runs, lookup(references, run.file)) for run in runs}
    return [_score(run, *known[run.file]) for run in runs]


def row_of(score: Score) -> dict[str, Any]:
    """Return the row of a results file."""
    row = dataclasses.asdict(score)
    run = row.pop("run")
    return {**run, **row}


def _known(
    run: BenchRun, runs: list[BenchRun], listed: Reference | None
) -> tuple[Reference | None, str]:
    """Take the table's value if it is proven, else the best of it and of what was found here."""
    if listed is not None and listed.standing != "best_known":
        return listed, "table"
    found = [
        each.objective for each in runs if each.file == run.file and each.objective is not None
    ]
    better = max if run.sense == "max" else min
    if listed is not None and listed.value is not None:
        if not found or better(listed.value, *found) == listed.value:
            return listed, "table"
        return dataclasses.replace(listed, value=better(found)), "best found"
    return (Reference("best_known", better(found)), "best found") if found else (listed, "")


def _score(run: BenchRun, reference: Reference | None, source: str) -> Score:
    value = None if reference is None else reference.value
    return Score(
        run=run,
        reference=value,
        reference_from=source,
        gap=_final_gap(run, value),
        primal_integral=_integral(run, value),
        wrong=wrong_claim(run, reference),
    )


def _final_gap(run: BenchRun, value: float | None) -> float | None:
    """Return the distance as a fraction of the reference, or itself if the reference is 0."""
    if value is None or run.objective is None:
        return None
    sign = -1.0 if run.sense == "max" else 1.0
    distance = sign * (run.objective - value)
    return distance / abs(value) if value else distance


def _integral(run: BenchRun, value: float | None) -> float | None:
    """Integrate the primal gap over the time limit; a run without a solution has it throughout."""
    if value is None:
        return None
    if run.status == "error":
        return run.horizon
    points = [(min(max(time, 0.0), run.horizon), bound) for time, bound in run.trace]
    gaps = [primal_gap(bound, value) for _, bound in points]
    return float(primal_integral([time for time, _ in points], gaps, run.horizon))
