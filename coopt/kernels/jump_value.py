"""The jump value of a column: where its weighted violation is least [1]_.

References
----------
.. [1] Luteberget, Sartor (2023). Feasibility Jump: an LP-free Lagrangian MIP heuristic.
       *Mathematical Programming Computation* 15(2): 365-388.

Notes
-----
The weighted violation of the rows of a column, as a function of its value, is convex and
piecewise linear. Departure: its minimum is found by random halving of the breakpoints, without a
sort and without memory; a breakpoint changes the slope by ``weight * |a|``.
"""

from __future__ import annotations

import math

from numba import njit

from coopt.kernels.rows import Floats, Indices, Rows, violation
from coopt.kernels.xorshift import State, below

FLAT = 1e-12


@njit(cache=True)
def entries_gain(
    first: int,
    end: int,
    col_row: Indices,
    col_val: Floats,
    row_lower: Floats,
    row_upper: Floats,
    act: Floats,
    weight: Floats,
    step: float,
) -> float:
    """Return by how much a step lowers the weighted violation. O(end - first).

    The arrays of ``Rows`` are passed one by one: several times faster in what runs hottest.
    """
    total = 0.0
    for k in range(first, end):
        i = col_row[k]
        lower, upper = row_lower[i], row_upper[i]
        old, new = act[i], act[i] + col_val[k] * step
        total += weight[i] * (violation(old, lower, upper) - violation(new, lower, upper))
    return total


@njit(cache=True)
def entries_slope(
    first: int,
    end: int,
    col_row: Indices,
    col_val: Floats,
    row_lower: Floats,
    row_upper: Floats,
    act: Floats,
    weight: Floats,
    step: float,
    sign: float,
) -> float:
    """Return the slope of the weighted violation, towards ``sign``, after a step."""
    total, walked = 0.0, sign * step
    for k in range(first, end):
        i, a = col_row[k], sign * col_val[k]
        # Going this way the activity rises (a > 0) from below the one side to above the other.
        entry = row_lower[i] if a > 0.0 else row_upper[i]
        leave = row_upper[i] if a > 0.0 else row_lower[i]
        if walked < (entry - act[i]) / a:
            total -= weight[i] * abs(a)
        elif walked >= (leave - act[i]) / a:
            total += weight[i] * abs(a)
    return total


@njit(cache=True)
def entries_breakpoint(
    first: int,
    end: int,
    col_row: Indices,
    col_val: Floats,
    row_lower: Floats,
    row_upper: Floats,
    act: Floats,
    sign: float,
    near: float,
    far: float,
    random: State,
) -> float:
    """Return a random breakpoint in ``(near, far)``, as a distance, or -1 if there is none."""
    found, chosen = 0, -1.0
    for k in range(first, end):
        i, a = col_row[k], sign * col_val[k]
        for side in (row_lower[i], row_upper[i]):
            at = (side - act[i]) / a
            if near < at < far:
                found += 1
                if below(random, found) == 0:
                    chosen = at
    return chosen


@njit(cache=True)
def gain(rows: Rows, act: Floats, weight: Floats, j: int, step: float) -> float:
    """Return by how much a step lowers the weighted violation. O(length of the column)."""
    first, end = rows.col_ptr[j], rows.col_ptr[j + 1]
    col_row, col_val = rows.col_row, rows.col_val
    return entries_gain(
        first, end, col_row, col_val, rows.row_lower, rows.row_upper, act, weight, step
    )


@njit(cache=True)
def slope(rows: Rows, act: Floats, weight: Floats, j: int, step: float, sign: float) -> float:
    """Return the slope of the weighted violation, towards ``sign``, after a step. O(column)."""
    first, end = rows.col_ptr[j], rows.col_ptr[j + 1]
    col_row, col_val = rows.col_row, rows.col_val
    return entries_slope(
        first, end, col_row, col_val, rows.row_lower, rows.row_upper, act, weight, step, sign
    )


@njit(cache=True)
def descent(
    rows: Rows, act: Floats, weight: Floats, j: int, sign: float, room: float, random: State
) -> float:
    """Return how far to go towards ``sign`` to where the slope is no longer negative.

    Expected O(k log k) for a column of length k.
    """
    first, end = rows.col_ptr[j], rows.col_ptr[j + 1]
    col_row, col_val = rows.col_row, rows.col_val
    low, up = rows.row_lower, rows.row_upper
    near, far = 0.0, room
    while True:
        at = entries_breakpoint(first, end, col_row, col_val, low, up, act, sign, near, far, random)
        if at < 0.0:
            return far
        after = entries_slope(first, end, col_row, col_val, low, up, act, weight, sign * at, sign)
        if after < -FLAT:
            near = at
        else:
            far = at


@njit(cache=True)
def next_breakpoint(rows: Rows, act: Floats, j: int, sign: float, room: float) -> float:
    """Return the distance to the nearest breakpoint towards ``sign``, ``room`` if none."""
    nearest = room
    for k in range(rows.col_ptr[j], rows.col_ptr[j + 1]):
        i, a = rows.col_row[k], sign * rows.col_val[k]
        for side in (rows.row_lower[i], rows.row_upper[i]):
            at = (side - act[i]) / a
            if FLAT < at < nearest:
                nearest = at
    return nearest


@njit(cache=True)
def best_of_two(
    rows: Rows, act: Floats, weight: Floats, j: int, first: float, second: float
) -> tuple[float, float]:
    """Return the step of greater gain, and the gain; a step that is not finite or 0 is none."""
    step, best = 0.0, -math.inf
    for s in (first, second):
        if s != 0.0 and abs(s) < math.inf:
            g = gain(rows, act, weight, j, s)
            if g > best:
                step, best = s, g
    return step, best


@njit(cache=True)
def jump_step(
    rows: Rows, x: Floats, act: Floats, weight: Floats, j: int, random: State
) -> tuple[float, float]:
    """Return the step of column ``j`` to its jump value, other than none, and its gain.

    A step of 0 (gain ``-inf``) says that the column cannot move.
    """
    down, up = x[j] - rows.lower[j], rows.upper[j] - x[j]
    if rows.integer[j]:
        step, best = best_of_two(
            rows, act, weight, j, -1.0 if down >= 1.0 else 0.0, 1.0 if up >= 1.0 else 0.0
        )
        room = up if step > 0.0 else down
        if best <= 0.0 or room <= 1.0:
            return step, best
        sign = math.copysign(1.0, step)
        far = descent(rows, act, weight, j, sign, room, random)
        if far == math.inf:
            return step, best
        return best_of_two(rows, act, weight, j, sign * math.floor(far), sign * math.ceil(far))
    for sign in (1.0, -1.0):
        room = up if sign > 0.0 else down
        if room > 0.0 and slope(rows, act, weight, j, 0.0, sign) < -FLAT:
            far = descent(rows, act, weight, j, sign, room, random)
            return best_of_two(rows, act, weight, j, sign * far, 0.0)
    rise = next_breakpoint(rows, act, j, 1.0, up)
    fall = next_breakpoint(rows, act, j, -1.0, down)
    return best_of_two(rows, act, weight, j, rise, -fall)
