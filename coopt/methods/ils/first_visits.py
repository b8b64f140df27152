"""First tours in plain NumPy, before any kernel is loaded."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopt.problem.distances import between
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting

Int64s = NDArray[np.int64]
WORK = 20_000_000
"""Distances to compute at most: about half a second."""


def nearest_first(problem: Orienteering | PrizeCollecting) -> Int64s:
    """Return all nodes, each the nearest to the one before; the last ones of many in order."""
    n, here = problem.n, 0
    left = np.arange(1, n)
    order = np.zeros(n - 1, dtype=np.int64)
    for k in range(n - 1):
        if k * n > WORK:
            order[k:] = left
            break
        chosen = int(np.argmin(between(problem.distances, here, left)))
        here = int(left[chosen])
        order[k] = here
        left = np.delete(left, chosen)
    return order


def most_prize_first(problem: Orienteering) -> Int64s:
    """Go to the node of the most prize per distance while there is a way back in time."""
    n, here, rest = problem.n, 0, problem.budget
    left = np.flatnonzero(problem.prize > 0.0)
    left = left[left > 0]
    order: list[int] = []
    home = np.asarray(between(problem.distances, left, 0), dtype=float)
    while left.size and len(order) * n <= WORK:
        there = np.asarray(between(problem.distances, here, left), dtype=float)
        # A little less than the budget, for the rounding of sums.
        within = there + home <= rest - 1e-9 * problem.budget
        if not within.any():
            break
        left, home, there = left[within], home[within], there[within]
        chosen = int(np.argmax(problem.prize[left] / np.maximum(there, 1e-9 * problem.budget)))
        here, rest = int(left[chosen]), rest - float(there[chosen])
        order.append(here)
        left, home = np.delete(left, chosen), np.delete(home, chosen)
    return np.array(order, dtype=np.int64)
