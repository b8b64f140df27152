"""A proof of unboundedness without a solver: one variable that may improve without end."""

from __future__ import annotations

from typing import Any

import numpy as np

from coopt.problem.csr import entry_rows
from coopt.problem.milp import Milp


def column_ray(problem: Any) -> int | None:
    """Return a variable whose unit ray improves and meets no finite bound or side, or None.

    With it, a feasible problem is unbounded: engines have been seen to call such problems optimal.
    The test compares signs only, so it is exact. O(nonzeros).
    """
    if not isinstance(problem, Milp):
        return None
    direction = -np.sign(problem.c)
    end = np.where(direction > 0, problem.upper, -problem.lower)
    free = (direction != 0) & np.isposinf(end) & ~problem.semicontinuous
    for group in problem.sos:
        free[list(group.columns)] = False
    if not free.any():
        return None
    push = problem.a.data * direction[problem.a.indices]
    rows = entry_rows(problem.a)
    blocked = (push > 0) & (problem.row_upper[rows] < np.inf)
    blocked |= (push < 0) & (problem.row_lower[rows] > -np.inf)
    free[problem.a.indices[blocked]] = False
    found = np.flatnonzero(free)
    return int(found[0]) if found.size else None
