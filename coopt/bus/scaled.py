"""A bus for a method that solves the same problem with a scaled objective."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from coopt.bus.protocol import Bus


class ScaledBus:
    """Divides the bounds that go out by the factor, and multiplies the objectives that come in.

    Parameters
    ----------
    bus : Bus
        The bus of the original problem.
    factor : float
        What the objective was multiplied by.
    """

    def __init__(self, bus: Bus, factor: float) -> None:
        self._bus = bus
        self._factor = factor

    def offer(self, x: NDArray[Any]) -> None:
        """Offer a candidate; it is the same point of both problems."""
        self._bus.offer(x)

    def raise_dual(self, bound: float) -> None:
        """State a bound on the scaled objective."""
        self._bus.raise_dual(bound / self._factor)

    def best(self) -> tuple[NDArray[np.float64], float] | None:
        """Return the incumbent with its scaled objective."""
        best = self._bus.best()
        return None if best is None else (best[0], best[1] * self._factor)

    def stop(self) -> bool:
        """Return whether the method should end now."""
        return self._bus.stop()

    def tell(self, kind: Literal["claim", "nodes", "note", "data"], what: Any) -> None:
        """Pass a claim, a node count, a note or data on."""
        self._bus.tell(kind, what)
