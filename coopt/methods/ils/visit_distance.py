"""The least that a visit costs: a lower bound on the longest of several tours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopt.problem.distances import Distances, between

LARGEST = 3_000
"""Above so many nodes shortest ways are not computed."""


def farthest_return(distances: Distances) -> float:
    """Return a bound below which no tour through the farthest node can be; O(n^2) in general.

    It is the longest, over all nodes, of the shortest ways there and back, which need not be the
    direct ones. Where the direct ones are known to be the shortest, it takes O(n).
    """
    n, nodes = distances.n, np.arange(distances.n)
    if distances.rule == "EUCLIDEAN":
        return float(2.0 * between(distances, 0, nodes).max() * (1.0 - 1e-12))
    if n > LARGEST or (distances.matrix is not None and distances.matrix.min(initial=0) < 0):
        return -np.inf
    there = _shortest_ways(distances, forward=True)
    back = there if distances.symmetric else _shortest_ways(distances, forward=False)
    return float((there + back).max() * (1.0 - 1e-12))


def rounded_down(distances: Distances, length: float) -> float:
    """Return a length, less what rounding can have added to it."""
    return length if distances.integral else length - 1e-12 * abs(length)


def _shortest_ways(distances: Distances, forward: bool) -> NDArray[np.float64]:
    """Return the lengths of the shortest ways from the depot, or to it (Dijkstra). O(n^2)."""
    nodes = np.arange(distances.n)
    way = np.full(distances.n, np.inf)
    way[0], settled = 0.0, np.zeros(distances.n, dtype=bool)
    for _ in range(distances.n):
        i = int(np.argmin(np.where(settled, np.inf, way)))
        settled[i] = True
        legs = between(distances, i, nodes) if forward else between(distances, nodes, i)
        way = np.minimum(way, way[i] + legs)
    return way
