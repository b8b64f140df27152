"""The grid on which every objective value lies, where the costs allow one."""

from __future__ import annotations

from typing import Any

import numpy as np

from coopt.problem.csr import Floats
from coopt.problem.cvrp import Cvrp
from coopt.problem.independent_set import IndependentSet
from coopt.problem.knapsack import Knapsack
from coopt.problem.milp import Milp
from coopt.problem.multi_tsp import MultiTsp
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting
from coopt.problem.tsp import Tsp

MAX_DECIMALS = 6


def objective_step(problem: Any) -> tuple[float, float] | None:
    """Return ``(base, step)`` such that every objective is ``base + k * step``, k integer.

    It exists when only integer variables have a cost and the costs are decimals of at most six
    places. A dual bound may then be rounded up to the grid.
    """
    if not isinstance(problem, Milp):
        return (0.0, 1.0) if _whole(problem) else None
    if not problem.c.any():
        return None
    priced = problem.c != 0.0
    if not problem.integer[priced].all() or problem.exact.get("c") or problem.exact.get("offset"):
        return None
    costs = np.unique(np.abs(problem.c[priced]))
    for places in range(MAX_DECIMALS + 1):
        scaled = costs * 10.0**places
        whole = np.rint(scaled)
        if whole.max() > 2**50:
            return None
        if np.all(np.abs(scaled - whole) <= 1e-9 * np.maximum(1.0, scaled)) and _prints(
            costs, whole, places
        ):
            return problem.offset, float(np.gcd.reduce(whole.astype(np.int64))) / 10.0**places
    return None


def _whole(problem: Any) -> bool:
    """Whether every objective of a routing or packing problem is a whole number."""
    if isinstance(problem, Tsp | Cvrp | MultiTsp):
        return problem.distances.integral
    if isinstance(problem, PrizeCollecting):
        return problem.distances.integral and _are_whole(problem.penalty)
    if isinstance(problem, Orienteering):
        return _are_whole(problem.prize)
    if isinstance(problem, Knapsack):
        return _are_whole(problem.value)
    return isinstance(problem, IndependentSet) and _are_whole(problem.weight)


def _are_whole(values: Floats) -> bool:
    return bool((values == np.rint(values)).all()) and float(values.sum()) < 2**50


def _prints(costs: Floats, whole: Floats, places: int) -> bool:
    """Whether each cost is exactly the decimal ``whole / 10**places``."""
    return bool(np.all(whole / 10.0**places == costs))
