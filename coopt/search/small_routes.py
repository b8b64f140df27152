"""Exact routes for a handful of customers, by dynamic programming over their subsets.

Held & Karp's recursion gives the best route of each subset, a second one the best partition of
the customers into such routes: O(2^n n^2) and O(k 3^n) for n customers and k routes.

References
----------
.. [1] Held & Karp (1962). A dynamic programming approach to sequencing problems. *SIAM Journal*
       10(1): 196-210.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats
from coopt.problem.cvrp import Cvrp, vector_of
from coopt.problem.distances import distance_matrix
from coopt.problem.multi_tsp import MultiTsp

LARGEST = 9
"""Number of customers up to which this takes a fraction of a second."""


def exact_routes(problem: Cvrp | MultiTsp) -> NDArray[np.int64] | None:
    """Return an optimal solution, or None if there is none.

    Parameters
    ----------
    problem : Cvrp or MultiTsp
        With at most `LARGEST` customers.

    Returns
    -------
    ndarray of int64, shape (n - 1,), or None
        The solution's vector.
    """
    customers = problem.n - 1
    open_routes = isinstance(problem, Cvrp) and problem.open_routes
    cost, last, before = _best_routes(distance_matrix(problem.distances), open_routes)
    if isinstance(problem, Cvrp):
        most = customers if problem.vehicles is None else min(problem.vehicles, customers)
        for mask in range(1, 1 << customers):
            load = sum(problem.demand[i + 1] for i in range(customers) if mask >> i & 1)
            # As much as the check lets rounding exceed.
            if load > problem.capacity + 1e-9 * max(1.0, problem.capacity):
                cost[mask] = np.inf
    else:
        most = min(problem.salesmen, customers)
    parts = _best_partition(cost, most, worst=isinstance(problem, MultiTsp))
    if parts is None:
        return None
    return vector_of([_route(mask, last, before) for mask in parts])


def _best_routes(d: NDArray[Any], open_routes: bool) -> tuple[Floats, Any, Any]:
    """Return the cost of each subset's best route, its last customer, and the way back to it."""
    n = d.shape[0] - 1
    reach = np.full((1 << n, n), np.inf)
    before = np.full((1 << n, n), -1, dtype=np.int64)
    for i in range(n):
        reach[1 << i, i] = d[0, i + 1]
    inner = d[1:, 1:]
    for mask in range(1, 1 << n):
        for j in range(n):
            if mask >> j & 1 or not np.isfinite(reach[mask]).any():
                continue
            ways = reach[mask] + inner[:, j]
            k = int(np.argmin(ways))
            if ways[k] < reach[mask | 1 << j, j]:
                reach[mask | 1 << j, j], before[mask | 1 << j, j] = ways[k], k
    closed = reach + (0.0 if open_routes else d[1:, 0])
    last = np.argmin(closed, axis=1) if n else np.zeros(1, dtype=np.int64)
    cost = closed[np.arange(1 << n), last] if n else np.zeros(1)
    return cost, last, before


def _best_partition(cost: Floats, most: int, worst: bool) -> list[int] | None:
    """Return the subsets of the best partition into at most ``most`` routes."""
    full = cost.size - 1
    best = np.full(cost.size, np.inf)
    best[0] = 0.0
    taken: list[NDArray[np.int64]] = []
    for _ in range(most):
        longer, choice = best.copy(), np.zeros(cost.size, dtype=np.int64)
        for mask in range(1, cost.size):
            first, part = mask & -mask, mask
            while part:
                # The route of the lowest customer: every partition is looked at once.
                if part & first:
                    rest = best[mask ^ part]
                    value = max(cost[part], rest) if worst else cost[part] + rest
                    if value < longer[mask]:
                        longer[mask], choice[mask] = value, part
                part = (part - 1) & mask
        best = longer
        taken.append(choice)
    if not np.isfinite(best[full]):
        return None
    return _parts(full, taken)


def _parts(mask: int, taken: list[NDArray[np.int64]]) -> list[int]:
    parts = []
    for choice in reversed(taken):
        part = int(choice[mask])
        if part:
            parts.append(part)
            mask ^= part
    return parts


def _route(mask: int, last: Any, before: Any) -> list[int]:
    j, route = int(last[mask]), []
    while j >= 0:
        route.append(j + 1)
        j, mask = int(before[mask, j]), mask ^ (1 << j)
    return route[::-1]
