"""Tight moves: the step of one column that makes one row just satisfied [1]_.

References
----------
.. [1] Lin, Zou, Cai (2024). An efficient local search solver for mixed integer programming.
       *CP 2024*, LIPIcs 307, 19.
"""

from __future__ import annotations

import math

from numba import njit

from coopt.kernels.rows import Floats, Indices, Ints

ROUND = 1e-9


@njit(cache=True)
def whole(step: float, outward: bool) -> float:
    """Round a step away from zero, or towards it. O(1)."""
    size = abs(step)
    size = math.ceil(size - ROUND) if outward else math.floor(size + ROUND)
    return math.copysign(size, step)


@njit(cache=True)
def repairing_step(activity: float, lower: float, upper: float, a: float, integer: bool) -> float:
    """Return the step of a column that satisfies a violated row with coefficient ``a``. O(1).

    Integers are rounded towards satisfaction; in an equality to the nearest, but by one at
    least.
    """
    step = ((upper if activity > upper else lower) - activity) / a
    if not integer:
        return step
    if lower == upper:
        return math.copysign(max(1.0, math.floor(abs(step) + 0.5)), step)
    return whole(step, True)


@njit(cache=True)
def consuming_step(activity: float, lower: float, upper: float, a: float, integer: bool) -> float:
    """Return the step of a column that uses up the slack of a satisfied row. O(1)."""
    side = upper if upper < math.inf else lower
    if math.isinf(side):
        return 0.0
    step = (side - activity) / a
    return whole(step, False) if integer else step


@njit(cache=True)
def step_score(
    col_ptr: Ints,
    col_row: Indices,
    col_val: Floats,
    row_lower: Floats,
    row_upper: Floats,
    row_tol: Floats,
    act: Floats,
    weight: Ints,
    j: int,
    step: float,
) -> tuple[int, int]:
    """Return the score of a step and its bonus. O(length of the column).

    A row that becomes satisfied gives twice its weight, one that becomes violated takes it; a
    violated one gives or takes its weight once, as its violation falls or not. Equalities count
    double. The objective row gives or takes twice its weight, once there is a cutoff; the bonus
    is its weight if the step meets the cutoff. The arrays are those of ``Rows`` and ``Walk``:
    passed one by one, which is several times faster here.
    """
    last = act.shape[0] - 1
    score, bonus = 0, 0
    for k in range(col_ptr[j], col_ptr[j + 1]):
        i = col_row[k]
        old = act[i]
        new = old + col_val[k] * step
        lower, upper, tol, w = row_lower[i], row_upper[i], row_tol[i], weight[i]
        if i == last:
            if upper < math.inf:
                score += 2 * w if new < old else -2 * w
                bonus = w if new <= upper else 0
            continue
        if lower == upper:
            w *= 2
        before, after = max(lower - old, old - upper), max(lower - new, new - upper)
        if before > tol:
            if after <= tol:
                score += 2 * w
            else:
                score += w if after < before else -w
        elif after > tol:
            score -= 2 * w
    return score, bonus
