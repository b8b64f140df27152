"""Finite bounds for unbounded integers, implied by the rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Csr, Floats, Ints, entry_rows
from coopt.problem.milp import Milp

ROUNDS = 10
LARGEST = 1e9


def implied_bounds(problem: Milp, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """Tighten infinite bounds by the rows' activities, at most ten rounds of O(nonzeros).

    Only infinite bounds move, outwards by a safety margin, so nothing feasible is cut off.
    Rows with an indicator are left out.

    Returns
    -------
    lower, upper : ndarray of float64, shape (n,)
        Bounds; still infinite where the rows imply none below 1e9 in size.
    """
    lower, upper = lower.copy(), upper.copy()
    rows = entry_rows(problem.a)
    free = np.ones(problem.a.shape[0], dtype=bool)
    free[[it.row for it in problem.indicators]] = False
    for _ in range(ROUNDS):
        if np.isfinite(lower).all() and np.isfinite(upper).all():
            break
        moved = _one_side(problem.a, rows, problem.row_upper, free, lower, upper, 1.0)
        moved |= _one_side(problem.a, rows, -problem.row_lower, free, lower, upper, -1.0)
        if not moved:
            break
    return lower, upper


def _one_side(
    a: Csr,
    rows: Ints,
    side: Floats,
    free: NDArray[np.bool_],
    lower: Floats,
    upper: Floats,
    sign: float,
) -> bool:
    """Use the rows ``sign * a @ x <= side``; write into ``lower`` and ``upper``."""
    values = sign * a.data
    low = np.where(values > 0, lower[a.indices], upper[a.indices]) * values
    infinite = np.isinf(low)
    count = np.bincount(rows, weights=infinite, minlength=a.shape[0])
    total = np.bincount(rows, weights=np.where(infinite, 0.0, low), minlength=a.shape[0])
    others = np.where(infinite, 0.0, low)
    usable = free[rows] & np.isfinite(side[rows]) & (values != 0)
    usable &= (count[rows] - infinite) == 0
    rest = np.where(usable, side[rows] - (total[rows] - others), 0.0)
    limit = np.divide(rest, values, out=np.zeros_like(rest), where=values != 0)
    limit_up = np.floor(limit + 1e-6 * np.maximum(1.0, np.abs(limit)))
    limit_low = np.ceil(limit - 1e-6 * np.maximum(1.0, np.abs(limit)))
    moved = _tighten(upper, a.indices, limit_up, usable & (values > 0), np.minimum)
    return _tighten(lower, a.indices, limit_low, usable & (values < 0), np.maximum) or moved


def _tighten(
    bounds: Floats,
    columns: NDArray[np.int32],
    limit: Floats,
    usable: NDArray[np.bool_],
    pick: np.ufunc,
) -> bool:
    usable = usable & np.isinf(bounds[columns]) & (np.abs(limit) <= LARGEST)
    if not usable.any():
        return False
    pick.at(bounds, columns[usable], limit[usable])
    return True
