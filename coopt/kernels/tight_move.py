"""Tight-move local search for mixed-integer models, without any LP [1]_.

References
----------
.. [1] Lin, Zou, Cai (2024). An efficient local search solver for mixed integer programming.
       *CP 2024*, LIPIcs 307, 19.

Notes
-----
Departures: the objective is a cutoff row of the model, whose tight move is the paper's
breakthrough move; fewer moves are scored per step; the jumps to bounds and midpoints are left
out; a restart is the caller's.
"""

from __future__ import annotations

import math

from numba import njit

from coopt.kernels.lift_move import lift
from coopt.kernels.rows import Ints, Rows, wide
from coopt.kernels.tight_step import consuming_step, repairing_step, step_score
from coopt.kernels.walk import (
    BEST,
    EFFORT,
    IMPROVEMENTS,
    LEAST,
    MOVES,
    REFRESH,
    STEP,
    Walk,
    copy_to,
    is_better,
    model_rows_hold,
    move,
    record,
    refresh,
)
from coopt.kernels.xorshift import below, uniform

VIOLATED_ROWS = 10
SCORED = 300
SCORED_SATISFIED = 80
SCORED_FORCED = 250
SATISFIED_TRIES = 20
TABU = 4
TABU_SPREAD = 7
SMOOTHING = 1e-4
# ``int(...)`` of a constant below: Numba compiles anew for each literal that it is passed.
NONE = (-1, 0.0, -(1 << 60), 0)

Candidate = tuple[int, float, int, int]


@njit(cache=True)
def better(score: int, bonus: int, moved: Ints, j: int, best: Candidate) -> bool:
    """Whether a candidate beats the best: by score, then bonus, then the oldest move. O(1)."""
    if score != best[2]:
        return bool(score > best[2])
    if bonus != best[3]:
        return bool(bonus > best[3])
    return bool(best[0] < 0 or moved[j] < moved[best[0]])


@njit(cache=True)
def best_of_row(rows: Rows, walk: Walk, i: int, limit: int, best: Candidate) -> Candidate:
    """Return the best of ``best`` and at most ``limit`` tight moves of row ``i``.

    Long rows are read from a random place on. O(entries of the columns of the row).
    """
    col_ptr, col_row, col_val = rows.col_ptr, rows.col_row, rows.col_val
    row_lower, row_upper, row_tol = rows.row_lower, rows.row_upper, rows.row_tol
    act, weight, x, stamp = walk.act, walk.weight, walk.x, walk.stamp
    lower, upper, integer = rows.lower, rows.upper, rows.integer
    row_col, row_val = rows.row_col, rows.row_val
    first, size = rows.row_ptr[i], rows.row_ptr[i + 1] - rows.row_ptr[i]
    at = below(walk.random, size) if size > limit else 0
    violated = walk.place[i] >= 0
    now = walk.counts[STEP]
    touched = 0
    for _ in range(min(size, limit)):
        j, a = wide(row_col[first + at]), row_val[first + at]
        at = at + 1 if at + 1 < size else 0
        touched += 1
        # A binary has one move only: score it once per step.
        if stamp[j] == now:
            continue
        if violated:
            step = repairing_step(act[i], row_lower[i], row_upper[i], a, integer[j])
        else:
            step = consuming_step(act[i], row_lower[i], row_upper[i], a, integer[j])
        step = min(max(step, lower[j] - x[j]), upper[j] - x[j])
        if step == 0.0 or now < (walk.tabu_up[j] if step > 0.0 else walk.tabu_down[j]):
            continue
        if integer[j] and upper[j] - lower[j] == 1.0:
            stamp[j] = now
        score, bonus = step_score(
            col_ptr, col_row, col_val, row_lower, row_upper, row_tol, act, weight, j, step
        )
        touched += col_ptr[j + 1] - col_ptr[j]
        if better(score, bonus, walk.moved, j, best):
            best = (j, step, score, bonus)
    walk.counts[EFFORT] += touched
    return best


@njit(cache=True)
def best_repair(rows: Rows, walk: Walk) -> Candidate:
    """Return the best tight move of the cutoff row and some violated rows, SCORED of each."""
    best = NONE
    last = walk.act.shape[0] - 1
    size = walk.size[0]
    sample = min(size, VIOLATED_ROWS)
    if walk.place[last] >= 0:
        best = best_of_row(rows, walk, last, int(SCORED), best)
    for k in range(sample):
        i = walk.members[k if size <= VIOLATED_ROWS else below(walk.random, size)]
        if i != last:
            best = best_of_row(rows, walk, i, int(SCORED), best)
    return best


