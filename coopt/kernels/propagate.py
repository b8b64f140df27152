"""Bound propagation over rows, with a trail to undo it [1]_.

References
----------
.. [1] Savelsbergh (1994). Preprocessing and probing techniques for mixed integer programming
       problems. *ORSA Journal on Computing* 6(4): 445-454.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from coopt.kernels.rows import Flags, Floats, Indices, Ints, Rows, wide

INTEGRAL = 1e-6
CONTINUOUS_PROGRESS = 1e-3
# Places in ``Domain.counts``.
TRAIL, HEAD, QUEUED, TOUCHED, POSITION, CONFLICTS = range(6)


class Domain(NamedTuple):
    """The bounds of a dive; every array is written in place.

    Parameters
    ----------
    lower, upper : ndarray of float64, shape (n,)
        Bounds now.
    trail_column, trail_lower, trail_upper : ndarray, shape (size,)
        Each change: the column (int64) and its bounds before.
    queue, waiting : ndarray, shape (m + 1,)
        Rows to look at (int64, a ring), and whether a row is in the queue (bool).
    broken : ndarray of bool, shape (m + 1,)
        Rows given up: no longer propagated.
    counts : ndarray of int64, shape (6,)
        Length of the trail, head and length of the queue, entries touched, and the dive's
        position and conflicts.
    """

    lower: Floats
    upper: Floats
    trail_column: Ints
    trail_lower: Floats
    trail_upper: Floats
    queue: Ints
    waiting: Flags
    broken: Flags
    counts: Ints


def start_domain(rows: Rows) -> Domain:
    """Return the domain of the model's box."""
    n, m = rows.lower.shape[0], rows.row_lower.shape[0]
    size = 8 * n + 1000
    return Domain(
        lower=rows.lower.copy(),
        upper=rows.upper.copy(),
        trail_column=np.zeros(size, dtype=np.int64),
        trail_lower=np.zeros(size),
        trail_upper=np.zeros(size),
        queue=np.zeros(m, dtype=np.int64),
        waiting=np.zeros(m, dtype=np.bool_),
        broken=np.zeros(m, dtype=np.bool_),
        counts=np.zeros(6, dtype=np.int64),
    )


@njit(cache=True)
def set_bounds(domain: Domain, j: int, lower: float, upper: float) -> None:
    """Change the bounds of a column and remember the old ones. O(1)."""
    at = domain.counts[TRAIL]
    domain.trail_column[at] = j
    domain.trail_lower[at] = domain.lower[j]
    domain.trail_upper[at] = domain.upper[j]
    domain.counts[TRAIL] = at + 1
    domain.lower[j] = lower
    domain.upper[j] = upper


@njit(cache=True)
def undo(domain: Domain, mark: int) -> None:
    """Take back all changes after the trail had length ``mark``. O(changes)."""
    for at in range(domain.counts[TRAIL] - 1, mark - 1, -1):
        j = domain.trail_column[at]
        domain.lower[j] = domain.trail_lower[at]
        domain.upper[j] = domain.trail_upper[at]
    domain.counts[TRAIL] = mark


@njit(cache=True)
def enqueue_rows(col_ptr: Ints, col_row: Indices, j: int, domain: Domain) -> None:
    """Let the rows of column ``j`` wait for propagation. O(length of the column)."""
    queue, waiting, counts = domain.queue, domain.waiting, domain.counts
    for k in range(col_ptr[j], col_ptr[j + 1]):
        i = col_row[k]
        if not waiting[i]:
            waiting[i] = True
            queue[(counts[HEAD] + counts[QUEUED]) % queue.shape[0]] = i
            counts[QUEUED] += 1


@njit(cache=True)
def drop_queue(domain: Domain) -> None:
    """Empty the queue. O(its length)."""
    counts = domain.counts
    while counts[QUEUED] > 0:
        domain.waiting[domain.queue[counts[HEAD]]] = False
        counts[HEAD] = (counts[HEAD] + 1) % domain.queue.shape[0]
        counts[QUEUED] -= 1


@njit(cache=True)
def least_activity(
    first: int, end: int, row_col: Indices, row_val: Floats, low: Floats, up: Floats, sign: float
) -> tuple[float, int, float]:
    """Return the least of ``sign * activity`` of a row over a box. O(length of the row).

    Returns
    -------
    finite : float
        Sum of the finite terms.
    infinite : int
        Number of terms that are minus infinity.
    reach : float
        Largest change that a single column can make.
    """
    finite, infinite, reach = 0.0, 0, 0.0
    for k in range(first, end):
        a, j = sign * row_val[k], row_col[k]
        term = a * (low[j] if a > 0.0 else up[j])
        if term == -math.inf:
            infinite += 1
        else:
            finite += term
        reach = max(reach, abs(a) * (up[j] - low[j]))
    return finite, infinite, reach


