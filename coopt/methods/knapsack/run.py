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
from typing import TYPE_CHECKING

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.methods.knapsack.cardinality import cardinality_bound
from coopt.methods.knapsack.exchange import two_exchanges
from coopt.methods.knapsack.reduced import (
    Reduced,
    greedy_moves,
    in_units,
    linear_bound,
    reduced,
    solution,
)
from coopt.problem.knapsack import Knapsack
from coopt.search.best_offers import BestOffers

if TYPE_CHECKING:
    from coopt.methods.knapsack.core_search import CoreSearch

Known = tuple[int, list[int]]
"""A gain on the break solution, and the items that it moves."""

# The linear bound is often within the gap at which a solve ends: it waits for the optimum so
# long, in seconds of work, unless the deadline is as near as this (s).
PATIENCE_S = 2.0
NEAR_S = 0.5
# From so many states on, the bound by cardinality is worth its sorting.
MANY_STATES = 20_000


def run(problem: Knapsack, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer choices of items until one is proven to be the best.

    Parameters
    ----------
    problem : Knapsack
        The problem. Decimals of up to fifteen digits are exact, and so are doubles of which 55
        bits hold all. Others are rounded: to less choice for the answer, to more for the bound.
    bus : Bus
        Where choices and bounds go.
    options : Options
        The deadline.
    rng : Generator
        Orders items of equal ratio, and samples exchanges.
    """
    core = reduced(problem, rng)
    known = greedy_moves(core)
    best = bus.best()
    first = solution(core, known[1])
    if best is None or -float(problem.value[first > 0.5].sum()) < best[1]:
        bus.offer(first)
    proven = _search(core, known, bus, rng, options.deadline if core.exact else None)
    if core.exact and proven:
        bus.tell("claim", "optimal")
    elif not core.exact:
        wider = reduced(problem, rng, relaxed=True)
        known = greedy_moves(wider)
        bus.offer(solution(wider, known[1]))
        _search(wider, known, bus, rng, options.deadline)


def _search(
    core: Reduced, known: Known, bus: Bus, rng: np.random.Generator, deadline: float | None
) -> bool:
    """Search to the end or the stop; return whether the best choice of the core is proven.

    Bounds are told before the deadline, or not at all if it is None.
    """
    gain, moves = known
    offers = BestOffers(bus.offer)
    if linear_bound(core) > gain:
        # Loads numba: after the first offer.
        from coopt.methods.knapsack.core_search import CoreSearch

        search = CoreSearch(core, gain, moves)
        _expand(search, bus, rng, offers, deadline)
        gain, moves, bound = search.gain, search.moves(), search.bound
    else:
        bound = gain
    if gain > known[0]:
        offers.show(-gain, lambda: solution(core, moves), last=True)
    if deadline is not None:
        _raise(core, bound, bus)
    return gain >= bound


def _expand(
    search: CoreSearch,
    bus: Bus,
    rng: np.random.Generator,
    offers: BestOffers,
    deadline: float | None,
) -> None:
    """Let the core grow until the best choice is proven, or to the stop."""
    many, core, known = MANY_STATES, search.core, search.gain
    if not search.done:
        search.step()
    # The first step loads its kernel.
    began = time.process_time()
    # Rounded numbers do not repay a search for their last digits.
    near = 0.0 if core.exact else 1e-12 * core.value_at_cut
    while not (search.done or search.bound - search.gain <= near or bus.stop()):
        search.step()
        if search.size > many and not search.done:
            many *= 8
            limit = cardinality_bound(core, search.gain)
            if limit is not None:
                search.limit(limit)
            search.adopt(*two_exchanges(core, rng))
        if search.gain > known:
            offers.show(-search.gain, lambda: solution(core, search.moves()))
        if deadline is not None and (
            time.process_time() - began > PATIENCE_S or time.monotonic() > deadline - NEAR_S
        ):
            _raise(core, search.bound, bus)


def _raise(core: Reduced, gain: int, bus: Bus) -> None:
    bus.raise_dual(-in_units(core.value_at_cut + gain, core.unit))
