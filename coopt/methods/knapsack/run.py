"""How the knapsack method solves: a greedy choice, then the expanding core [1]_, [2]_.

References
----------
.. [1] Pisinger (1997). A minimal algorithm for the 0-1 knapsack problem. *Operations Research*
       45(5): 758-767.
.. [2] Martello, Pisinger, Toth (1999). Dynamic programming and strong bounds for the 0-1 knapsack
       problem. *Management Science* 45(3): 414-424.
"""

from __future__ import annotations

import time
import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.methods.knapsack.cardinality import cardinality_bound
from coopt.methods.knapsack.reduced import (
    Reduced,
    greedy_moves,
    in_units,
    linear_bound,
    reduced,
    rounded_bound,
    solution,
)
from coopt.problem.knapsack import Knapsack
from coopt.search.best_offers import BestOffers

# The linear bound is often within the gap at which a solve ends: it waits for the optimum so
# long (s).
PATIENCE_S = 2.0
# From so many states on, the bound by cardinality is worth its sorting.
MANY_STATES = 20_000


def run(problem: Knapsack, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer choices of items until one is proven to be the best.

    Parameters
    ----------
    problem : Knapsack
        The problem. Numbers with up to fifteen decimal digits are exact, and so are doubles of
        which 55 bits hold all; others are rounded, and then there is no proof of the last digit.
    bus : Bus
        Where choices and bounds go.
    options : Options
        Nothing in it steers the search.
    rng : Generator
        Not used: the method makes no random choices.
    """
    began = time.monotonic()
    core = reduced(problem)
    gain, moves = greedy_moves(core)
    best = bus.best()
    first = solution(core, moves)
    if best is None or -float(problem.value[first > 0.5].sum()) < best[1]:
        bus.offer(first)
    proven = linear_bound(core) <= gain
    if not proven:
        gain, proven = _expand(core, gain, bus, began)
    if not core.exact:
        bus.raise_dual(-rounded_bound(problem))
    elif proven:
        _raise(core, gain, bus)
        bus.tell("claim", "optimal")


def _expand(core: Reduced, gain: int, bus: Bus, began: float) -> tuple[int, bool]:
    """Search the core; return the best gain, and whether it is proven."""
    # Loads numba: after the first offer.
    from coopt.methods.knapsack.core_search import CoreSearch

    search = CoreSearch(core, gain)
    offers, priced = BestOffers(bus.offer), False

    def show(last: bool) -> None:
        moves = search.moves()
        if moves is not None:
            offers.show(-search.gain, lambda: solution(core, moves), last)

    while not (search.done or bus.stop()):
        search.step()
        show(False)
        if search.size > MANY_STATES and not priced:
            priced = True
            limit = cardinality_bound(core, search.gain)
            if limit is not None:
                search.limit(limit)
        if core.exact and time.monotonic() - began > PATIENCE_S:
            _raise(core, search.bound, bus)
    show(True)
    if core.exact:
        _raise(core, search.bound, bus)
    return search.gain, search.gain >= search.bound


def _raise(core: Reduced, gain: int, bus: Bus) -> None:
    bus.raise_dual(-in_units(core.value_at_cut + gain, core.unit))
