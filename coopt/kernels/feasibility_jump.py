"""Feasibility Jump: a search by weighted violations, without any LP [1]_.

References
----------
.. [1] Luteberget, Sartor (2023). Feasibility Jump: an LP-free Lagrangian MIP heuristic.
       *Mathematical Programming Computation* 15(2): 365-388.

Notes
-----
Departures: the objective is a cutoff row of the model; the gains of columns that are not binary
are computed when they are sampled; weights are divided by the root mean square of the row.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from coopt.kernels.jump_value import gain, jump_step
from coopt.kernels.rows import Flags, Floats, Ints, Rows, activities, violation, wide
from coopt.kernels.violated_set import Counter, file_row, insert, rebuild, remove
from coopt.kernels.walk import copy_to
from coopt.kernels.xorshift import State, below, uniform, xorshift_state

# Places in ``Jumps.counts`` and ``Jumps.value``.
EFFORT, MOVES, LEAST = range(3)
INCREMENT, DECAY = range(2)

SAMPLED = 25
GOOD = 1e-9
RANDOM_GOOD = 0.001
RANDOM_FORCED = 0.01
LARGEST_INCREMENT = 1e12
REFRESH = 100_000


class Jumps(NamedTuple):
    """A point, the jump of each column, and the columns whose jump is good.

    Parameters
    ----------
    x, act : ndarray of float64, shapes (n,), (m + 1,)
        The point and its row activities.
    weight, scale : ndarray of float64, shape (m + 1,)
        Weight of each row, and its weight at the start, 1 over its root mean square.
    members, place, size : ndarray of int64
        The violated rows, as in ``violated_set``.
    good, good_place, good_size : ndarray of int64, shapes (n,), (n,), (1,)
        The columns that may have a good jump, held likewise.
    step, score : ndarray of float64, shape (n,)
        Step to the jump value, and its gain.
    stale : ndarray of bool, shape (n,)
        Columns whose step and gain must be computed before use.
    least_x : ndarray of float64, shape (n,)
        The point of the fewest violated rows.
    counts : ndarray of int64, shape (3,)
        Entries touched, moves since the last refresh, fewest violated rows.
    value : ndarray of float64, shape (2,)
        Increment of the weights, and the factor by which it grows.
    random : ndarray of uint64, shape (1,)
        Random state.
    """

    x: Floats
    act: Floats
    weight: Floats
    scale: Floats
    members: Ints
    place: Ints
    size: Counter
    good: Ints
    good_place: Ints
    good_size: Counter
    step: Floats
    score: Floats
    stale: Flags
    least_x: Floats
    counts: Ints
    value: Floats
    random: State


def start_jumps(rows: Rows, rng: np.random.Generator) -> Jumps:
    """Return a state without a point: ``restart_jumps`` sets it."""
    n, m = rows.lower.shape[0], rows.row_lower.shape[0]
    length = np.diff(rows.row_ptr)
    row = np.repeat(np.arange(m), length)
    squares = np.bincount(row, weights=rows.row_val**2, minlength=m)
    rms = np.sqrt(squares / np.maximum(length, 1))
    scale = 1.0 / np.where(rms > 0.0, rms, 1.0)
    rows_of, columns_of = (np.zeros(size, dtype=np.int64) for size in (m, n))
    return Jumps(
        x=np.zeros(n),
        act=np.zeros(m),
        weight=scale.copy(),
        scale=scale,
        members=rows_of.copy(),
        place=rows_of.copy(),
        size=np.zeros(1, dtype=np.int64),
        good=columns_of.copy(),
        good_place=columns_of.copy(),
        good_size=np.zeros(1, dtype=np.int64),
        step=np.zeros(n),
        score=np.zeros(n),
        stale=np.zeros(n, dtype=np.bool_),
        least_x=np.zeros(n),
        counts=np.zeros(3, dtype=np.int64),
        value=np.ones(2),
        random=xorshift_state(rng),
    )


def restart_jumps(rows: Rows, state: Jumps, x: Floats, decay: float) -> None:
    """Move to ``x`` with the weights of the start."""
    state.x[:] = x
    state.weight[:] = state.scale
    state.value[:] = 1.0, decay
    refresh_jumps(rows, state)


@njit(cache=True)
def is_binary(rows: Rows, j: int) -> bool:
    """Whether column ``j`` has two values. O(1)."""
    return bool(rows.integer[j] and rows.upper[j] - rows.lower[j] == 1.0)


@njit(cache=True)
def file_good(state: Jumps, j: int, good: bool) -> None:
    """Put a column into the good ones or take it out. O(1)."""
    if good and state.good_place[j] < 0:
        insert(j, state.good, state.good_place, state.good_size)
    elif not good and state.good_place[j] >= 0:
        remove(j, state.good, state.good_place, state.good_size)


@njit(cache=True)
def compute_jump(rows: Rows, state: Jumps, j: int) -> None:
    """Compute step and gain of a column afresh. O(length), or expected O(k log k)."""
    touched = rows.col_ptr[j + 1] - rows.col_ptr[j]
    if is_binary(rows, j):
        state.step[j] = 1.0 if state.x[j] == rows.lower[j] else -1.0
        state.score[j] = gain(rows, state.act, state.weight, j, state.step[j])
    else:
        step, score = jump_step(rows, state.x, state.act, state.weight, j, state.random)
        state.step[j], state.score[j] = step, score
        touched *= 6
    state.stale[j] = False
    state.counts[EFFORT] += touched
    file_good(state, j, state.score[j] > GOOD)


@njit(cache=True)
def refresh_jumps(rows: Rows, state: Jumps) -> None:
    """Compute all from the point. O(nnz log)."""
    activities(rows.row_ptr, rows.row_col, rows.row_val, state.x, state.act)
    sides = rows.row_lower, rows.row_upper, rows.row_tol
    rebuild(sides[0], sides[1], sides[2], state.act, state.members, state.place, state.size)
    state.good_size[0] = 0
    state.good_place[:] = -1
    for j in range(state.x.shape[0]):
        if rows.lower[j] < rows.upper[j]:
            compute_jump(rows, state, j)
    state.counts[MOVES] = 0
    state.counts[LEAST] = state.act.shape[0]
    state.counts[EFFORT] += rows.row_col.shape[0]


@njit(cache=True)
def rescore_row(rows: Rows, state: Jumps, i: int, old: float, new: float, w_old: float) -> None:
    """Correct the gains of the columns of row ``i`` after its activity or weight changed.

    Exact for binaries; the others become stale. O(length of the row).
    """
    row_col, row_val, integer = rows.row_col, rows.row_val, rows.integer
    lower, upper, w = rows.row_lower[i], rows.row_upper[i], state.weight[i]
    least, most = rows.lower, rows.upper
    step, score, stale = state.step, state.score, state.stale
    before, after = w_old * violation(old, lower, upper), w * violation(new, lower, upper)
    for k in range(rows.row_ptr[i], rows.row_ptr[i + 1]):
        j = wide(row_col[k])
        width = most[j] - least[j]
        if integer[j] and width == 1.0:
            e = row_val[k] * step[j]
            change = (after - w * violation(new + e, lower, upper)) - (
                before - w_old * violation(old + e, lower, upper)
            )
            if change != 0.0:
                score[j] += change
                file_good(state, j, score[j] > GOOD)
        elif width > 0.0:
            stale[j] = True
            file_good(state, j, True)
    state.counts[EFFORT] += rows.row_ptr[i + 1] - rows.row_ptr[i]


@njit(cache=True)
def jump(rows: Rows, state: Jumps, j: int) -> None:
    """Move column ``j`` to its jump value. O(lengths of its rows)."""
    old_x = state.x[j]
    state.x[j] = min(max(old_x + state.step[j], rows.lower[j]), rows.upper[j])
    delta = state.x[j] - old_x
    for k in range(rows.col_ptr[j], rows.col_ptr[j + 1]):
        i = wide(rows.col_row[k])
        old = state.act[i]
        new = old + rows.col_val[k] * delta
        state.act[i] = new
        off = violation(new, rows.row_lower[i], rows.row_upper[i])
        file_row(i, off > rows.row_tol[i], state.members, state.place, state.size)
        rescore_row(rows, state, i, old, new, state.weight[i])
    compute_jump(rows, state, j)
    state.counts[MOVES] += 1


@njit(cache=True)
def sampled_good(rows: Rows, state: Jumps) -> int:
    """Return the best of some random good columns, or -1 if what was sampled is not good."""
    best = -1
    tries = 1 if uniform(state.random) < RANDOM_GOOD else SAMPLED
    for _ in range(tries):
        if state.good_size[0] == 0:
            break
        j = state.good[below(state.random, state.good_size[0])]
        if state.stale[j]:
            compute_jump(rows, state, j)
        if state.score[j] > GOOD and (best < 0 or state.score[j] > state.score[best]):
            best = j
    return best


@njit(cache=True)
def add_weights(rows: Rows, state: Jumps) -> None:
    """Raise the weights of the violated rows. O(their lengths)."""
    for k in range(state.size[0]):
        i = state.members[k]
        old = state.weight[i]
        state.weight[i] += state.value[INCREMENT] * state.scale[i]
        rescore_row(rows, state, i, state.act[i], state.act[i], old)
    state.value[INCREMENT] /= state.value[DECAY]
    if state.value[INCREMENT] > LARGEST_INCREMENT:
        for i in range(state.weight.shape[0]):
            state.weight[i] /= state.value[INCREMENT]
        state.value[INCREMENT] = 1.0
        refresh_jumps(rows, state)


@njit(cache=True)
def forced(rows: Rows, state: Jumps) -> int:
    """Return the best column of a random violated row, or -1 if none can move."""
    i = state.members[below(state.random, state.size[0])]
    first, end = rows.row_ptr[i], rows.row_ptr[i + 1]
    if first == end:
        return -1
    best = -1
    if uniform(state.random) < RANDOM_FORCED:
        first += below(state.random, end - first)
        end = first + 1
    for k in range(first, end):
        j = wide(rows.row_col[k])
        if rows.lower[j] == rows.upper[j]:
            continue
        if state.stale[j]:
            compute_jump(rows, state, j)
        if state.step[j] != 0.0 and (best < 0 or state.score[j] > state.score[best]):
            best = j
    return best


@njit(cache=True)
def feasibility_jump(rows: Rows, state: Jumps, budget: int) -> bool:
    """Search for a point that holds all rows and the cutoff; resumable.

    Parameters
    ----------
    rows : Rows
        The model.
    state : Jumps
        The state, written in place.
    budget : int
        Matrix entries to touch.

    Returns
    -------
    bool
        Whether ``state.x`` is such a point.
    """
    stop = state.counts[EFFORT] + budget
    while state.counts[EFFORT] < stop:
        state.counts[EFFORT] += 1
        if state.size[0] == 0 or state.counts[MOVES] > REFRESH:
            refresh_jumps(rows, state)
            if state.size[0] == 0:
                return True
        if state.good_size[0] > 0:
            j = sampled_good(rows, state)
        else:
            if state.size[0] < state.counts[LEAST]:
                state.counts[LEAST] = state.size[0]
                copy_to(state.x, state.least_x)
            add_weights(rows, state)
            j = forced(rows, state)
        if j >= 0:
            jump(rows, state, j)
    return False
