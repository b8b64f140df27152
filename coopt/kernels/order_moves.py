"""Gains of all insertions and all swaps of an order, from one Cholesky factor.

Position k has residual variance ``v_k = L_kk^2``; a move within positions p..q changes only theirs.

- The node at q inserted at p: with ``s_k = sum_{t=k..q} L_qt^2`` it gets ``s_p``, and each passed
  position k gets ``v_k s_{k+1} / s_k``.
- The node at p inserted behind q: with ``B = T^-1`` and ``r_{p+1} = v_p``, each passed position k
  gets ``v'_k = v_k + B_kp^2 r_k``, ``r_{k+1} = r_k v_k / v'_k``; the node itself ends with
  ``r_{q+1}``.
- A swap of p and q: the node at p walks to q - 1 by adjacent transpositions (one Givens rotation
  each), then the node at q is inserted at p.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@njit(cache=True)
def move_ranges(order: Ints, before: Bools, first: Ints, last: Ints) -> None:
    """Write how far up and down each position's node may go under a precedence; O(d^2)."""
    d = order.size
    for k in range(d):
        node = order[k]
        up = k
        while up > 0 and not before[order[up - 1], node]:
            up -= 1
        down = k
        while down < d - 1 and not before[node, order[down + 1]]:
            down += 1
        first[k] = up
        last[k] = down


@njit(cache=True)
def insertion_gains(
    factor: Floats, variance: Floats, inverse: Floats, first: Ints, last: Ints, gains: Floats
) -> None:
    """Write the change of ``sum v_k`` of each allowed insertion; 0 elsewhere. O(d^2).

    ``gains[a, b]`` moves the node at position a to position b.
    """
    d = variance.size
    for a in range(d):
        for b in range(d):
            gains[a, b] = 0.0
    for q in range(d):
        row = factor[q]
        s, change = variance[q], -variance[q]
        for k in range(q - 1, first[q] - 1, -1):
            square = row[k] * row[k]
            s += square
            change -= variance[k] * square / s
            gains[q, k] = change + s
    for p in range(d):
        r, change = variance[p], -variance[p]
        for k in range(p + 1, last[p] + 1):
            grown = inverse[k, p] * inverse[k, p] * r
            change += grown
            r *= variance[k] / (variance[k] + grown)
            gains[p, k] = change + r


@njit(cache=True)
def swap_gains(
    factor: Floats,
    variance: Floats,
    first: Ints,
    last: Ints,
    p: int,
    rows: Floats,
    walked: Floats,
    gains: Floats,
) -> None:
    """Write into ``gains[p, q]`` the change of ``sum v_k`` of each allowed swap with q > p.

    O((d - p)^2); all p together O(d^3). ``rows`` (d, d) and ``walked`` (d,) are overwritten:
    columns of the factor as rows, and the variances as the node at p walks down.
    """
    d = variance.size
    end = last[p]
    for q in range(p + 1, d):
        gains[p, q] = 0.0
    for t in range(p, end + 1):
        column = rows[t]
        for i in range(t, end + 1):
            column[i] = factor[i, t]
        walked[t] = variance[t]
    change = 0.0
    for q in range(p + 1, end + 1):
        if first[q] <= p:
            # The node is at q - 1 now; insert the one at q before all of them.
            s, delta = walked[q], change - walked[q]
            for k in range(q - 1, p - 1, -1):
                square = rows[k, q] * rows[k, q]
                s += square
                delta -= walked[k] * square / s
            gains[p, q] = delta + s
        if q < end:
            change += _step_down(rows, walked, q - 1, end)


@njit(cache=True)
def _step_down(rows: Floats, walked: Floats, k: int, end: int) -> float:
    """Exchange positions k and k + 1 of the factor (in columns); return the change. O(d)."""
    upper, lower = rows[k], rows[k + 1]
    a, b, c = upper[k], upper[k + 1], lower[k + 1]
    square = b * b + c * c
    length = np.sqrt(square)
    cosine, sine = b / length, c / length
    for i in range(k + 2, end + 1):
        x, y = upper[i], lower[i]
        upper[i] = cosine * x + sine * y
        lower[i] = sine * x - cosine * y
    # Row k + 1 of the new factor belonged to the node that walks: (a, 0) rotated.
    upper[k] = length
    upper[k + 1] = a * cosine
    lower[k + 1] = a * sine
    before = walked[k] + walked[k + 1]
    walked[k] = square
    walked[k + 1] = a * a * (c * c) / square
    return walked[k] + walked[k + 1] - before
