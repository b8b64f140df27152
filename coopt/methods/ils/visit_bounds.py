"""Bounds on tours through some of the nodes, from the least that a visit adds to the length.

A closed tour is half the sum, over its nodes, of the edges that meet there. With two other nodes
or more on the tour these are different edges, so each visit adds at least half of the two
shortest. Tours with fewer other nodes are looked at one by one.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from coopt.check.prize_collecting import goal
from coopt.check.sequence import TOLERANCE
from coopt.problem.csr import Floats
from coopt.problem.distances import Distances, between
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting

BOUNDED = 4_000
"""Nodes up to which bounds are worth their time, O(n^2)."""
ROUNDING = 1e-9
"""By how much a bound is loosened, relatively: sums are rounded."""


def most_prize(problem: Orienteering) -> float:
    """Return an upper bound on the prize within the budget: a fractional knapsack. O(n^2)."""
    half = half_degrees(problem.distances)
    prize, reach = problem.prize, problem.budget * (1.0 + TOLERANCE) + TOLERANCE
    single = _there_and_back(problem.distances) <= reach
    alone = float(prize[1:][single].max(initial=0.0))
    room = reach - half[0]
    several = _fractional_knapsack(prize[1:], half[1:], room) if room >= 0.0 else 0.0
    bound = (float(prize[0]) + max(alone, several)) * (1.0 + ROUNDING)
    if np.array_equal(prize, np.rint(prize)) and bound < 2**52:
        return float(math.floor(bound + ROUNDING))
    return bound


def least_cost(problem: PrizeCollecting) -> float:
    """Return a lower bound on length plus penalties, with enough prize at least in parts."""
    half = half_degrees(problem.distances)
    penalty, prize = problem.penalty[1:], problem.prize[1:]
    need = goal(problem) * (1.0 - TOLERANCE) - TOLERANCE - float(problem.prize[0])
    missed = float(penalty.sum())
    enough = prize >= need
    alone = (_there_and_back(problem.distances) + (missed - penalty))[enough]
    costs = np.minimum(penalty, half[1:])
    short = need - float(prize[half[1:] <= penalty].sum())
    several = (
        half[0]
        + float(costs.sum())
        + _fractional_cover(prize, half[1:] - penalty, half[1:] > penalty, short)
    )
    bound = min(several, float(alone.min(initial=np.inf)), missed if need <= 0.0 else np.inf)
    return float(bound - ROUNDING * abs(bound))


def half_degrees(distances: Distances) -> Floats:
    """Return half the two shortest edges of each node, or of one in and one out. O(n^2)."""
    n = distances.n
    nodes = np.arange(n)
    half = np.zeros(n)
    symmetric = distances.symmetric
    for i in range(n):
        out = np.asarray(between(distances, i, nodes), dtype=float)
        out[i] = np.inf
        if symmetric:
            two = np.partition(out, min(1, n - 1))[:2]
            half[i] = 0.5 * float(two.sum()) if n > 2 else 0.0
        else:
            into = np.asarray(between(distances, nodes, i), dtype=float)
            into[i] = np.inf
            half[i] = 0.5 * float(out.min() + into.min())
    return half


def _there_and_back(distances: Distances) -> Floats:
    nodes = np.arange(1, distances.n)
    trip = between(distances, 0, nodes) + between(distances, nodes, 0)
    return np.asarray(trip, dtype=float)


def _fractional_knapsack(prize: Floats, size: Floats, room: float) -> float:
    """Return the most prize of parts of items that fit."""
    free = size <= 0.0
    total = float(prize[free].sum())
    room -= float(size[free].sum())
    prize, size = prize[~free], size[~free]
    best = np.argsort(-prize / size, kind="stable")
    filled = np.cumsum(size[best])
    whole = int(np.searchsorted(filled, room, side="right"))
    total += float(prize[best[:whole]].sum())
    if whole < best.size:
        left = room - (float(filled[whole - 1]) if whole else 0.0)
        total += float(prize[best[whole]] / size[best[whole]]) * max(0.0, left)
    return total


def _fractional_cover(prize: Floats, cost: Floats, able: NDArray[np.bool_], short: float) -> float:
    """Return the least cost of parts of items whose prizes fill what is short."""
    able = able & (prize > 0.0)
    prize, cost = prize[able], cost[able]
    best = np.argsort(cost / prize, kind="stable")
    total = 0.0
    for j in best.tolist():
        if short <= 0.0:
            break
        part = min(1.0, short / float(prize[j]))
        total += part * float(cost[j])
        short -= part * float(prize[j])
    return total
