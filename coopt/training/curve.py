"""The curve of a training: a line of JSON each time, and TensorBoard's files where it is there."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coopt.errors import CooptError
from coopt.write.atomic import write_atomic


class Curve:
    """Appends to ``curve.jsonl``.

    Parameters
    ----------
    folder : Path
        Folder of the training.
    step : int
        Lines beyond this step are dropped: they are of steps that will be done again.
    tensorboard : bool
        Whether to write TensorBoard's files if it is installed.
    """

    def __init__(self, folder: Path, step: int, tensorboard: bool) -> None:
        self._path = folder / "curve.jsonl"
        kept = [line for line in _lines(self._path) if _step(line) <= step]
        write_atomic(self._path, "".join(f"{line}\n" for line in kept))
        self._board: Any = None
        if tensorboard and importlib.util.find_spec("tensorboard") is not None:
            from torch.utils.tensorboard import SummaryWriter

            self._board = SummaryWriter(str(folder / "tensorboard"), purge_step=step + 1)

    def add(self, step: int, values: Mapping[str, float]) -> None:
        """Append what was measured after a step."""
        try:
            with self._path.open("a") as stream:
                stream.write(json.dumps({"step": step} | dict(values)) + "\n")
        except OSError as error:
            raise CooptError(f"{self._path}: {(error.strerror or str(error)).lower()}") from None
        if self._board is not None:
            for name, value in values.items():
                self._board.add_scalar(name, value, step)

    def close(self) -> None:
        """End TensorBoard's files."""
        if self._board is not None:
            self._board.close()


def read_curve(folder: Path) -> list[dict[str, float]]:
    """Return the lines of a curve; a last one that was cut is left out."""
    lines = _lines(folder / "curve.jsonl")
    return [json.loads(line) for line in lines if _step(line) < float("inf")]


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.is_file() else []


def _step(line: str) -> float:
    """Return the step of a line, infinite if it is none."""
    try:
        return float(json.loads(line)["step"])
    except (ValueError, KeyError, TypeError):
        return float("inf")
