"""Greedy edge: take the shortest edges that still fit into a tour."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.kernels.metric import Metric, distance
from coopt.kernels.neighbours import Nodes, nearest_by_matrix, nearest_by_points
from coopt.problem.csr import Floats

FEW_ENDS = 1_500
"""So many ends of fragments are joined with all pairs of them as candidates."""
END_NEIGHBOURS = 8

Longs = NDArray[np.int64]


def greedy_edge(metric: Metric, near: Nodes, points: Floats | None = None) -> Nodes:
    """Return a tour by the shortest candidate edges first; about O(n k log n).

    Parameters
    ----------
    metric : Metric
        Distances.
    near : ndarray of int32, shape (n, k)
        Candidate neighbours.
    points : ndarray of float64, shape (n, d), optional
        Where the nodes are, to find neighbours among the ends of fragments; else by the matrix.
    """
    n = near.shape[0]
    link = np.full((n, 2), -1, dtype=np.int32)
    root = np.arange(n, dtype=np.int32)
    join(metric, np.arange(n, dtype=np.int32), near, link, root)
    while True:
        ends = np.flatnonzero(link[:, 1] < 0).astype(np.int32)
        alone = int((link[ends, 0] < 0).sum())
        if ends.size + alone <= 2:
            break
        join(metric, ends, ends[_near_ends(metric, ends, points)], link, root)
    order = np.empty(n, dtype=np.int32)
    follow(link, int(ends[0]) if ends.size else 0, order)
    return order


def join(metric: Metric, nodes: Nodes, near: Nodes, link: Nodes, root: Nodes) -> None:
    """Add edges from ``nodes`` to the rows of ``near``, shortest first, where they fit."""
    a, b = np.repeat(nodes, near.shape[1]), np.ascontiguousarray(near.ravel())
    lengths = np.empty(a.size, dtype=np.int64)
    edge_lengths(metric.kind, metric.x, metric.y, metric.matrix, a, b, lengths)
    add_edges(a, b, np.argsort(lengths, kind="stable"), link, root)


def _near_ends(metric: Metric, ends: Nodes, points: Floats | None) -> Nodes:
    """Return candidates among the ends, as places in ``ends``; all others if they are few."""
    count = ends.size
    if count <= FEW_ENDS:
        others = np.arange(count - 1, dtype=np.int32)[None, :]
        return others + (others >= np.arange(count)[:, None])
    if points is None:
        return nearest_by_matrix(metric.matrix[np.ix_(ends, ends)], END_NEIGHBOURS)
    return nearest_by_points(points[ends], END_NEIGHBOURS)


@njit(cache=True, nogil=True)
def edge_lengths(
    kind: int, x: Floats, y: Floats, matrix: Nodes, a: Nodes, b: Nodes, lengths: Longs
) -> None:
    """Write the lengths of the edges (a, b). O(edges)."""
    for e in range(a.shape[0]):
        lengths[e] = distance(kind, x, y, matrix, a[e], b[e])


@njit(cache=True, nogil=True)
def add_edges(a: Nodes, b: Nodes, by_length: Longs, link: Nodes, root: Nodes) -> None:
    """Add edges in an order, unless they close a cycle or a node has two; about O(edges).

    Parameters
    ----------
    link : ndarray of int32, shape (n, 2)
        Neighbours of each node in its fragment, -1 for none; written.
    root : ndarray of int32, shape (n,)
        Union-find of the fragments; written.
    """
    for e in by_length:
        i, j = a[e], b[e]
        if link[i, 1] >= 0 or link[j, 1] >= 0:
            continue
        p, q = i, j
        while root[p] != p:
            root[p] = root[root[p]]
            p = root[p]
        while root[q] != q:
            root[q] = root[root[q]]
            q = root[q]
        if p == q:
            continue
        root[p] = q
        link[i, 0 if link[i, 0] < 0 else 1] = j
        link[j, 0 if link[j, 0] < 0 else 1] = i


@njit(cache=True, nogil=True)
def follow(link: Nodes, first: int, order: Nodes) -> None:
    """Write the nodes of the path or cycle through ``first``, from there on. O(n)."""
    before, city = -1, first
    for k in range(order.shape[0]):
        order[k] = city
        following = link[city, 0] if link[city, 0] != before else link[city, 1]
        before, city = city, following
