"""Fix-and-propagate: a dive that fixes one integer column after the other [1]_.

References
----------
.. [1] Salvagnin, Roberti, Fischetti (2025). A fix-propagate-repair heuristic for mixed integer
       programming. *Mathematical Programming Computation* 17: 111-139.

Notes
-----
Departure: the paper repairs after each conflict; here a column without a value that propagates
is fixed anyway, the rows in conflict are given up, and the repair is left to a local search that
starts from the point.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from coopt.kernels.propagate import (
    CONFLICTS,
    HEAD,
    POSITION,
    TOUCHED,
    TRAIL,
    Domain,
    drop_queue,
    enqueue_rows,
    propagate,
    set_bounds,
    undo,
)
from coopt.kernels.rows import Floats, Ints, Rows

MORE, DONE, FAILED = 0, 1, 2


@njit(cache=True)
def begin_dive(domain: Domain) -> None:
    """Go back to the bounds at the root. O(changes + m)."""
    drop_queue(domain)
    undo(domain, 0)
    for i in range(domain.broken.shape[0]):
        domain.broken[i] = False
    domain.counts[HEAD] = 0
    domain.counts[POSITION] = 0
    domain.counts[CONFLICTS] = 0


@njit(cache=True)
def nearest_within(value: float, lower: float, upper: float) -> float:
    """Return the integer of ``[lower, upper]`` nearest to ``value``. O(1)."""
    return float(min(max(math.floor(value + 0.5), lower), upper))


@njit(cache=True)
def trial_value(trial: int, hint: float, lower: float, upper: float) -> float:
    """Return the value of a trial: the hint, then the far end, then the middle. O(1)."""
    near = nearest_within(hint, lower, upper)
    if trial == 0:
        return near
    if trial == 1:
        far = upper if abs(upper - near) >= abs(near - lower) else lower
        return far if abs(far) < math.inf else near + 1.0
    return nearest_within(0.5 * (lower + upper), lower, upper)


@njit(cache=True)
def fix(rows: Rows, domain: Domain, j: int, value: float, force: bool) -> bool:
    """Fix a column and propagate; undone, and False, on conflict unless forced."""
    mark = domain.counts[TRAIL]
    set_bounds(domain, j, value, value)
    enqueue_rows(rows.col_ptr, rows.col_row, j, domain)
    if propagate(rows, domain, force):
        return True
    undo(domain, mark)
    return False


@njit(cache=True)
def fix_some(rows: Rows, domain: Domain, j: int, hint: float) -> bool:
    """Fix a column at the first trial value that propagates; False if none does."""
    lower, upper = domain.lower[j], domain.upper[j]
    trials = 2 if upper - lower == 1.0 else 3
    for trial in range(trials):
        value = trial_value(trial, hint, lower, upper)
        if abs(value) < math.inf and fix(rows, domain, j, value, False):
            return True
    return False


@njit(cache=True)
def dive(
    rows: Rows, domain: Domain, order: Ints, hint: Floats, conflict_limit: int, budget: int
) -> int:
    """Fix the integer columns in ``order`` at their hints, propagating each; resumable.

    Parameters
    ----------
    rows : Rows
        The model.
    domain : Domain
        The bounds, written in place; ``begin_dive`` was called before the first call.
    order : ndarray of int64, shape (k,)
        Integer columns to fix.
    hint : ndarray of float64, shape (n,)
        Value to try first.
    conflict_limit : int
        Conflicts after which the dive has failed.
    budget : int
        Matrix entries to touch in this call, about.

    Returns
    -------
    int
        ``MORE`` if the budget is spent, ``DONE`` if every column is fixed, ``FAILED``.
    """
    counts = domain.counts
    stop = counts[TOUCHED] + budget
    room = domain.trail_column.shape[0] - 1
    while counts[POSITION] < order.shape[0]:
        if counts[TOUCHED] > stop:
            return MORE
        j = order[counts[POSITION]]
        counts[POSITION] += 1
        counts[TOUCHED] += 1
        if domain.lower[j] == domain.upper[j]:
            continue
        if counts[TRAIL] >= room:
            return FAILED
        if fix_some(rows, domain, j, hint[j]):
            continue
        counts[CONFLICTS] += 1
        if counts[CONFLICTS] > conflict_limit:
            return FAILED
        value = nearest_within(hint[j], domain.lower[j], domain.upper[j])
        fix(rows, domain, j, value, True)
    return DONE


@njit(cache=True)
def dive_point(domain: Domain, hint: Floats, x: Floats) -> None:
    """Write the hint, clipped to the dive's bounds, to ``x``. O(n)."""
    for j in range(x.shape[0]):
        x[j] = min(max(hint[j], domain.lower[j]), domain.upper[j])
        if not np.isfinite(x[j]):
            x[j] = 0.0
