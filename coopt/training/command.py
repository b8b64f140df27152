"""What ``coopt train`` and ``python3 -m coopt.training`` do with what they were told."""

from __future__ import annotations

import math
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Literal

from coopt.errors import CooptError, OptionError
from coopt.nn.policy import LARGEST_FILE
from coopt.read.wording import printable
from coopt.training.labels import are_made, make_labels
from coopt.training.progress import Progress
from coopt.training.recipe import Recipe, read_recipe
from coopt.training.subject import Teaching, teaching_of

if TYPE_CHECKING:
    from coopt.training.loop import Place

HEADER = 2**16
"""Bytes that the names and shapes of weights take at most."""


@dataclass(frozen=True, slots=True)
class Order:
    """A training as ordered.

    Parameters
    ----------
    recipe : str
        Path of the recipe.
    out : str
        Folder of checkpoints and policy; empty for ``runs/<method>/<task>``.
    labels : str
        Folder of label sets; empty for ``labels`` in ``out``.
    resume : bool
        Whether to go on from the checkpoint, if there is one.
    device : str
        ``cpu``, ``cuda``, or empty for the best there is.
    limit_s : float
        Seconds after which labels and training are interrupted.
    workers : int
        Processes that make labels; 0 for one on each core.
    labels_only : bool
        Whether to make the labels and end.
    quiet : bool
        Whether to keep silent.
    """

    recipe: str
    out: str = ""
    labels: str = ""
    resume: bool = False
    device: str = ""
    limit_s: float = math.inf
    workers: int = 0
    labels_only: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """How a training ended.

    Parameters
    ----------
    why : str
        ``done``, or what stopped it before: ``time`` or ``interrupt``.
    text : str
        The same for people, with what comes next; empty if another process says it.
    """

    why: Literal["done", "time", "interrupt"]
    text: str = ""


def train(order: Order) -> Ending:
    """Make labels, train, and write the policy.

    Raises
    ------
    CooptError
        If anything does not fit; files of an earlier run are then as they were.
    """
    until = time.monotonic() + order.limit_s
    recipe = read_recipe(order.recipe)
    teaching, network = _understood(recipe, order.recipe)
    folder = Path(order.out or Path("runs", recipe.method, recipe.task))
    live = Progress(None if order.quiet or _rank() else sys.stderr)
    live.say(f"network: {network}")
    with _signals() as asked:

        def over() -> bool:
            return asked() or time.monotonic() >= until

        def stopped(text: str) -> Ending:
            why: Literal["time", "interrupt"] = "interrupt" if asked() else "time"
            said = "interrupted" if asked() else "time limit reached"
            return Ending(why, "" if _rank() else f"{said} {text}")

        unmade = "while labels were made; the same command goes on with them"
        if order.labels_only:
            made = _labels(order, recipe, teaching, folder, live, over)
            return stopped(unmade) if made is None else Ending("done")
        from coopt.training.checkpoint import has_checkpoint
        from coopt.training.loop import Place
        from coopt.training.processes import joined

        if has_checkpoint(folder) and not order.resume:
            raise OptionError(f"{folder} holds a checkpoint: add --resume or choose another --out")
        with joined(order.device) as processes:
            before = _goes_on_from(folder, recipe, processes.count)
            places: dict[str, Path] | None = {}
            if processes.first:
                places = _labels(order, recipe, teaching, folder, live, over)
            if processes.any(places is None):
                return stopped(unmade)
            if not processes.first:
                places = _labels(order, recipe, teaching, folder, live, over)
            assert places is not None
            place = Place(folder, processes, until, live, asked)
            step, scores = _train(recipe, teaching, places, place)
            if step < recipe.train.steps:
                return stopped(f"at step {step} of {recipe.train.steps}; --resume goes on")
            return Ending("done", _last_words(recipe, folder, scores, before) if scores else "")


def _rank() -> int:
    return int(os.environ.get("RANK", "0"))


