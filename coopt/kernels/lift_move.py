"""Lift moves: improve the objective of a feasible point one column at a time [1]_.

References
----------
.. [1] Lin, Zou, Cai (2024). An efficient local search solver for mixed integer programming.
       *CP 2024*, LIPIcs 307, 19.
"""

from __future__ import annotations

import math

from numba import njit

from coopt.kernels.rows import Floats, Rows, wide
from coopt.kernels.tight_step import ROUND
from coopt.kernels.walk import EFFORT, Walk, move
from coopt.kernels.xorshift import below

WINDOW = 400
LEAST_GAIN = 1e-7


@njit(cache=True)
def lift_step(rows: Rows, x: Floats, act: Floats, j: int, sign: float) -> float:
    """Return the longest step of column ``j`` towards ``sign`` that keeps all rows. O(column).

    A step without end is returned as zero: the column's ray needs no search.
    """
    col_row, col_val = rows.col_row, rows.col_val
    row_lower, row_upper = rows.row_lower, rows.row_upper
    room = rows.upper[j] - x[j] if sign > 0.0 else x[j] - rows.lower[j]
    last = act.shape[0] - 1
    for k in range(rows.col_ptr[j], rows.col_ptr[j + 1]):
        i = col_row[k]
        if i == last:
            continue
        if room <= 0.0:
            return 0.0
        a = col_val[k] * sign
        slack = row_upper[i] - act[i] if a > 0.0 else act[i] - row_lower[i]
        room = min(room, slack / abs(a))
    if rows.integer[j]:
        room = math.floor(room + ROUND)
    return sign * room if 0.0 < room < math.inf else 0.0


@njit(cache=True)
def lift(rows: Rows, walk: Walk, stop: int) -> None:
    """Climb to a point that no lift move improves, or until ``stop`` entries were touched.

    Looks at windows of ``WINDOW`` columns of the objective and takes the best move of each.
    O(entries of the window's columns) per move.
    """
    last = walk.act.shape[0] - 1
    first, size = rows.row_ptr[last], rows.row_ptr[last + 1] - rows.row_ptr[last]
    if size == 0:
        return
    at, idle = below(walk.random, size), 0
    while idle < size and walk.counts[EFFORT] < stop:
        best_j, best_step = -1, 0.0
        best_gain = LEAST_GAIN * max(1.0, abs(walk.act[last]))
        for _ in range(min(WINDOW, size - idle)):
            j, c = wide(rows.row_col[first + at]), rows.row_val[first + at]
            at = at + 1 if at + 1 < size else 0
            step = lift_step(rows, walk.x, walk.act, j, -math.copysign(1.0, c))
            walk.counts[EFFORT] += rows.col_ptr[j + 1] - rows.col_ptr[j]
            if -c * step > best_gain:
                best_j, best_step, best_gain = j, step, -c * step
        idle += min(WINDOW, size - idle)
        if best_j >= 0:
            move(rows, walk, best_j, best_step)
            idle = 0
