"""The state of a search that moves one column at a time, and what every step of it needs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from coopt.kernels.rows import Floats, Ints, Rows, activities, wide
from coopt.kernels.violated_set import Counter, file_row, rebuild
from coopt.kernels.xorshift import State, xorshift_state

# Places in ``Walk.counts``.
STEP, EFFORT, IMPROVEMENTS, LAST_IMPROVED, LEAST, MOVES = range(6)
# Places in ``Walk.value``.
BEST, MARGIN, FRACTION = range(3)

REFRESH = 100_000
# A tolerance of the objective, relative: less is noise of rounding.
LEAST_PROGRESS = 1e-9


class Walk(NamedTuple):
    """A point on its way; every array is written in place.

    Parameters
    ----------
    x, act : ndarray of float64, shapes (n,), (m + 1,)
        The point and its row activities.
    weight : ndarray of int64, shape (m + 1,)
        Weight of each row.
    members, place, size : ndarray of int64, shapes (m + 1,), (m + 1,), (1,)
        The violated rows, as in ``violated_set``.
    tabu_up, tabu_down, moved, stamp : ndarray of int64, shape (n,)
        Steps until which a column must not rise or fall, its last move, a mark of the step.
    best_x, least_x : ndarray of float64, shape (n,)
        The incumbent, and the point of the fewest violated rows at a local minimum.
    counts : ndarray of int64, shape (6,)
        Steps, entries touched, improvements, the step of the last one, fewest violated rows,
        moves since the activities were computed afresh.
    value : ndarray of float64, shape (3,)
        Objective of the incumbent; by how much a new one must be better; the fraction of the
        objective by which the cutoff asks for more than that.
    random : ndarray of uint64, shape (1,)
        Random state.
    """

    x: Floats
    act: Floats
    weight: Ints
    members: Ints
    place: Ints
    size: Counter
    tabu_up: Ints
    tabu_down: Ints
    moved: Ints
    stamp: Ints
    best_x: Floats
    least_x: Floats
    counts: Ints
    value: Floats
    random: State


def start_walk(rows: Rows, x: Floats, margin: float, rng: np.random.Generator) -> Walk:
    """Return a walk that stands at ``x``, with no incumbent."""
    n, m = rows.lower.shape[0], rows.row_lower.shape[0]
    walk = Walk(
        x=x.copy(),
        act=np.zeros(m),
        weight=_zeros(m),
        members=_zeros(m),
        place=_zeros(m),
        size=_zeros(1),
        tabu_up=_zeros(n),
        tabu_down=_zeros(n),
        moved=_zeros(n),
        stamp=_zeros(n),
        best_x=x.copy(),
        least_x=x.copy(),
        counts=_zeros(6),
        value=np.array([np.inf, margin, 0.0]),
        random=xorshift_state(rng),
    )
    restart(rows, walk, x)
    return walk


def _zeros(size: int) -> Ints:
    return np.zeros(size, dtype=np.int64)


def restart(rows: Rows, walk: Walk, x: Floats) -> None:
    """Move to ``x`` with fresh weights and no tabu; the incumbent stays."""
    walk.x[:] = x
    walk.weight[:] = 1
    walk.tabu_up[:] = 0
    walk.tabu_down[:] = 0
    walk.counts[LAST_IMPROVED] = walk.counts[STEP]
    walk.counts[LEAST] = walk.act.shape[0]
    refresh(rows, walk)


@njit(cache=True)
def copy_to(source: Floats, target: Floats) -> None:
    """Copy ``source`` to ``target``, which compiles faster than a slice. O(n)."""
    for j in range(source.shape[0]):
        target[j] = source[j]


@njit(cache=True)
def refresh(rows: Rows, walk: Walk) -> None:
    """Compute the activities and the violated set anew. O(nnz)."""
    activities(rows.row_ptr, rows.row_col, rows.row_val, walk.x, walk.act)
    sides = rows.row_lower, rows.row_upper, rows.row_tol
    rebuild(*sides, walk.act, walk.members, walk.place, walk.size)
    walk.counts[MOVES] = 0
    walk.counts[EFFORT] += rows.row_col.shape[0]


@njit(cache=True)
def set_cutoff(rows: Rows, walk: Walk) -> None:
    """Ask for an objective better than the incumbent's by the margin. O(1)."""
    last = walk.act.shape[0] - 1
    best = walk.value[BEST]
    margin = max(walk.value[MARGIN], walk.value[FRACTION] * abs(best))
    rows.row_upper[last] = best - margin
    above = walk.act[last] > rows.row_upper[last]
    file_row(last, above, walk.members, walk.place, walk.size)


@njit(cache=True)
def record(rows: Rows, walk: Walk) -> None:
    """Take the point as the incumbent. O(n)."""
    copy_to(walk.x, walk.best_x)
    walk.value[BEST] = walk.act[walk.act.shape[0] - 1]
    walk.counts[IMPROVEMENTS] += 1
    walk.counts[LAST_IMPROVED] = walk.counts[STEP]
    set_cutoff(rows, walk)


@njit(cache=True)
def model_rows_hold(walk: Walk) -> bool:
    """Whether nothing is violated but, at most, the cutoff row. O(1)."""
    cutoff = 1 if walk.place[walk.act.shape[0] - 1] >= 0 else 0
    return walk.size[0] == cutoff


@njit(cache=True)
def is_better(walk: Walk) -> bool:
    """Whether the point holds all rows and beats the incumbent, if not the cutoff. O(1)."""
    best, margin = walk.value[BEST], walk.value[MARGIN]
    margin = max(margin, LEAST_PROGRESS * abs(best)) if best < np.inf else 0.0
    return model_rows_hold(walk) and walk.act[walk.act.shape[0] - 1] <= best - margin


@njit(cache=True)
def move(rows: Rows, walk: Walk, j: int, delta: float) -> None:
    """Add ``delta`` to column ``j``. O(length of the column)."""
    col_row, col_val = rows.col_row, rows.col_val
    row_lower, row_upper, row_tol = rows.row_lower, rows.row_upper, rows.row_tol
    act, members, place, size = walk.act, walk.members, walk.place, walk.size
    old = walk.x[j]
    walk.x[j] = min(max(old + delta, rows.lower[j]), rows.upper[j])
    delta = walk.x[j] - old
    for k in range(rows.col_ptr[j], rows.col_ptr[j + 1]):
        i = wide(col_row[k])
        act[i] += col_val[k] * delta
        off = max(row_lower[i] - act[i], act[i] - row_upper[i])
        file_row(i, off > row_tol[i], members, place, size)
    walk.counts[EFFORT] += rows.col_ptr[j + 1] - rows.col_ptr[j]
    walk.counts[MOVES] += 1


def record_given(rows: Rows, walk: Walk, x: Floats, value: float) -> None:
    """Take an incumbent from elsewhere without moving there."""
    walk.best_x[:] = x
    walk.value[BEST] = value
    walk.counts[IMPROVEMENTS] += 1
    walk.counts[LAST_IMPROVED] = walk.counts[STEP]
    set_cutoff(rows, walk)
