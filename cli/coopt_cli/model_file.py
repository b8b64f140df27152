"""Reading what the command line names: a model, a solution to start from."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from coopt.errors import InstanceError


def read_model(path: str, format_name: str | None = None) -> Any:
    """Read a model; ``-`` is standard input.

    Raises
    ------
    InstanceError
        If it cannot be read.
    """
    from coopt.read import read

    try:
        return read(path, format=format_name)
    except OSError as error:
        raise InstanceError(f"{path}: {error.strerror or error}") from None


def read_start(path: str | None, problem: Any) -> Any:
    """Read the solution to start from, if one is given."""
    if path is None:
        return None
    from coopt.read.solution import read_solution

    try:
        return read_solution(path, problem)
    except OSError as error:
        raise InstanceError(f"{path}: {error.strerror or error}") from None


class ReadingInterrupted(Exception):
    """A signal came while a file was being read."""


@contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGINT and SIGTERM end what is inside by `ReadingInterrupted`."""

    def on_signal(number: int, frame: FrameType | None) -> None:
        raise ReadingInterrupted

    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, on_signal) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
