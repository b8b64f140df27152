"""The grid on which every objective value lies, where the costs allow one."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from coopt.problem.milp import Milp

MAX_DECIMALS = 6


def objective_step(problem: Any) -> tuple[float, float] | None:
    """Return ``(base, step)`` such that every objective is ``base + k * step``, k integer.

    It exists when only integer variables have a cost and the costs are decimals of at most six
    places. A dual bound may then be rounded up to the grid.
    """
    if not isinstance(problem, Milp) or not problem.c.any():
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
            step = math.gcd(*(int(v) for v in whole)) / 10.0**places
            return problem.offset, step
    return None


def _prints(costs: np.ndarray[Any, Any], whole: np.ndarray[Any, Any], places: int) -> bool:
    """Whether each cost is exactly the decimal ``whole / 10**places``."""
    return all(float(w) / 10**places == v for w, v in zip(whole, costs, strict=True))
