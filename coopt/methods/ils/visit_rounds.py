"""Anneals of one problem of visits, one after the other, to the end of the time."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coopt.bus.protocol import Bus, Options
from coopt.search.best_offers import BestOffers
from coopt.search.iterated_local_search import Budget, anneal, linear

if TYPE_CHECKING:
    from coopt.methods.ils.visit_anneal import VisitAnneal

Int64s = NDArray[np.int64]
SHARES = (0.15, 0.25, 0.6)
"""Parts of a budget that the anneals get; each begins from the best tour so far."""
FIRST_ROUND_S = 2.0
"""Without a limit each anneal is twice as long as the one before."""


def anneal_in_rounds(state: VisitAnneal, hot: float, size: int, bus: Bus, options: Options) -> None:
    """Anneal to the deadline, or through the budget of kicks, or until told to stop.

    Parameters
    ----------
    state : VisitAnneal
        What is annealed.
    hot : float
        First temperature of each round.
    size : int
        Length of a solution's vector.
    bus : Bus
        Where improvements go, and where a better incumbent may be.
    options : Options
        ``settings["kicks"]`` makes the run repeat.
    """
    offers = BestOffers(bus.offer)

    def show(last: bool = False) -> None:
        if state.rank > -math.inf:
            offers.show(-state.rank, lambda: padded(state.nodes, size), last)

    def chunk(temperature: float, kicks: int) -> None:
        state.advance(temperature, kicks)
        show()

    show(last=True)
    for number, budget in enumerate(rounds(options)):
        if bus.stop():
            break
        if number > 0:
            state.restart(state.nodes)
        anneal(chunk, linear(hot), budget, bus.stop)
    show(last=True)


def rounds(options: Options) -> Iterable[Budget]:
    """Return the budgets of the anneals."""
    text, end = options.settings.get("kicks"), options.deadline
    if text is not None:
        return [Budget(end, max(1, int(share * int(text)))) for share in SHARES]
    if not math.isfinite(end):
        return _Doubling()
    begin = time.monotonic()
    past = np.cumsum((0.0, *SHARES))
    ends = begin + (end - begin) * np.minimum(past, 1.0)
    return [Budget(float(b), None, float(a)) for a, b in pairwise(ends)]


class _Doubling:
    """Budgets without end, each twice as long."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._length = FIRST_ROUND_S / 2

    def __iter__(self) -> _Doubling:
        return self

    def __next__(self) -> Budget:
        self._length *= 2
        return Budget(self._clock() + self._length)


def padded(nodes: Int64s, size: int) -> NDArray[np.float64]:
    """Return the solution that lists the nodes, then zeros."""
    x = np.zeros(size)
    x[: nodes.size] = nodes
    return x


def listed(x: NDArray[np.float64]) -> Int64s:
    """Return the nodes before the zeros."""
    return x[x > 0].astype(np.int64)
