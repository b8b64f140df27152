"""SIGINT and SIGTERM before and after the solve proper, which has its own handling of them."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# ``timeout`` and terminals may send one request twice, to the process and to its group.
_SAME_S = 0.2


class ReadingInterrupted(BaseException):
    """A signal came before the solve began; no reader should catch it."""


class Interruption:
    """What a first signal does: end the reading; while modules load or results are written, wait.

    Modules half loaded could not be loaded again for the answer, and an answer that is being
    written must not be lost. While it solves, ``coopt.solve`` puts its own handlers in place.
    """

    def __init__(self) -> None:
        self._reading = False
        self._asked_at: float | None = None

    def begin_reading(self) -> None:
        """From now on, a signal ends the reading; so does one that came before."""
        self._reading = True
        if self._asked_at is not None:
            raise ReadingInterrupted

    def end_reading(self) -> None:
        """From now on, the first signal is only taken note of."""
        self._reading = False

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """Take a signal."""
        now = time.monotonic()
        if self._asked_at is not None and now - self._asked_at > _SAME_S:
            raise KeyboardInterrupt
        if self._asked_at is None:
            self._asked_at = now
            if self._reading:
                raise ReadingInterrupted


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
