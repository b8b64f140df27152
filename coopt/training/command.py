"""What ``coopt train`` and ``python3 -m coopt.training`` do with what they were told."""

from __future__ import annotations

import math
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from coopt.errors import CooptError, OptionError
from coopt.training.labels import are_made, make_labels
from coopt.training.progress import Progress
from coopt.training.recipe import Recipe, read_recipe
from coopt.training.subject import Teaching, teaching_of

if TYPE_CHECKING:
    from coopt.training.loop import Place


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


def train(order: Order) -> bool:
    """Make labels, train, and write the policy; return whether it came to its end.

    Raises
    ------
    CooptError
        If anything does not fit; files of an earlier run are then as they were.
    """
    until = time.monotonic() + order.limit_s
    recipe = read_recipe(order.recipe)
    teaching = teaching_of(recipe)
    folder = Path(order.out or Path("runs", recipe.method, recipe.task))
    live = Progress(None if order.quiet or int(os.environ.get("RANK", "0")) else sys.stderr)
    with _signals() as asked:

        def over() -> bool:
            return asked() or time.monotonic() >= until

        if order.labels_only:
            return _labels(order, recipe, teaching, folder, live, over) is not None
        from coopt.training.checkpoint import has_checkpoint
        from coopt.training.loop import Place
        from coopt.training.processes import joined

        if has_checkpoint(folder) and not order.resume:
            raise OptionError(f"{folder} holds a checkpoint: add --resume or choose another --out")
        with joined(order.device) as processes:
            places: dict[str, Path] | None = {}
            if processes.first:
                places = _labels(order, recipe, teaching, folder, live, over)
            if processes.any(places is None):
                return False
            if not processes.first:
                places = _labels(order, recipe, teaching, folder, live, over)
            assert places is not None
            return _train(recipe, teaching, places, Place(folder, processes, until, live, asked))


def _train(recipe: Recipe, teaching: Teaching, labels: dict[str, Path], place: Place) -> bool:
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
    return run_training(training)


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