def _understood(recipe: Recipe, path: str) -> tuple[Teaching, str]:
    """Return who teaches by a recipe, and the network in words; errors name the file."""
    try:
        teaching = teaching_of(recipe)
        teaching.label_sets(recipe)
        words, weights = teaching.network(recipe)
        if 2 * weights + HEADER > LARGEST_FILE:
            raise OptionError(f"model: {weights:,} weights are more than a policy of 8 MB holds")
    except OptionError as error:
        raise OptionError(f"{printable(path)}: {error}") from None
    return teaching, f"{words}; {weights:,} weights"


def _goes_on_from(folder: Path, recipe: Recipe, processes: int) -> int:
    """Return the step of the checkpoint that a training goes on from; 0 if there is none."""
    from coopt.training.checkpoint import has_checkpoint, load_progress

    if not has_checkpoint(folder):
        return 0
    progress = load_progress(folder)
    if progress.recipe not in recipe.keys:
        raise OptionError(
            f"{folder}: its checkpoint is of another recipe: only restarts, with more steps, may be"
            " added to a training that goes on; choose another --out"
        )
    if progress.processes != processes:
        raise OptionError(f"{folder}: its checkpoint is of {progress.processes} processes")
    return progress.step


def _last_words(recipe: Recipe, folder: Path, scores: Mapping[str, float], before: int) -> str:
    """Say where the policy is, how good it is, and how it is used."""
    where = folder / "policy"
    already = "the training was finished before: " if before == recipe.train.steps else ""
    found = [f"{name.replace(' (%)', '')} {value:.3g}{' %' if '%' in name else ''}"
             for name, value in scores.items()]  # fmt: skip
    use = f"use it with --set {recipe.method}.policy={where}"
    return f"{already}policy in {where}: {', '.join(found)}; {use}"


def _train(
    recipe: Recipe, teaching: Teaching, labels: dict[str, Path], place: Place
) -> tuple[int, Mapping[str, float]]:
    """Train; nothing that other processes know of outlives this function."""
    import torch

    from coopt.training.checkpoint import has_checkpoint
    from coopt.training.loop import Training, run_training

    torch.manual_seed(recipe.seed)
    subject = teaching.subject(recipe, labels)
    subject.network.to(place.processes.device)
    training = Training(recipe, subject, place)
    # From the same weights everything else may differ by process.
    torch.manual_seed(recipe.seed + place.processes.rank)
    if has_checkpoint(place.folder):
        training.restore()
    scores = run_training(training)
    return training.step, scores


def _labels(
    order: Order,
    recipe: Recipe,
    teaching: Teaching,
    folder: Path,
    live: Progress,
    over: Callable[[], bool],
) -> dict[str, Path] | None:
    """Make all labels; return their folders, or None if there was no time for all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CooptError(f"{folder}: {(error.strerror or str(error)).lower()}") from None
    root = Path(order.labels) if order.labels else folder / "labels"
    workers = order.workers or os.cpu_count() or 1
    places: dict[str, Path] = {}
    for name, wanted in teaching.label_sets(recipe).items():
        began = time.monotonic()
        first: list[int] = []

        def tell(done: int, of: int, name: str = name, began: float = began) -> None:
            first.append(done)
            made = done - first[0]
            left = (time.monotonic() - began) / made * (of - done) if made else None
            live.show(f"labels for {name}: {done} of {of} files", left, last=done == of)

        places[name] = make_labels(wanted, root, workers, tell, over)
        if not are_made(wanted, places[name]):
            return None
    return places


class _Asked:
    """Whether a signal has asked to stop; a second one does not wait."""

    def __init__(self) -> None:
        self._asked = False

    def __call__(self) -> bool:
        return self._asked

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True


@contextmanager
def _signals() -> Iterator[_Asked]:
    asked = _Asked()
    numbers = (signal.SIGINT, signal.SIGTERM)
    try:
        before = [signal.signal(number, asked.on_signal) for number in numbers]
    except ValueError:  # Not the main thread: whoever called handles signals.
        yield asked
        return
    try:
        yield asked
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
