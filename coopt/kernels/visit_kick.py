"""Ruin and recreate of tours through some of the nodes, with annealed acceptance [1]_.

References
----------
.. [1] Christiaens, Vanden Berghe (2020). Slack induction by string removals for vehicle routing
       problems. *Transportation Science* 54(2): 417-433.

Notes
-----
Departures: strings are cut out of one tour; what comes back is chosen by worth per detour, from
the removed nodes and unvisited ones near them; 2-opt and Or-opt then shorten the tour, and what
they free is filled again.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from coopt.kernels.metric import distance
from coopt.kernels.visit_exchange import shorten
from coopt.kernels.visit_insertion import add_to_pool, enqueue, insert_greedily, open_pool
from coopt.kernels.visit_state import (
    BEST_LENGTH,
    BEST_RANK,
    BEST_VISITED,
    IMPROVEMENTS,
    KICKS,
    LENGTH,
    POOLED,
    PRICE,
    PRIZE,
    SAVED_LENGTH,
    SAVED_VALUE,
    VALUE,
    VISITED,
    Tour,
    Visits,
    leave,
    refresh,
    save,
    undo,
)
from coopt.kernels.xorshift import below, uniform

LONGEST = 10
STRINGS = 3
POOL = 40
ELSEWHERE = 0.3
"""How often nodes near another place join the pool."""
PERIOD = 128
"""Kicks between two looks at sums, price and limit."""
ROUNDS = 3
TRIALS = 1000
"""Unvisited nodes that are tried when a tour is completed."""
TOGETHER = 4
"""Most neighbours in the tour that are left out together."""
STRAYS = 4
"""Unvisited nodes from anywhere in the pool."""


@njit(cache=True)
def ruin(visits: Visits, tour: Tour, seed: int) -> None:
    """Take strings of nodes around ``seed`` out of the tour; they go to the pool."""
    near, at, counts = visits.near, tour.at, tour.counts
    strings = 1 + below(tour.random, int(STRINGS))
    k = -1
    while strings > 0 and k < near.shape[1] and counts[VISITED] > 1:
        node = seed if k < 0 else near[seed, k]
        k += 1
        size, place = counts[VISITED], at[node]
        if place >= size or place == 0 or uniform(tour.random) < 0.2:
            continue
        strings -= 1
        many = min(1 + below(tour.random, int(LONGEST)), size - 1)
        first = place - below(tour.random, many)
        first = max(1, min(first, size - many))
        before = tour.order[first - 1]
        behind = tour.order[first + many if first + many < size else 0]
        leave(visits, tour, first, many)
        enqueue(tour.queue, tour.queued, tour.counts, before)
        enqueue(tour.queue, tour.queued, tour.counts, behind)
        for p in range(counts[VISITED], counts[VISITED] + many):
            add_to_pool(tour, tour.order[p], appeal_of(tour))


@njit(cache=True)
def appeal_of(tour: Tour) -> float:
    """Draw how much a node is liked; sometimes not at all. O(1)."""
    u = uniform(tour.random)
    return 0.0 if u < 0.05 else 0.5 + 0.5 * u


@njit(cache=True)
def gather(visits: Visits, tour: Tour, seed: int, most: int) -> None:
    """Put unvisited nodes near ``seed`` in the pool, until it has ``most``. O(k)."""
    add_to_pool(tour, seed, appeal_of(tour))
    for k in range(visits.near.shape[1]):
        if tour.counts[POOLED] >= most:
            return
        add_to_pool(tour, visits.near[seed, k], appeal_of(tour))


@njit(cache=True)
def gather_strays(tour: Tour) -> None:
    """Put a few unvisited nodes from anywhere in the pool. O(1)."""
    n, size = tour.order.shape[0], tour.counts[VISITED]
    for _ in range(STRAYS if n > size else 0):
        add_to_pool(tour, tour.order[size + below(tour.random, n - size)], 1.0)


@njit(cache=True)
def shrink(visits: Visits, tour: Tour, over: int) -> None:
    """Leave out nodes until the tour is at most ``over`` too long: least worth per saved first.

    They go to the pool. O(visited) a removal.
    """
    kind, x, y, matrix = visits.kind, visits.x, visits.y, visits.matrix
    order, counts, value = tour.order, tour.counts, visits.value
    while counts[LENGTH] > visits.limit + over and counts[VISITED] > 1:
        size, chosen, many, least = counts[VISITED], 1, 1, np.inf
        for first in range(1, size):
            before = order[first - 1]
            inside, lost = distance(kind, x, y, matrix, before, order[first]), 0.0
            for last in range(first, min(first + TOGETHER, size)):
                lost += value[order[last]]
                behind = order[last + 1 if last + 1 < size else 0]
                inside += distance(kind, x, y, matrix, order[last], behind)
                saved = inside - distance(kind, x, y, matrix, before, behind)
                if saved > 0 and lost < least * saved:
                    chosen, many, least = first, last - first + 1, lost / saved
        before, behind = order[chosen - 1], order[chosen + many if chosen + many < size else 0]
        leave(visits, tour, chosen, many)
        enqueue(tour.queue, tour.queued, counts, before)
        enqueue(tour.queue, tour.queued, counts, behind)
        for p in range(counts[VISITED], counts[VISITED] + many):
            add_to_pool(tour, order[p], appeal_of(tour))


@njit(cache=True)
def record(visits: Visits, tour: Tour) -> None:
    """Keep the tour if it is the best one so far. O(1), O(n) if so."""
    counts, amounts = tour.counts, tour.amounts
    rank = amounts[VALUE] - visits.tie * counts[LENGTH]
    # Sums drift by rounding: what is not clearly better is not.
    if rank > amounts[BEST_RANK] + 1e-9 * abs(rank):
        refresh(visits, tour)
        if amounts[PRIZE] < visits.need:
            return
        amounts[BEST_RANK] = amounts[VALUE] - visits.tie * counts[LENGTH]
        counts[BEST_VISITED], counts[BEST_LENGTH] = counts[VISITED], counts[LENGTH]
        tour.best[:] = tour.order
        counts[IMPROVEMENTS] += 1


@njit(cache=True)
def complete(visits: Visits, tour: Tour) -> None:
    """Make the tour short enough, insert what fits, shorten it, and record it.

    Of very many unvisited nodes some are tried. O(visited * removed + pool * (k + inserted)).
    """
    counts, n = tour.counts, tour.order.shape[0]
    open_pool(tour)
    shrink(visits, tour, 0)
    for _ in range(ROUNDS):
        shorten(visits, tour)
        open_pool(tour)
        size = counts[VISITED]
        shift = below(tour.random, n - size) if n - size > TRIALS else 0
        for k in range(min(n - size, TRIALS)):
            add_to_pool(tour, tour.order[size + (shift + k) % (n - size)], 1.0)
        if insert_greedily(visits, tour, 0) == 0:
            break
    shorten(visits, tour)
    if tour.amounts[PRIZE] >= visits.need and counts[LENGTH] <= visits.limit:
        record(visits, tour)


@njit(cache=True)
def fill(visits: Visits, tour: Tour) -> None:
    """Shorten the tour everywhere, complete and save it."""
    for k in range(tour.counts[VISITED]):
        enqueue(tour.queue, tour.queued, tour.counts, tour.order[k])
    shorten(visits, tour)
    complete(visits, tour)
    save(tour)


@njit(cache=True)
def anneal(visits: Visits, tour: Tour, kicks: int, temperature: float, over: int) -> None:
    """Ruin and recreate ``kicks`` times at one temperature, from the saved tour on.

    Tours may be too long by ``over``. Then the price of length moves until they are not, and now
    and then one is made short enough on the side. O(k * pool + visited) a kick. Writes ``tour``.
    """
    counts, amounts, n = tour.counts, tour.amounts, tour.order.shape[0]
    if counts[LENGTH] > visits.limit + over:
        open_pool(tour)
        shrink(visits, tour, over)
        shorten(visits, tour)
        save(tour)
    for _ in range(kicks):
        counts[KICKS] += 1
        if counts[KICKS] % PERIOD == 0:
            refresh(visits, tour)
            save(tour)
            if over > 0:
                change = (counts[LENGTH] - visits.limit) / visits.limit
                price = amounts[PRICE] * (1.0 + max(-0.1, min(0.1, change)))
                amounts[PRICE] = max(price, visits.tie)
                complete(visits, tour)
                undo(tour)
        seed = 1 + below(tour.random, n - 1)
        open_pool(tour)
        ruin(visits, tour, seed)
        gather(visits, tour, seed, counts[POOLED] + 10)
        if uniform(tour.random) < ELSEWHERE:
            gather(visits, tour, 1 + below(tour.random, n - 1), counts[POOLED] + 10)
        gather_strays(tour)
        insert_greedily(visits, tour, over)
        length = counts[LENGTH]
        shorten(visits, tour)
        if counts[LENGTH] < length and insert_greedily(visits, tour, over) > 0:
            shorten(visits, tour)
        if amounts[PRIZE] < visits.need:
            undo(tour)
            continue
        if counts[LENGTH] <= visits.limit:
            record(visits, tour)
        gain = amounts[VALUE] - amounts[SAVED_VALUE]
        gain -= amounts[PRICE] * (counts[LENGTH] - counts[SAVED_LENGTH])
        if gain >= 0.0 or gain > temperature * math.log(1.0 - uniform(tour.random)):
            save(tour)
        else:
            undo(tour)
