"""Shorter ways through the visited nodes: 2-opt and Or-opt around a queue of nodes.

Notes
-----
Both take the first improvement among candidate neighbours. Where distances differ by direction,
nothing is reversed, which leaves the forward Or-opt.
"""

from __future__ import annotations

from numba import njit

from coopt.kernels.metric import distance
from coopt.kernels.visit_insertion import enqueue
from coopt.kernels.visit_state import (
    HEAD,
    LENGTH,
    QUEUED,
    VISITED,
    Tour,
    Visits,
    reverse,
    rotate,
)

SEGMENT = 3
"""Longest path that Or-opt moves."""


@njit(cache=True)
def shorten(visits: Visits, tour: Tour) -> None:
    """Improve around queued nodes until the queue is empty.

    O(k) an evaluation, O(visited) a move.
    """
    counts, n = tour.counts, tour.queue.shape[0]
    while counts[QUEUED] > 0:
        node = tour.queue[counts[HEAD]]
        counts[HEAD] = counts[HEAD] + 1 if counts[HEAD] + 1 < n else 0
        counts[QUEUED] -= 1
        tour.queued[node] = 0
        if tour.at[node] >= counts[VISITED]:
            continue
        while (visits.symmetric and two_opt(visits, tour, node)) or or_opt(visits, tour, node):
            pass


@njit(cache=True)
def two_opt(visits: Visits, tour: Tour, a: int) -> bool:
    """Replace an edge of ``a`` and another by two shorter ones. O(k), O(visited) if found."""
    order, at, size = tour.order, tour.at, tour.counts[VISITED]
    kind, x, y, matrix, near = visits.kind, visits.x, visits.y, visits.matrix, visits.near
    i = at[a]
    after, before = order[i + 1 if i + 1 < size else 0], order[i - 1 if i > 0 else size - 1]
    onward = distance(kind, x, y, matrix, a, after)
    back = distance(kind, x, y, matrix, before, a)
    longest = max(onward, back)
    for k in range(near.shape[1]):
        c = near[a, k]
        j = at[c]
        if j >= size:
            continue
        link = distance(kind, x, y, matrix, a, c)
        if link >= longest:
            return False
        if link < onward:
            e = order[j + 1 if j + 1 < size else 0]
            gain = onward - link - distance(kind, x, y, matrix, after, e)
            gain += distance(kind, x, y, matrix, c, e)
            if gain > 0:
                reverse(tour, min(i, j) + 1, max(i, j) + 1)
                return exchanged(tour, gain, a, c, after, e)
        if link < back:
            e = order[j - 1 if j > 0 else size - 1]
            gain = back - link - distance(kind, x, y, matrix, before, e)
            gain += distance(kind, x, y, matrix, e, c)
            if gain > 0:
                # Seen from behind, node 0 stands at the end.
                first, last = (i if i > 0 else size), (j if j > 0 else size)
                reverse(tour, min(first, last), max(first, last))
                return exchanged(tour, gain, a, c, before, e)
    return False


@njit(cache=True)
def exchanged(tour: Tour, gain: int, a: int, b: int, c: int, d: int) -> bool:
    """Book a gain and queue the ends of the new edges; True. O(1)."""
    tour.counts[LENGTH] -= gain
    for node in (a, b, c, d):
        enqueue(tour.queue, tour.queued, tour.counts, node)
    return True


@njit(cache=True)
def or_opt(visits: Visits, tour: Tour, a: int) -> bool:
    """Move a path that ends at ``a`` beside a near node. O(k), O(visited) if found."""
    size, i = tour.counts[VISITED], tour.at[a]
    if i == 0:
        return False
    for extra in range(SEGMENT):
        if i + extra < size and move_segment(visits, tour, i, i + extra, True):
            return True
        if extra < i and move_segment(visits, tour, i - extra, i, False):
            return True
    return False


@njit(cache=True)
def move_segment(visits: Visits, tour: Tour, first: int, last: int, front: bool) -> bool:
    """Move the positions ``[first, last]`` so that one end gets a near neighbour.

    The end is the front (or else the back) of the path. O(k), O(visited) if found.
    """
    order, at, size = tour.order, tour.at, tour.counts[VISITED]
    kind, x, y, matrix, near = visits.kind, visits.x, visits.y, visits.matrix, visits.near
    before, behind = order[first - 1], order[last + 1 if last + 1 < size else 0]
    a, other = (order[first], order[last]) if front else (order[last], order[first])
    saved = (
        distance(kind, x, y, matrix, before, order[first])
        + distance(kind, x, y, matrix, order[last], behind)
        - distance(kind, x, y, matrix, before, behind)
    )
    # Beside a near node on the side that keeps the direction; then, turned, on the other.
    sides = 2 if visits.symmetric else 1
    for k in range(near.shape[1]):
        c = near[a, k]
        j = at[c]
        if j >= size or first <= j <= last:
            continue
        for side in range(sides):
            follows = front == (side == 0)
            if c == (before if follows else behind):
                continue
            if follows:
                link = distance(kind, x, y, matrix, c, a)
                e = order[j + 1 if j + 1 < size else 0]
            else:
                link = distance(kind, x, y, matrix, a, c)
                e = order[j - 1 if j > 0 else size - 1]
            if link >= saved:
                # Of both directions together is the list sorted.
                if visits.symmetric:
                    return False
                continue
            if follows:
                added = link + distance(kind, x, y, matrix, other, e)
                added -= distance(kind, x, y, matrix, c, e)
            else:
                added = link + distance(kind, x, y, matrix, e, other)
                added -= distance(kind, x, y, matrix, e, c)
            if added < saved:
                place = j if follows else (j - 1 if j > 0 else size - 1)
                carry(tour, first, last, place, side == 1)
                enqueue(tour.queue, tour.queued, tour.counts, before)
                enqueue(tour.queue, tour.queued, tour.counts, behind)
                return exchanged(tour, saved - added, a, c, other, e)
    return False


@njit(cache=True)
def carry(tour: Tour, first: int, last: int, place: int, turned: bool) -> None:
    """Move the positions ``[first, last]`` behind what is at ``place``. O(distance)."""
    many = last - first + 1
    if place > last:
        rotate(tour, first, last + 1, place + 1)
        start = place + 1 - many
    else:
        rotate(tour, place + 1, first, last + 1)
        start = place + 1
    if turned:
        reverse(tour, start, start + many)
