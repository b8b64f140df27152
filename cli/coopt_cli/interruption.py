"""SIGINT and SIGTERM before and after the solve proper, which has its own handling of them."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class ReadingInterrupted(BaseException):
    """A signal came before the solve began; no reader should catch it."""


class Interruption:
    """What a signal does: end the reading, or, once the solve began, nothing the first time.

    While it solves, ``coopt.solve`` puts its own handlers in place of these. After it, an answer
    is being written that must not be lost.
    """

    def __init__(self) -> None:
        self.solving = False
        self._asked = False

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """Take a signal."""
        if not self.solving:
            raise ReadingInterrupted
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Handle signals by an `Interruption`."""
    interruption = Interruption()
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, interruption.on_signal) for number in signals]
    try:
        yield interruption
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
