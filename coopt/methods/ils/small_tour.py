"""Shortest tours of a few nodes by dynamic programming over subsets [1]_.

References
----------
.. [1] Held, Karp (1962). A dynamic programming approach to sequencing problems. *Journal of the
       SIAM* 10(1): 196-210.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

LARGEST = 12


def shortest_tour(matrix: NDArray[Any]) -> NDArray[np.int64]:
    """Return a shortest tour of up to `LARGEST` nodes, symmetric or not; O(n^2 2^n)."""
    n = matrix.shape[0]
    if n <= 2:
        return np.arange(n)
    m = n - 1
    inner = matrix[1:, 1:].astype(float)
    cost = np.full((1 << m, m), np.inf)
    before = np.zeros((1 << m, m), dtype=np.int64)
    cost[1 << np.arange(m), np.arange(m)] = matrix[0, 1:]
    for subset in range(1, 1 << m):
        inside = (subset >> np.arange(m)) & 1 == 1
        for last in np.flatnonzero(inside).tolist():
            rest = subset ^ (1 << last)
            if rest:
                lengths = cost[rest] + inner[:, last]
                before[subset, last] = int(np.argmin(lengths))
                cost[subset, last] = lengths[before[subset, last]]
    subset = (1 << m) - 1
    last = int(np.argmin(cost[subset] + matrix[1:, 0]))
    tour = []
    while subset:
        tour.append(last + 1)
        subset, last = subset ^ (1 << last), int(before[subset, last])
    return np.array([0, *reversed(tour)])
