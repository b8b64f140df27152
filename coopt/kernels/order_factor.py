"""Cholesky factor of a Gram matrix in a given order, and the inverse that holds the regressions.

With ``S_pi = L L'`` the residual variance of the node at position k, regressed on all before it, is
``L_kk^2``; with ``T = L diag(L)^-1`` its regression weights are minus row k of ``T^-1`` [1]_.

References
----------
.. [1] Golub, Van Loan (2013). *Matrix Computations*, 4th ed., sections 4.2 and 5.3.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_PIVOT = 1e-13
"""Share of its own variance that a pivot counts at least."""


@njit(cache=True)
def factorise(gram: Floats, order: Ints, factor: Floats, variance: Floats) -> float:
    """Write L into the lower triangle of ``factor`` and the ``L_kk^2``; return their sum.

    O(d^3 / 3). Pivots below 1e-13 of a node's variance are raised to that.
    """
    d = order.size
    total = 0.0
    for i in range(d):
        row, node = factor[i], order[i]
        for j in range(i + 1):
            row[j] = gram[node, order[j]]
        for j in range(i):
            other = factor[j]
            value = row[j]
            for t in range(j):
                value -= row[t] * other[t]
            row[j] = value / other[j]
        pivot = row[i]
        for t in range(i):
            pivot -= row[t] * row[t]
        pivot = max(pivot, LEAST_PIVOT * gram[node, node])
        variance[i] = pivot
        row[i] = np.sqrt(pivot)
        total += pivot
    return total


@njit(cache=True)
def invert_unit(factor: Floats, inverse: Floats) -> None:
    """Write the strict lower triangle of ``T^-1``, ``T = L diag(L)^-1``; O(d^3 / 6).

    Entry (k, t) is minus the weight of position t in the regression of position k.
    """
    d = factor.shape[0]
    for k in range(d):
        row = inverse[k]
        for t in range(k):
            row[t] = 0.0
        for t in range(k):
            share = factor[k, t] / factor[t, t]
            above = inverse[t]
            for s in range(t):
                row[s] -= share * above[s]
            row[t] -= share


@njit(cache=True)
def write_weights(inverse: Floats, order: Ints, weights: Floats) -> None:
    """Write ``W`` of an order: each node regressed on all before it; O(d^2)."""
    d = order.size
    for i in range(d):
        for j in range(d):
            weights[i, j] = 0.0
    for k in range(d):
        for t in range(k):
            weights[order[t], order[k]] = -inverse[k, t]