@njit(cache=True)
def limit_of_term(
    side: float, finite: float, infinite: int, a: float, low: float, up: float
) -> float:
    """Return the bound that ``sum <= side`` puts on a column with coefficient ``a``. O(1)."""
    term = a * (low if a > 0.0 else up)
    if infinite > (1 if term == -math.inf else 0):
        return math.inf if a > 0.0 else -math.inf
    rest = finite if term == -math.inf else finite - term
    return (side - rest) / a


@njit(cache=True)
def tightened(limit: float, low: float, up: float, integer: bool, upper_side: bool) -> bool:
    """Whether a limit tightens the bounds enough to be taken. O(1)."""
    if integer:
        return limit < up - 0.5 if upper_side else limit > low + 0.5
    width = up - low
    least = CONTINUOUS_PROGRESS * (width if width < math.inf else max(1.0, abs(limit)))
    return limit < up - max(least, 1e-9) if upper_side else limit > low + max(least, 1e-9)


@njit(cache=True)
def tighten_side(rows: Rows, domain: Domain, i: int, side: float, sign: float) -> bool:
    """Tighten the columns of row ``i`` by ``sign * activity <= side``; False on conflict.

    O(length of the row and of its tightened columns).
    """
    low, up, integer = domain.lower, domain.upper, rows.integer
    row_col, row_val = rows.row_col, rows.row_val
    first, end = rows.row_ptr[i], rows.row_ptr[i + 1]
    finite, infinite, reach = least_activity(first, end, row_col, row_val, low, up, sign)
    domain.counts[TOUCHED] += end - first
    tol = max(rows.row_tol[i], INTEGRAL * 1e-3 * abs(side))
    if infinite == 0 and finite > side + tol:
        return False
    if infinite > 1 or (infinite == 0 and finite + reach <= side + tol):
        return True
    for k in range(first, end):
        a, j = sign * row_val[k], wide(row_col[k])
        if low[j] == up[j] or domain.counts[TRAIL] >= domain.trail_column.shape[0]:
            continue
        limit = limit_of_term(side, finite, infinite, a, low[j], up[j])
        if integer[j] and abs(limit) < math.inf:
            limit = math.floor(limit + INTEGRAL) if a > 0.0 else math.ceil(limit - INTEGRAL)
        if not tightened(limit, low[j], up[j], integer[j], a > 0.0):
            continue
        new_low = low[j] if a > 0.0 else limit
        new_up = limit if a > 0.0 else up[j]
        if new_low > new_up:
            if new_low > new_up + INTEGRAL:
                return False
            new_low = new_up = low[j] if a > 0.0 else up[j]
        # The sums stay those of the start: still valid, only weaker.
        set_bounds(domain, j, new_low, new_up)
        enqueue_rows(rows.col_ptr, rows.col_row, j, domain)
    return True


@njit(cache=True)
def propagate(rows: Rows, domain: Domain, force: bool) -> bool:
    """Tighten bounds until no queued row is left.

    Parameters
    ----------
    rows : Rows
        The model.
    domain : Domain
        Bounds and queue, written in place.
    force : bool
        Whether to give up a row in conflict and go on with the others.

    Returns
    -------
    bool
        False on conflict; the queue is then dropped. True always with ``force``.
    """
    counts, size = domain.counts, domain.queue.shape[0]
    while counts[QUEUED] > 0:
        i = domain.queue[counts[HEAD]]
        counts[HEAD] = (counts[HEAD] + 1) % size
        counts[QUEUED] -= 1
        domain.waiting[i] = False
        if domain.broken[i]:
            continue
        upper, lower = rows.row_upper[i], rows.row_lower[i]
        holds = upper == math.inf or tighten_side(rows, domain, i, upper, 1.0)
        if holds and lower > -math.inf:
            holds = tighten_side(rows, domain, i, -lower, -1.0)
        if not holds and force:
            domain.broken[i] = True
        elif not holds:
            drop_queue(domain)
            return False
    return True


@njit(cache=True)
def propagate_all(rows: Rows, domain: Domain) -> bool:
    """Tighten by every row of the model; False if the box holds no point."""
    drop_queue(domain)
    counts = domain.counts
    for i in range(domain.queue.shape[0]):
        domain.queue[(counts[HEAD] + counts[QUEUED]) % domain.queue.shape[0]] = i
        domain.waiting[i] = True
        counts[QUEUED] += 1
    return propagate(rows, domain, False)
