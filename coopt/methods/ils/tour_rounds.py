"""Several anneals of a tour, then one among the edges of what they found [1]_.

References
----------
.. [1] Cook, Seymour (2003). Tour merging via branch-decomposition. *INFORMS Journal on Computing*
       15(3): 233-248.

Notes
-----
Departure: the union of the tours is searched by another anneal, and not solved.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from coopt.kernels.neighbours import Nodes
from coopt.methods.ils.tour_anneal import Walk, anneal_walk, do_kicks, heat_for, new_walk
from coopt.methods.ils.tour_landscape import Landscape, landscape
from coopt.search.iterated_local_search import Budget

ANNEALS = 3
ANNEALS_FROM = 100.0
"""Kicks per city from which three anneals and a merger are better than one anneal."""
MERGER = 0.15
MERGER_HEAT = 0.1
MERGER_BREADTH = (5, 5, 5, 5)
TRIAL_S, TRIAL_SHARE, TRIAL_KICKS = 0.05, 0.02, 100


def anneal_rounds(
    ground: Landscape,
    budget: Budget,
    threads: int,
    stop: Callable[[], bool],
    after_chunk: Callable[[Walk], None],
    rng: np.random.Generator,
) -> Walk:
    """Anneal as often as the budget is good for, on all threads; return the best walk.

    Parameters
    ----------
    ground : Landscape
        Where to search, with the tour to begin at.
    budget : Budget
        An end in time, or kicks; each thread may do so many.
    threads : int
        Anneals side by side.
    stop : callable
        Whether to end now.
    after_chunk : callable
        Is shown each walk after some kicks, by the walk's thread.
    rng : Generator
        Seeds each walk.
    """
    many = kicks_per_city(ground, budget, stop)
    anneals = ANNEALS if many >= ANNEALS_FROM else 1
    shares = [1.0]
    if anneals * threads > 1:
        shares = [(1.0 - MERGER) / anneals] * anneals + [MERGER]
    found: list[Walk] = []
    for k, part in enumerate(parts(budget, shares)):
        merging = k == anneals
        here = merged(ground, found) if merging else ground
        heat = MERGER_HEAT if merging else heat_for(many * shares[k], ground.heat)
        walks = [new_walk(here, rng) for _ in range(threads)]
        with ThreadPoolExecutor(threads) as pool:
            jobs = [pool.submit(anneal_walk, w, heat, part, stop, after_chunk) for w in walks]
            for job in jobs:
                job.result()
        found += walks
        if stop():
            break
    return min(found, key=lambda walk: walk.best_cost)


def parts(budget: Budget, shares: Sequence[float]) -> Iterator[Budget]:
    """Divide a budget; a part that comes late ends when it should all the same."""
    begin, used, before = time.monotonic(), 0.0, 0
    for k, share in enumerate(shares):
        used = used + share if k + 1 < len(shares) else 1.0
        if budget.kicks is None:
            yield Budget(end=begin + used * (budget.end - begin))
        else:
            upto = round(used * budget.kicks)
            yield Budget(kicks=upto - before, end=budget.end)
            before = upto


def merged(ground: Landscape, walks: Sequence[Walk]) -> Landscape:
    """Return the landscape of the edges that are in the best tours, to begin at the shortest."""
    near = union_neighbours([walk.best for walk in walks])
    best = min(walks, key=lambda walk: walk.best_cost).best
    return landscape(
        ground.metric, near, best.copy(), MERGER_BREADTH, MERGER_HEAT, ground.half
    )  # fmt: skip


def union_neighbours(orders: Sequence[Nodes]) -> Nodes:
    """Return each city's neighbours in any of the tours; the last repeat to equal numbers.

    O(n log n) for each tour.
    """
    n = orders[0].size
    tails = np.concatenate([*orders, *orders]).astype(np.int64)
    heads = np.concatenate([np.roll(order, side) for side in (1, -1) for order in orders])
    code = np.unique(tails * n + heads)
    count = np.bincount(code // n, minlength=n)
    first = np.cumsum(count) - count
    rank = np.minimum(np.arange(count.max()), count[:, None] - 1)
    near: Nodes = (code % n)[first[:, None] + rank].astype(np.int32)
    return near


def kicks_per_city(ground: Landscape, budget: Budget, stop: Callable[[], bool]) -> float:
    """Return how many kicks there will be for each city; without a number, by trying some."""
    n = ground.order.size
    if budget.kicks is not None:
        return budget.kicks / n
    began, kicks = time.monotonic(), 0
    left = budget.end - began
    trial = new_walk(ground, np.random.default_rng(0))
    while time.monotonic() - began < min(TRIAL_S, TRIAL_SHARE * left) and not stop():
        do_kicks(trial, 0.0, TRIAL_KICKS)
        kicks += TRIAL_KICKS
    return kicks / max(time.monotonic() - began, 1e-6) * max(0.0, left) / n
