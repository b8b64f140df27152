"""Small local double bridges: four cuts, segments A B C D become A D C B.

All four joints are new. The other double bridge, A C B D, keeps the joint of D and A: it is an
exchange of three edges, which the search undoes in one move.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from coopt.kernels.exchange import Longs, Nodes, Tour, push, save
from coopt.kernels.metric import distance
from coopt.kernels.xorshift import State, below
from coopt.problem.csr import Floats

TRIES = 20
STEPS = 3


@njit(cache=True, nogil=True)
def walk_cuts(tour: Tour, cuts: Longs, centre: int, state: State) -> None:
    """Cut behind four cities, each a short random walk on candidates from ``centre``. O(1)."""
    width = tour.near.shape[1]
    for i in range(4):
        city = centre
        for _ in range(STEPS):
            city = tour.near[city, below(state, width)]
        cuts[i] = tour.at[city]


@njit(cache=True, nogil=True)
def segment_cuts(tour: Tour, cuts: Longs, centre: int, longest: int, state: State) -> None:
    """Cut out three segments of up to ``longest`` cities in a row from ``centre`` on. O(1)."""
    n = tour.order.shape[0]
    place = np.int64(tour.at[centre])
    cuts[0] = place
    for i in range(1, 4):
        place += 1 + below(state, longest)
        cuts[i] = place - n if place >= n else place


@njit(cache=True, nogil=True)
def arrange(tour: Tour, cuts: Longs, half: int, cap: int) -> bool:
    """Sort the cuts and turn them so that the longest segment is outside. O(1).

    Return False if two are equal or more than ``cap`` cities lie inside. In a tour of in- and
    out-nodes (``half`` of each; 0 if it is none) no cut parts a city's two nodes.
    """
    n = tour.order.shape[0]
    for i in range(4):
        cut = cuts[i]
        if half > 0:
            following = tour.order[cut + 1 if cut + 1 < n else 0]
            if abs(np.int64(tour.order[cut]) - np.int64(following)) == half:
                cut = cut + 1 if cut + 1 < n else 0
        j = i - 1
        while j >= 0 and cuts[j] > cut:
            cuts[j + 1] = cuts[j]
            j -= 1
        cuts[j + 1] = cut
    widest, width = 3, cuts[0] + n - cuts[3]
    for i in range(3):
        if cuts[i + 1] == cuts[i]:
            return False
        if cuts[i + 1] - cuts[i] > width:
            widest, width = i, cuts[i + 1] - cuts[i]
    for _ in range((widest + 1) % 4):
        cut = cuts[0]
        cuts[0], cuts[1], cuts[2], cuts[3] = cuts[1], cuts[2], cuts[3], cut
    return n - width <= cap


@njit(cache=True, nogil=True)
def bridge(kind: int, x: Floats, y: Floats, matrix: Nodes, tour: Tour, cuts: Longs) -> int:
    """Turn B C D into D C B, log it, push the ends; return by how much it is longer.

    O(cities of B, C and D).
    """
    order, at, queue, queued = tour.order, tour.at, tour.queue, tour.queued
    log, counts = tour.log, tour.counts
    n = order.shape[0]
    start = cuts[0] + 1 if cuts[0] + 1 < n else 0
    # Lengths of B, then of B and C, then of all three.
    one = cuts[1] - cuts[0] if cuts[1] > cuts[0] else cuts[1] + n - cuts[0]
    two = cuts[2] - cuts[0] if cuts[2] > cuts[0] else cuts[2] + n - cuts[0]
    three = cuts[3] - cuts[0] if cuts[3] > cuts[0] else cuts[3] + n - cuts[0]
    change = 0
    for i in range(4):
        a = order[cuts[i]]
        b = order[cuts[i] + 1 if cuts[i] + 1 < n else 0]
        change -= distance(kind, x, y, matrix, a, b)
        push(queue, queued, counts, a)
        push(queue, queued, counts, b)
    base = save(order, log, tour.rows, counts, start, three)
    place = start
    for part in range(3):
        first = two if part == 0 else (one if part == 1 else 0)
        behind = three if part == 0 else (two if part == 1 else one)
        for k in range(base + first, base + behind):
            city = log[k]
            order[place] = city
            at[city] = place
            place = place + 1 if place + 1 < n else 0
    for offset in (0, three - two, three - one, three):
        p = cuts[0] + offset
        p = p - n if p >= n else p
        a, b = order[p], order[p + 1 if p + 1 < n else 0]
        change += distance(kind, x, y, matrix, a, b)
    return change


@njit(cache=True, nogil=True)
def kick(
    kind: int,
    x: Floats,
    y: Floats,
    matrix: Nodes,
    tour: Tour,
    cuts: Longs,
    centre: int,
    walks: int,
    longest: int,
    half: int,
    cap: int,
    state: State,
) -> int:
    """Kick near ``centre``; return by how much the tour is longer (0 if no cuts were found).

    ``walks`` of a hundred kicks are random walks, the others segments of up to ``longest``.
    """
    for _ in range(TRIES):
        if below(state, 100) < walks:
            walk_cuts(tour, cuts, centre, state)
        else:
            segment_cuts(tour, cuts, centre, longest, state)
        if arrange(tour, cuts, half, cap):
            return bridge(kind, x, y, matrix, tour, cuts)
    return 0
