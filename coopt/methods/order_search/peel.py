"""An order from the precision matrix: take away, again and again, a node that looks like a sink.

Given all others, a sink depends on its parents only, and without it the rest is a graph again; any
other node's removal joins its children and so adds dependences. So the node with the fewest
partial correlations that pay for an edge goes next, and the last to go is first in the order.
"""

from __future__ import annotations

import numpy as np

from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Bools

TIE = 1e-3
SMALL = 1e-12
RIDGE = 1e-8


def peeled_order(
    gram: Floats,
    limit: float,
    before: Bools,
    rng: np.random.Generator | None = None,
    noise: float = 0.0,
) -> Ints:
    """Return an order of the nodes; O(d^3).

    Parameters
    ----------
    gram : ndarray of float64, shape (d, d)
        Gram matrix.
    limit : float
        Squared partial correlation from which an edge pays.
    before : ndarray of bool, shape (d, d)
        Transitive precedence to keep.
    rng, noise : Generator and float, optional
        Multiplies each count by a random factor of up to ``1 + noise``.
    """
    d = gram.shape[0]
    scale = 1 / np.sqrt(np.diag(gram))
    precision = np.linalg.inv(gram * np.outer(scale, scale) + RIDGE * np.eye(d))
    left = np.arange(d)
    order = np.empty(d, dtype=np.int64)
    for k in range(d - 1, -1, -1):
        size = np.maximum(np.diag(precision), SMALL)
        partial = precision**2 / np.outer(size, size)
        np.fill_diagonal(partial, 0.0)
        counts = (partial > limit).sum(axis=1) + TIE * partial.sum(axis=1)
        if rng is not None:
            counts *= 1 + noise * rng.random(left.size)
        counts[before[np.ix_(left, left)].any(axis=1)] = np.inf
        at = int(np.argmin(counts))
        order[k] = left[at]
        column = precision[:, at] / np.sqrt(max(precision[at, at], SMALL))
        precision = np.delete(np.delete(precision - np.outer(column, column), at, 0), at, 1)
        left = np.delete(left, at)
    return order
