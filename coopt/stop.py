"""When to stop: limits, and the signals that ask for an early end."""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from coopt.errors import OptionError


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a solve.

    Parameters
    ----------
    time_s : float or None
        Wall time from ``began``.
    gap : float
        Relative gap.
    nodes : int or None
        Branch-and-bound nodes of the leading engine.
    memory : int or None
        Bytes of resident memory of all engines together.
    began : float
        ``time.monotonic()`` at the start.
    """

    time_s: float | None = None
    gap: float = 1e-6
    nodes: int | None = None
    memory: int | None = None
    began: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        for what in ("time_s", "nodes", "memory", "gap"):
            value = getattr(self, what)
            number = isinstance(value, int | float) and value >= 0
            if value is not None and not number:
                raise OptionError(f"the limit {what} is {value}, expected a number from 0 on")

    @property
    def deadline(self) -> float:
        """``time.monotonic()`` at which the time is over."""
        return math.inf if self.time_s is None else self.began + self.time_s


class Interrupt:
    """Whether a signal asked for the end."""

    def __init__(self) -> None:
        self.asked = False

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """First signal: ask for the end. Second: raise KeyboardInterrupt."""
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True


@contextmanager
def catch_signals() -> Iterator[Interrupt]:
    """Turn SIGINT and SIGTERM into a request to stop, in the main thread only."""
    interrupt = Interrupt()
    if threading.current_thread() is not threading.main_thread():
        yield interrupt
        return
    before = {n: signal.signal(n, interrupt.on_signal) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield interrupt
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