@njit(cache=True)
def best_of_slack(rows: Rows, walk: Walk) -> Candidate:
    """Return the best tight move of one random satisfied inequality."""
    last = walk.act.shape[0] - 1
    for _ in range(min(SATISFIED_TRIES, last)):
        i = below(walk.random, last)
        if walk.place[i] < 0 and rows.row_lower[i] < rows.row_upper[i]:
            return best_of_row(rows, walk, i, int(SCORED_SATISFIED), NONE)
    return NONE


@njit(cache=True)
def add_weights(walk: Walk) -> None:
    """Raise the weights of violated rows, or, seldom, lower those of satisfied ones.

    The cutoff row gains only where it is alone. O(violated rows), seldom O(m).
    """
    last = walk.act.shape[0] - 1
    if uniform(walk.random) < SMOOTHING:
        for i in range(last):
            if walk.place[i] < 0 and walk.weight[i] > 1:
                walk.weight[i] -= 1
    elif model_rows_hold(walk):
        walk.weight[last] += 1
    else:
        for k in range(walk.size[0]):
            if walk.members[k] != last:
                walk.weight[walk.members[k]] += 1


@njit(cache=True)
def keep_least(walk: Walk) -> None:
    """Remember the point if it has the fewest violated rows so far. O(n) if so."""
    if walk.size[0] < walk.counts[LEAST]:
        walk.counts[LEAST] = walk.size[0]
        copy_to(walk.x, walk.least_x)


@njit(cache=True)
def forced_move(rows: Rows, walk: Walk) -> Candidate:
    """Return the best tight move of a random violated row, even a bad one."""
    walk.counts[STEP] += 1
    i = walk.members[below(walk.random, walk.size[0])]
    return best_of_row(rows, walk, i, int(SCORED_FORCED), NONE)


@njit(cache=True)
def take(rows: Rows, walk: Walk, j: int, step: float) -> None:
    """Move and forbid the way back for some steps."""
    move(rows, walk, j, step)
    now = walk.counts[STEP]
    until = now + TABU + below(walk.random, int(TABU_SPREAD))
    if step > 0.0:
        walk.tabu_down[j] = until
    else:
        walk.tabu_up[j] = until
    walk.moved[j] = now


@njit(cache=True)
def improve(rows: Rows, walk: Walk, stop: int) -> bool:
    """Lift a point that is better, and record it; False if its activities had drifted."""
    refresh(rows, walk)
    if not is_better(walk):
        return False
    lift(rows, walk, stop)
    refresh(rows, walk)
    if not is_better(walk):
        return False
    record(rows, walk)
    return True


@njit(cache=True)
def tight_move_search(rows: Rows, walk: Walk, budget: int) -> bool:
    """Search for points that hold all rows and the cutoff; resumable.

    Returns at once at the first incumbent, and where nothing is left to ask for (no cutoff
    below the incumbent); later incumbents are kept in ``walk`` (``best_x``, ``value[BEST]``)
    while the search goes on below them.

    Parameters
    ----------
    rows : Rows
        The model; its cutoff, ``row_upper[m]``, is written in place.
    walk : Walk
        The state, written in place.
    budget : int
        Matrix entries to touch, about 1e8 a second.

    Returns
    -------
    bool
        Whether the incumbent improved.
    """
    stop = walk.counts[EFFORT] + budget
    before = walk.counts[IMPROVEMENTS]
    while walk.counts[EFFORT] < stop:
        walk.counts[STEP] += 1
        walk.counts[EFFORT] += 1
        if walk.counts[MOVES] > REFRESH:
            refresh(rows, walk)
        if is_better(walk):
            first = math.isinf(walk.value[BEST])
            if improve(rows, walk, stop) and first:
                return True
            continue
        if walk.size[0] == 0:
            return bool(walk.counts[IMPROVEMENTS] > before)
        best = best_repair(rows, walk)
        if best[2] <= 0 and rows.row_upper[walk.act.shape[0] - 1] < math.inf:
            best = best_of_slack(rows, walk)
        if best[2] <= 0:
            keep_least(walk)
            add_weights(walk)
            best = forced_move(rows, walk)
        if best[0] >= 0:
            take(rows, walk, best[0], best[1])
    return bool(walk.counts[IMPROVEMENTS] > before)
