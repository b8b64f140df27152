"""A bus for a method that solves a rewritten problem: points are mapped on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from coopt.bus.protocol import Bus

Map = Callable[[NDArray[Any]], NDArray[Any]]


class MappedBus:
    """Maps candidates back to the original problem, and incumbents forth to the rewritten one.

    Parameters
    ----------
    bus : Bus
        The bus of the original problem.
    back, forth : callable
        ``back(x')`` is a point of the original problem, ``forth(x)`` one of the rewritten.
    """

    def __init__(self, bus: Bus, back: Map, forth: Map) -> None:
        self._bus = bus
        self._back = back
        self._forth = forth

    def offer(self, x: NDArray[Any]) -> None:
        """Offer the point that ``x`` stands for."""
        self._bus.offer(self._back(x))

    def raise_dual(self, bound: float) -> None:
        """Pass a bound on; the objective is the same."""
        self._bus.raise_dual(bound)

    def best(self) -> tuple[NDArray[np.float64], float] | None:
        """Return the incumbent as a point of the rewritten problem."""
        best = self._bus.best()
        return None if best is None else (self._forth(best[0]), best[1])

    def stop(self) -> bool:
        """Return whether the method should end now."""
        return self._bus.stop()

    def tell(self, kind: Literal["claim", "nodes", "note", "data"], what: Any) -> None:
        """Pass a claim, a node count, a note or data on."""
        self._bus.tell(kind, what)
