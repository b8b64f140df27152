"""Many kicks of a tour, each followed by a search around it, kept or undone by a temperature."""

from __future__ import annotations

import numpy as np
from numba import njit

from coopt.kernels.exchange import (
    FULL,
    KEEPS,
    KICKS,
    LOGGED,
    ROWS,
    WAITING,
    Longs,
    Nodes,
    Tour,
    drain,
    undo,
    undo_on,
)
from coopt.kernels.kick import kick
from coopt.kernels.xorshift import State, below, uniform
from coopt.problem.csr import Floats

# Places in ``cost``.
NOW, BEST, UNSAVED = range(3)
NO_LIMIT = 2**62


@njit(cache=True, nogil=True)
def anneal_tour(
    kind: int,
    x: Floats,
    y: Floats,
    matrix: Nodes,
    tour: Tour,
    best: Nodes,
    cost: Longs,
    breadth: Longs,
    cuts: Longs,
    walks: int,
    longest: int,
    half: int,
    cap: int,
    temperature: float,
    kicks: int,
    state: State,
) -> None:
    """Do ``kicks`` kicks at a temperature; at the end ``best`` is the shortest tour seen.

    Parameters
    ----------
    best, cost : ndarray of int32, shape (n,), and of int64, shape (3,)
        The shortest tour, and the lengths of the present and the shortest tour; written.

    Notes
    -----
    Needs an empty queue. A kick costs about 15 us; the best tour is copied only when it is left.
    """
    n, counts = tour.order.shape[0], tour.counts
    counts[KEEPS] = 1
    for _ in range(kicks):
        counts[ROWS] = 0
        counts[LOGGED] = 0
        centre = below(state, n)
        counts[KICKS] += 1
        change = kick(kind, x, y, matrix, tour, cuts, centre, walks, longest, half, cap, state)
        change -= drain(kind, x, y, matrix, tour, breadth, cap, NO_LIMIT)
        if counts[FULL] != 0 or counts[WAITING] > 0:
            drop_queue(tour)
        if change > 0 and (
            temperature <= 0.0 or change > -temperature * np.log(1.0 - uniform(state))
        ):
            undo(tour)
            continue
        if change > 0 and cost[UNSAVED] != 0:
            best[:] = tour.order
            undo_on(best, tour.log, tour.rows, counts[ROWS], counts[LOGGED])
            cost[UNSAVED] = 0
        cost[NOW] += change
        if cost[NOW] < cost[BEST]:
            cost[BEST] = cost[NOW]
            cost[UNSAVED] = 1
    if cost[UNSAVED] != 0:
        best[:] = tour.order
        cost[UNSAVED] = 0
    counts[KEEPS] = 0
    counts[ROWS] = 0
    counts[LOGGED] = 0


@njit(cache=True, nogil=True)
def drop_queue(tour: Tour) -> None:
    """Let no city wait. O(waiting)."""
    n, counts = tour.order.shape[0], tour.counts
    head = counts[0]
    for k in range(head, head + counts[WAITING]):
        tour.queued[tour.queue[k - n if k >= n else k]] = 0
    counts[WAITING] = 0
