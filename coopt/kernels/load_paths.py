"""Shortest paths by load, which may visit customers again, but not at once: relaxed routes [1]_.

References
----------
.. [1] Christofides, Mingozzi, Toth (1981). Exact algorithms for the vehicle routing problem, based
       on spanning tree and shortest path relaxations. *Mathematical Programming* 20: 255-282.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.problem.csr import Floats, Ints

Table = NDArray[np.float64]
Nodes = NDArray[np.int32]


@njit(cache=True, nogil=True)
def load_paths(
    length: Table, begin: Floats, load: Ints, price: Floats, cost: Table, before: Nodes
) -> None:
    """Find the two cheapest paths of each load to each customer. O(n^2 * capacity).

    Parameters
    ----------
    length : ndarray of float64, shape (n, n)
        Of the way from customer j to i at ``[i, j]``.
    begin : ndarray of float64, shape (n,)
        Of the way to the first customer.
    load : ndarray of int64, shape (n,)
        Positive.
    price : ndarray of float64, shape (n,)
        What each visit costs.
    cost : ndarray of float64, shape (2, capacity + 1, n)
        Of the cheapest path and of the cheapest that comes from another customer; infinite where
        there is none. Written.
    before : ndarray of int32, shape (2, capacity + 1, n)
        Customer that each path comes from; the customer itself where it begins there. Written.
    """
    n = load.size
    for q in range(cost.shape[1]):
        for i in range(n):
            first, second, a, b = np.inf, np.inf, -1, -1
            if load[i] == q:
                first, a = begin[i], i
            rest = q - load[i]
            if rest > 0:
                for j in range(n):
                    if j == i:
                        continue
                    best = cost[0, rest, j]
                    if before[0, rest, j] == i:
                        best = cost[1, rest, j]
                    best += length[i, j]
                    if best < first:
                        second, b = first, a
                        first, a = best, j
                    elif best < second:
                        second, b = best, j
            cost[0, q, i], cost[1, q, i] = first + price[i], second + price[i]
            before[0, q, i], before[1, q, i] = a, b


@njit(cache=True, nogil=True)
def cheapest_per_load(
    cost: Table,
    before: Nodes,
    end: Table,
    after: Nodes,
    load: Ints,
    price: Floats,
    rate: Floats,
    visits: Floats,
) -> None:
    """Find for each customer the relaxed route through it that is cheapest per unit of load.

    O(n * capacity^2).

    Parameters
    ----------
    cost, before : ndarray
        Paths from the depot, of `load_paths`.
    end, after : ndarray
        The same of paths to the depot.
    load, price : ndarray, shape (n,)
        As for `load_paths`.
    rate : ndarray of float64, shape (n,)
        Cost of the route with its prices, over its load; written.
    visits : ndarray of float64, shape (n,)
        How often customers are on all these routes, each route as often as its customer has a
        part of its load; written.
    """
    n, most = load.size, cost.shape[1] - 1
    visits[:] = 0.0
    for i in range(n):
        rate[i] = np.inf
        c, d, x, y = -1, -1, 0, 0
        for q in range(load[i], most + 1):
            for r in range(load[i], most - q + load[i] + 1):
                total = q + r - load[i]
                for s in range(2):
                    for t in range(2):
                        here = before[s, q, i]
                        if here != i and here == after[t, r, i]:
                            continue
                        value = (cost[s, q, i] + end[t, r, i] - price[i]) / total
                        if value < rate[i]:
                            rate[i], c, d, x, y = value, q, r, s, t
        if c < 0:
            continue
        part = load[i] / (c + d - load[i])
        visits[i] -= part
        _count(i, c, x, part, before, load, visits)
        _count(i, d, y, part, after, load, visits)


@njit(cache=True, nogil=True)
def _count(
    i: int, q: int, rank: int, part: float, before: Nodes, load: Ints, visits: Floats
) -> None:
    """Add a path's customers, from its end back to its beginning."""
    while True:
        visits[i] += part
        j = before[rank, q, i]
        if j == i:
            return
        q -= load[i]
        rank = 1 if before[0, q, j] == i else 0
        i = j
