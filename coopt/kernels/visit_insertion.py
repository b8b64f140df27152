"""Greedy insertion: of a pool of unvisited nodes, again and again the most worth per detour."""

from __future__ import annotations

from numba import njit

from coopt.kernels.metric import distance
from coopt.kernels.visit_state import (
    HEAD,
    LENGTH,
    MARK,
    POOLED,
    PRICE,
    PRIZE,
    QUEUED,
    VISITED,
    Counts,
    Nodes,
    Tour,
    Visits,
    visit,
)
from coopt.problem.csr import Floats

TRIED = 5
"""Visited neighbours whose two sides are tried for an insertion."""
FAR = 1 << 60


@njit(cache=True)
def cheapest(
    kind: int,
    x: Floats,
    y: Floats,
    matrix: Nodes,
    near: Nodes,
    order: Nodes,
    at: Nodes,
    size: int,
    node: int,
) -> tuple[int, int]:
    """Return the least detour to a node, and the node behind which it goes. O(k).

    Takes bare arrays, the first ``size`` entries of ``order`` being the tour: the fields of a
    tuple cost more than the distances.
    """
    best, behind, tried = FAR, 0, 0
    for c in range(near.shape[1]):
        u = near[node, c]
        place = at[u]
        if place >= size:
            continue
        after = order[place + 1 if place + 1 < size else 0]
        before = order[place - 1 if place > 0 else size - 1]
        detour = (
            distance(kind, x, y, matrix, u, node)
            + distance(kind, x, y, matrix, node, after)
            - distance(kind, x, y, matrix, u, after)
        )
        if detour < best:
            best, behind = detour, u
        detour = (
            distance(kind, x, y, matrix, before, node)
            + distance(kind, x, y, matrix, node, u)
            - distance(kind, x, y, matrix, before, u)
        )
        if detour < best:
            best, behind = detour, before
        tried += 1
        if tried == TRIED:
            return best, behind
    if tried == 0:
        for behind in (order[0], order[size - 1]):
            after = order[1 if size > 1 else 0] if behind == order[0] else order[0]
            detour = (
                distance(kind, x, y, matrix, behind, node)
                + distance(kind, x, y, matrix, node, after)
                - distance(kind, x, y, matrix, behind, after)
            )
            if detour < best:
                best, chosen = detour, behind
        return best, chosen
    return best, behind


@njit(cache=True)
def open_pool(tour: Tour) -> None:
    """Begin an empty pool. O(1)."""
    tour.counts[POOLED] = 0
    tour.counts[MARK] += 1


@njit(cache=True)
def add_to_pool(tour: Tour, node: int, appeal: float) -> None:
    """Put a node in the pool unless it is visited or was put in already. O(1)."""
    counts = tour.counts
    if tour.at[node] >= counts[VISITED] and tour.mark[node] != counts[MARK]:
        tour.mark[node] = counts[MARK]
        tour.pool[counts[POOLED]] = node
        tour.appeal[counts[POOLED]] = appeal
        counts[POOLED] += 1


@njit(cache=True)
def enqueue(queue: Nodes, queued: Nodes, counts: Counts, node: int) -> None:
    """Put a node at the end of the queue unless it is in it. O(1)."""
    if not queued[node]:
        place = counts[HEAD] + counts[QUEUED]
        queue[place if place < queue.shape[0] else place - queue.shape[0]] = node
        queued[node] = 1
        counts[QUEUED] += 1


@njit(cache=True)
def best_of_pool(visits: Visits, tour: Tour, over: int) -> int:
    """Return the place in the pool of the best node to insert, -1 if none may be. O(pool).

    That is the one with most value per price of the detour, times the appeal. While prize is
    needed, it counts beside the value, and any prize allows an insertion.
    """
    pool, detour, appeal, counts = tour.pool, tour.detour, tour.appeal, tour.counts
    value, prize, price = visits.value, visits.prize, tour.amounts[PRICE]
    least = visits.least if over == 0 else 1.0
    room = visits.limit + over - counts[LENGTH]
    missing = visits.need - tour.amounts[PRIZE]
    chosen, most = -1, 0.0
    for j in range(counts[POOLED]):
        if detour[j] > room:
            continue
        cost, worth = price * detour[j], value[pool[j]]
        if missing > 0.0 and prize[pool[j]] > 0.0:
            worth += visits.scarcity * min(missing, prize[pool[j]])
        elif worth <= 0.0 or worth < least * cost:
            continue
        # What costs nothing is treated as if it cost a little.
        good = appeal[j] * worth / max(cost, price)
        if good > most:
            chosen, most = j, good
    return chosen


@njit(cache=True)
def insert_greedily(visits: Visits, tour: Tour, over: int) -> int:
    """Insert nodes of the pool while any may be; return how many. O(pool * (k + inserted)).

    What was not inserted stays in the pool. Inserted nodes and their neighbours are queued.
    """
    kind, x, y, matrix, near = visits.kind, visits.x, visits.y, visits.matrix, visits.near
    order, at, queue, queued = tour.order, tour.at, tour.queue, tour.queued
    pool, after, detour = tour.pool, tour.after, tour.detour
    appeal, counts = tour.appeal, tour.counts
    size = counts[VISITED]
    for j in range(counts[POOLED]):
        detour[j], after[j] = cheapest(kind, x, y, matrix, near, order, at, size, pool[j])
    inserted = 0
    while True:
        chosen = best_of_pool(visits, tour, over)
        if chosen < 0:
            return inserted
        a, b = after[chosen], pool[chosen]
        visit(visits, tour, b, at[a] + 1, detour[chosen])
        inserted += 1
        size, counts[POOLED] = counts[VISITED], counts[POOLED] - 1
        last = counts[POOLED]
        pool[chosen], after[chosen] = pool[last], after[last]
        detour[chosen], appeal[chosen] = detour[last], appeal[last]
        c = order[at[b] + 1 if at[b] + 1 < size else 0]
        for node in (a, b, c):
            enqueue(queue, queued, counts, node)
        ab, bc = distance(kind, x, y, matrix, a, b), distance(kind, x, y, matrix, b, c)
        for j in range(last):
            w = pool[j]
            aw, wb = distance(kind, x, y, matrix, a, w), distance(kind, x, y, matrix, w, b)
            bw, wc = distance(kind, x, y, matrix, b, w), distance(kind, x, y, matrix, w, c)
            first, second = aw + wb - ab, bw + wc - bc
            if after[j] == a and min(first, second) > detour[j]:
                # Its edge is gone, and neither new one is as good.
                detour[j], after[j] = cheapest(kind, x, y, matrix, near, order, at, size, w)
            elif after[j] == a or min(first, second) < detour[j]:
                detour[j], after[j] = (first, a) if first <= second else (second, b)
