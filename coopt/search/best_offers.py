"""Offers of improvements: at most one in a while, and always the last."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

from numpy.typing import NDArray

OFFER_EVERY_S = 0.05


class BestOffers:
    """Passes improving solutions on, but not every one of a fast search.

    Parameters
    ----------
    offer : callable
        Takes a solution's vector, as ``bus.offer`` does.
    every_s : float
        Least time between two offers.
    clock : callable
        Seconds.
    """

    def __init__(
        self,
        offer: Callable[[NDArray[Any]], None],
        every_s: float = OFFER_EVERY_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._offer = offer
        self._every_s = every_s
        self._clock = clock
        self._offered = math.inf
        self._at = -math.inf

    def show(self, cost: float, solution: Callable[[], NDArray[Any]], last: bool = False) -> bool:
        """Offer ``solution()`` if its cost is below all offered, now or if it is time."""
        if cost >= self._offered or (not last and self._clock() - self._at < self._every_s):
            return False
        self._offer(solution())
        self._offered, self._at = cost, self._clock()
        return True
