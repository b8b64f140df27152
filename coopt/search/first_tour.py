"""A first tour without compiled code: nearest neighbour, or along a space-filling curve."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats
from coopt.problem.distances import Distances, between

NEAREST_UP_TO = 2_000
"""Up to so many nodes the O(n^2) of nearest neighbour is quick; above, with points, a curve."""
BITS = 16


def first_tour(distances: Distances) -> NDArray[np.int64]:
    """Return a tour of all nodes; O(n log n) for many points, else O(n^2)."""
    points = distances.points
    if points is not None and distances.n > NEAREST_UP_TO:
        return hilbert_order(points)
    return nearest_neighbour(distances)


def nearest_neighbour(distances: Distances) -> NDArray[np.int64]:
    """Return the tour from node 0 to the nearest unvisited node each time; O(n^2)."""
    n = distances.n
    left = np.arange(n)
    tour = np.zeros(n, dtype=np.int64)
    city = 0
    for k in range(1, n):
        left = left[left != city]
        city = int(left[np.argmin(between(distances, city, left))])
        tour[k] = city
    return tour


def hilbert_order(points: Floats) -> NDArray[np.int64]:
    """Return points in the order of Hilbert's curve through the first two coordinates [1]_.

    O(n log n).

    References
    ----------
    .. [1] Platzman, Bartholdi (1989). Spacefilling curves and the planar travelling salesman
           problem. *Journal of the ACM* 36(4): 719-737.
    """
    flat = points[:, :2] - points[:, :2].min(axis=0)
    extent = float(flat.max(initial=0.0)) or 1.0
    cells = (flat / extent * (2**BITS - 1)).astype(np.int64)
    x, y = cells[:, 0], cells[:, 1]
    along = np.zeros(x.size, dtype=np.int64)
    for bit in range(BITS - 1, -1, -1):
        side = 1 << bit
        right, upper = (x & side) > 0, (y & side) > 0
        along += side * side * ((3 * right) ^ upper)
        # Each quarter holds the curve again, turned; its coordinates are turned back.
        flip = ~upper & right
        x, y = np.where(flip, side - 1 - x, x), np.where(flip, side - 1 - y, y)
        x, y = np.where(upper, x, y), np.where(upper, y, x)
        x, y = x & (side - 1), y & (side - 1)
    return np.argsort(along, kind="stable")
