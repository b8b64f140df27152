"""What is said shortly before the deadline, whatever else is going on then."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

LAST_S = 0.15
"""How long before the deadline: the words have to reach another process."""


class LastWords:
    """Words that are said at most once: shortly before a deadline, or sooner if told to.

    A thread says them: while PyTorch is loaded or a step is computed, nobody looks at the clock.

    Parameters
    ----------
    deadline : float
        On the clock of ``time.monotonic``; without an end nothing is said by itself.
    say : callable
        Says them.
    """

    def __init__(self, deadline: float, say: Callable[[], None]) -> None:
        self.turn = threading.RLock()
        """Held by whoever speaks: messages of two threads must not mix."""
        self.said = False
        self._say = say
        self._timer: threading.Timer | None = None
        if math.isfinite(deadline):
            left = deadline - LAST_S - time.monotonic()
            self._timer = threading.Timer(max(0.0, left), self.say)
            self._timer.daemon = True

    def __enter__(self) -> Self:
        if self._timer is not None:
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def say(self) -> None:
        """Say them, unless that is done."""
        with self.turn:
            if not self.said:
                self.said = True
                self._say()
