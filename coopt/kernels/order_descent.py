"""Steepest descent over orders: rounds of disjoint improving moves, each from a fresh factor.

The gains of moves whose intervals of positions are disjoint add exactly, because a node's residual
depends only on the set before it; so a round applies many [1]_.

References
----------
.. [1] Deng, Bello, Aragam, Ravikumar (2023). Optimizing NOTEARS objectives via topological swaps.
       *ICML 2023*.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.kernels.order_factor import factorise, invert_unit
from coopt.kernels.order_moves import insertion_gains, move_ranges, swap_gains

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SMALLEST = 1e-12
"""Share of the score that a change must exceed."""


class Descent(NamedTuple):
    """Arrays that a descent overwrites, made once for a problem of d nodes."""

    factor: Floats
    inverse: Floats
    gains: Floats
    rows: Floats
    variance: Floats
    walked: Floats
    first: Ints
    last: Ints
    used: Bools
    cursor: Ints  # the next position whose swaps are due; d if they are known


def descent_of(d: int) -> Descent:
    """Allocate the arrays of a descent."""
    return Descent(
        factor=np.zeros((d, d)),
        inverse=np.zeros((d, d)),
        gains=np.zeros((d, d)),
        rows=np.zeros((d, d)),
        variance=np.zeros(d),
        walked=np.zeros(d),
        first=np.zeros(d, dtype=np.int64),
        last=np.zeros(d, dtype=np.int64),
        used=np.zeros(d, dtype=np.bool_),
        cursor=np.full(1, -1, dtype=np.int64),
    )


@njit(cache=True)
def insert_node(order: Ints, a: int, b: int) -> None:
    """Move the node at position a to position b, in place; O(|a - b|)."""
    node = order[a]
    step = 1 if b > a else -1
    for k in range(a, b, step):
        order[k] = order[k + step]
    order[b] = node


@njit(cache=True)
def apply_moves(order: Ints, gains: Floats, least: float, swaps: bool, used: Bools) -> int:
    """Apply improving moves with disjoint intervals, the best first; return how many.

    O(d^2) for each. ``gains[a, b]`` below ``-least`` improve; ``used`` is overwritten.
    """
    d = order.size
    used[:] = False
    count = 0
    while True:
        best, at, to = -least, -1, -1
        for a in range(d):
            if used[a]:
                continue
            for b in range(a + 1 if swaps else 0, d):
                if gains[a, b] < best and _free(used, a, b):
                    best, at, to = gains[a, b], a, b
        if at < 0:
            return count
        for k in range(min(at, to), max(at, to) + 1):
            used[k] = True
        if swaps:
            order[at], order[to] = order[to], order[at]
        else:
            insert_node(order, at, to)
        count += 1


@njit(cache=True)
def _free(used: Bools, a: int, b: int) -> bool:
    return not used[min(a, b) : max(a, b) + 1].any()


@njit(cache=True)
def descend(gram: Floats, before: Bools, order: Ints, state: Descent, work: float) -> bool:
    """Improve ``order`` in place; return whether it is a local optimum of both kinds of moves.

    Insertions first; swaps are looked at where no insertion improves. Ends early after about
    ``work`` basic steps and may then be called again; set ``state.cursor[0]`` to -1 first whenever
    ``order`` was changed from outside. Leaves the factor and its inverse of ``order`` behind.
    """
    d = order.size
    cursor = state.cursor
    while work > 0.0:
        if cursor[0] < 0:
            score = factorise(gram, order, state.factor, state.variance)
            invert_unit(state.factor, state.inverse)
            move_ranges(order, before, state.first, state.last)
            insertion_gains(
                state.factor, state.variance, state.inverse, state.first, state.last, state.gains
            )
            work -= d * d * d / 2.0
            if apply_moves(order, state.gains, SMALLEST * score, False, state.used) == 0:
                cursor[0] = 0
            continue
        if cursor[0] < d:
            p = cursor[0]
            swap_gains(state.factor, state.variance, state.first, state.last, p, state.rows,
                       state.walked, state.gains)  # fmt: skip
            work -= 2.0 * (d - p) * (d - p)
            cursor[0] += 1
            continue
        least = SMALLEST * state.variance.sum()
        if apply_moves(order, state.gains, least, True, state.used) == 0:
            return True
        cursor[0] = -1
    return cursor[0] == d and not _improves(state.gains, SMALLEST * state.variance.sum())


@njit(cache=True)
def _improves(gains: Floats, least: float) -> bool:
    d = gains.shape[0]
    for a in range(d):
        for b in range(a + 1, d):
            if gains[a, b] < -least:
                return True
    return False


@njit(cache=True)
def score_of(gram: Floats, order: Ints, state: Descent) -> float:
    """Return ``sum v_k`` of an order, its factor and inverse left in ``state``; O(d^3)."""
    total = factorise(gram, order, state.factor, state.variance)
    invert_unit(state.factor, state.inverse)
    state.cursor[0] = -1
    return total
