"""The asymmetric problem as a symmetric one of in- and out-nodes [1]_.

City i becomes an in-node i and an out-node i + n, whose edge is so short that it is in every
tour worth looking at. The arc from i to j is the edge from i + n to j. Exchanges of edges that
keep the partners together are exactly exchanges of arcs.

References
----------
.. [1] Jonker, Volgenant (1983). Transforming asymmetric into symmetric traveling salesman
       problems. *Operations Research Letters* 2(4): 161-163.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopt.kernels.metric import LARGEST, Metric
from coopt.kernels.neighbours import nearest_by_matrix
from coopt.methods.ils.tour_landscape import NARROW_HEAT, Landscape, landscape

NEAR = 7
BREADTH = (7, 5, 3, 1)
ROUNDS = 50
ASSIGNED_UP_TO = 1_500
"""The least set of cycles takes too long for more cities."""


def doubled(metric: Metric) -> Metric:
    """Return the metric of in- and out-nodes; O(n^2)."""
    arcs = metric.matrix.astype(np.int64)
    n = arcs.shape[0]
    # No exchange gains as much as four arcs; a 32-bit integer holds this for all lengths.
    bonus = int(min(4 * LARGEST, 4 * np.abs(arcs).max(initial=0) + 1))
    whole = np.full((2 * n, 2 * n), bonus, dtype=np.int32)
    whole[n:, :n] = arcs
    whole[:n, n:] = arcs.T
    cities = np.arange(n)
    whole[cities, cities + n] = whole[cities + n, cities] = -bonus
    return Metric(metric.kind, metric.x, metric.y, whole, metric.scale, metric.exact)


def with_partners(order: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the tour of in- and out-nodes of a tour of cities."""
    return np.stack((order, order + order.size), axis=1).ravel().astype(np.int32)


def without_partners(order: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the tour of cities of one of in- and out-nodes, in the direction of its arcs."""
    n = order.size // 2
    tour = order[order < n].astype(np.int64)
    place = int(np.flatnonzero(order == tour[0])[0])
    forward = order[(place + 1) % order.size] == tour[0] + n
    return tour if forward else tour[::-1].copy()


def assignment(arcs: NDArray[np.int64]) -> tuple[int, NDArray[np.int64], NDArray[np.int64]]:
    """Return the length of a least set of cycles through all cities, and node potentials.

    The length is a lower bound on every tour. The potentials u, v make ``arcs - u - v`` at least
    0, or nearly so, and 0 on the cycles. O(n^3).
    """
    from scipy.optimize import linear_sum_assignment

    n = arcs.shape[0]
    closed = arcs.astype(float)
    np.fill_diagonal(closed, float(np.abs(arcs).max(initial=1)) * (n + 1) + 1.0)
    rows, columns = linear_sum_assignment(closed)
    length = int(arcs[rows, columns].sum())
    # v[j] is a shortest way in the graph whose arc (column of i) -> j costs d[i, j] - d[i, its].
    matched = closed[rows, columns]
    v = np.zeros(n)
    for _ in range(ROUNDS):
        offer = (v[columns] - matched)[:, None] + closed
        lower = np.minimum(v, offer.min(axis=0))
        if np.array_equal(lower, v):
            break
        v = lower
    u = matched - v[columns]
    return length, u.astype(np.int64), v.astype(np.int64)


def least_arcs(arcs: NDArray[np.int64]) -> tuple[int, NDArray[np.int64], NDArray[np.int64]]:
    """Return potentials by the least arc out of each city, then into each; their sum bounds tours.

    O(n^2).
    """
    open_ = arcs.copy()
    np.fill_diagonal(open_, np.iinfo(np.int64).max // 4)
    u = open_.min(axis=1)
    v = (open_ - u[:, None]).min(axis=0)
    return int(u.sum() + v.sum()), u, v


def arc_landscape(metric: Metric, order: NDArray[np.int64]) -> tuple[Landscape, int]:
    """Return the landscape of in- and out-nodes, and a lower bound on every tour's length.

    Candidates have the least reduced costs under the potentials of the assignment. O(n^3), O(n^2)
    for many cities.
    """
    arcs = metric.matrix.astype(np.int64)
    n = arcs.shape[0]
    bound, u, v = assignment(arcs) if n <= ASSIGNED_UP_TO else least_arcs(arcs)
    reduced = arcs - u[:, None] - v[None, :]
    into = nearest_by_matrix(reduced.T, NEAR) + n
    out = nearest_by_matrix(reduced, NEAR)
    near = np.concatenate((into, out)).astype(np.int32)
    return landscape(doubled(metric), near, with_partners(order), BREADTH, NARROW_HEAT, n), bound
