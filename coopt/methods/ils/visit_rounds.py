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
SHARES = (0.1, 0.9)
MANY_SHARES = (0.1, 0.2, 0.3, 0.4)
"""Parts of a budget that the anneals get: of a short one, and of a long one."""
LONG = 300.0
"""Kicks a node from which on a budget is long."""
KICKS_PER_S = 10_000.0
FIRST_ROUND_S = 2.0
"""Without a limit each anneal is twice as long as the one before."""


def anneal_in_rounds(
    state: VisitAnneal, hot: float, slack: float, size: int, bus: Bus, options: Options
) -> None:
    """Anneal to the deadline, or through the budget of kicks, or until told to stop.

    Parameters
    ----------
    state : VisitAnneal
        What is annealed.
    hot : float
        First temperature of each round.
    slack : float
        By what share of their limit tours may be too long at that temperature; it falls with it.
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
        state.advance(temperature, kicks, slack * temperature / hot)
        show()

    show(last=True)
    for number, budget in enumerate(rounds(options, size + 1)):
        if bus.stop():
            break
        if number > 0:
            state.restart(state.nodes)
        anneal(chunk, linear(hot), budget, bus.stop)
    show(last=True)


def kicks_within(options: Options) -> float:
    """Return about how many kicks there will be; infinite without a limit."""
    if "kicks" in options.settings:
        return int(options.settings["kicks"])
    return KICKS_PER_S * max(0.0, options.deadline - time.monotonic())


def rounds(options: Options, n: int) -> Iterable[Budget]:
    """Return the budgets of the anneals; each anneal begins from the best tour so far."""
    text, end = options.settings.get("kicks"), options.deadline
    if text is None and not math.isfinite(end):
        return _Doubling()
    begin = time.monotonic()
    kicks = kicks_within(options)
    shares = MANY_SHARES if kicks > LONG * n else SHARES
    if text is not None:
        return [Budget(end, max(1, int(share * kicks))) for share in shares]
    past = begin + (end - begin) * np.cumsum((0.0, *shares))
    past[-1] = end
    return [Budget(float(b), None, float(a)) for a, b in pairwise(past)]


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
