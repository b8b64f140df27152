"""Minimum 1-trees under node prices: the Held-Karp bound, and alpha-nearness [1]_, [2]_.

A 1-tree is a spanning tree and one edge more at one of its leaves. With a price on each node its
length, less twice the prices, is a lower bound on every tour. The alpha of an edge is by how much
the minimum 1-tree grows if the edge has to be in it.

References
----------
.. [1] Held, Karp (1971). The traveling-salesman problem and minimum spanning trees: part II.
       *Mathematical Programming* 1: 6-25.
.. [2] Helsgaun (2000). An effective implementation of the Lin-Kernighan traveling salesman
       heuristic. *European Journal of Operational Research* 126(1): 106-130.

Notes
-----
Departures: the extra edge is at the leaf where it is longest; at most two candidates of a node
are at distance 0 from it.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.kernels.metric import distance
from coopt.problem.csr import Floats

Nodes = NDArray[np.int32]
Longs = NDArray[np.int64]

GRAIN = 256
"""Prices of exact bounds are whole multiples of 1/GRAIN, so that sums have no rounding."""
FAR = 2**61
COPIES = 2


@njit(cache=True, nogil=True)
def sparse_one_tree(
    a: Nodes,
    b: Nodes,
    weight: Floats,
    by_weight: Longs,
    root: Nodes,
    size: Nodes,
    joined: Floats,
    degree: Longs,
) -> float:
    """Return the weight of a minimum 1-tree of a connected graph. O(edges log n).

    Parameters
    ----------
    a, b, weight, by_weight : ndarray, shape (edges,)
        Edges, their weights, and their order by weight.
    root, size, joined : ndarray, shape (n,)
        Union-find without shortcuts: parent of each node, size of its set, and the weight at
        which it was hung under its parent; written. See `tree_path_weight`.
    degree : ndarray of int64, shape (n,)
        Degrees in the 1-tree; written.
    """
    n = root.shape[0]
    for i in range(n):
        root[i], size[i], degree[i], joined[i] = i, 1, 0, np.inf
    total = 0.0
    for e in by_weight:
        p, q = a[e], b[e]
        while root[p] != p:
            p = root[p]
        while root[q] != q:
            q = root[q]
        if p == q:
            continue
        if size[p] > size[q]:
            p, q = q, p
        root[p] = q
        size[q] += size[p]
        joined[p] = weight[e]
        degree[a[e]] += 1
        degree[b[e]] += 1
        total += weight[e]
    return total + add_edge_at_leaf(a, b, weight, degree)


@njit(cache=True, nogil=True)
def add_edge_at_leaf(a: Nodes, b: Nodes, weight: Floats, degree: Longs) -> float:
    """Add to a spanning tree the longest of its leaves' second edges; return its weight.

    The shortest edge of a leaf is in the tree. Each edge is listed once. O(n + edges).
    """
    n = degree.shape[0]
    first, second = np.full(n, np.inf), np.full(n, np.inf)
    nearest, other = np.full(n, -1, dtype=np.int32), np.full(n, -1, dtype=np.int32)
    for e in range(2 * a.shape[0]):
        i, j, w = a[e >> 1], b[e >> 1], weight[e >> 1]
        if e & 1:
            i, j = j, i
        if degree[i] != 1 or w >= second[i]:
            continue
        if w < first[i]:
            second[i], other[i] = first[i], nearest[i]
            first[i], nearest[i] = w, j
        else:
            second[i], other[i] = w, j
    leaf = -1
    for i in range(n):
        if other[i] >= 0 and (leaf < 0 or second[i] > second[leaf]):
            leaf = i
    if leaf < 0:
        return 0.0
    degree[leaf] += 1
    degree[other[leaf]] += 1
    return second[leaf]


@njit(cache=True, nogil=True)
def tree_path_weight(root: Nodes, joined: Floats, i: int, j: int) -> float:
    """Return the largest weight on the tree's way from i to j. O(log n).

    It is the weight at which Kruskal's method joined the two: climbs meet there, since weights
    grow on the way up.
    """
    largest = -np.inf
    while i != j:
        if joined[i] <= joined[j]:
            largest = joined[i]
            i = root[i]
        else:
            largest = joined[j]
            j = root[j]
    return largest


@njit(cache=True, nogil=True)
def dense_one_tree(
    kind: int,
    x: Floats,
    y: Floats,
    matrix: Nodes,
    price: Longs,
    above: Nodes,
    sequence: Nodes,
    weight: Longs,
    degree: Longs,
    leaf: Longs,
) -> int:
    """Return GRAIN times the weight of a minimum 1-tree of all pairs, in exact numbers. O(n^2).

    Parameters
    ----------
    price : ndarray of int64, shape (n,)
        GRAIN times the prices, which weights include.
    above, sequence, weight : ndarray, shape (n,)
        Parent of each node in the tree (-1 for the root), nodes with parents first, and the
        weight of the edge to the parent; written.
    degree : ndarray of int64, shape (n,)
        Degrees in the 1-tree; written.
    leaf : ndarray of int64, shape (3,)
        The leaf with the extra edge, the edge's other end and its weight; written.
    """
    n = price.shape[0]
    inside = np.zeros(n, dtype=np.bool_)
    for i in range(n):
        weight[i], above[i], degree[i] = FAR, -1, 0
    total = np.int64(0)
    city = 0
    weight[0] = 0
    for k in range(n):
        sequence[k] = city
        inside[city] = True
        total += weight[city]
        if k > 0:
            degree[city] += 1
            degree[above[city]] += 1
        nearest, least = -1, FAR
        for j in range(n):
            if inside[j]:
                continue
            w = GRAIN * distance(kind, x, y, matrix, city, j) + price[city] + price[j]
            if w < weight[j]:
                weight[j], above[j] = w, city
            if weight[j] < least:
                nearest, least = j, weight[j]
        city = nearest
    leaf[0], leaf[1], leaf[2] = -1, -1, -FAR
    for i in range(n):
        if degree[i] != 1:
            continue
        neighbour = above[i]
        if neighbour < 0:
            for j in range(n):
                if above[j] == i:
                    neighbour = j
        second, least = -1, FAR
        for j in range(n):
            if j != i and j != neighbour:
                w = GRAIN * distance(kind, x, y, matrix, i, j) + price[i] + price[j]
                if w < least:
                    second, least = j, w
        if least > leaf[2]:
            leaf[0], leaf[1], leaf[2] = i, second, least
    degree[leaf[0]] += 1
    degree[leaf[1]] += 1
    return total + leaf[2]


@njit(cache=True, nogil=True)
def keep_candidate(
    near: Nodes, key: Longs, tie: Longs, size: int, city: int, alpha: int, weight: int
) -> int:
    """Insert a candidate of one node by alpha, then by weight; return how many there are. O(k)."""
    k = near.shape[0]
    if size == k:
        if alpha > key[k - 1] or (alpha == key[k - 1] and weight >= tie[k - 1]):
            return size
    else:
        size += 1
    place = size - 1
    while place > 0 and (
        key[place - 1] > alpha or (key[place - 1] == alpha and tie[place - 1] > weight)
    ):
        near[place], key[place], tie[place] = near[place - 1], key[place - 1], tie[place - 1]
        place -= 1
    near[place], key[place], tie[place] = city, alpha, weight
    return size


@njit(cache=True, nogil=True)
def dense_alpha(
    kind: int,
    x: Floats,
    y: Floats,
    matrix: Nodes,
    price: Longs,
    above: Nodes,
    sequence: Nodes,
    weight: Longs,
    leaf: Longs,
    near: Nodes,
) -> None:
    """Write the candidates of each node with least alpha to ``near``. O(n^2).

    The tree is that of `dense_one_tree`.
    """
    n, k = price.shape[0], near.shape[1]
    largest = np.zeros(n, dtype=np.int64)
    marked = np.full(n, -1, dtype=np.int32)
    key = np.zeros(k, dtype=np.int64)
    tie = np.zeros(k, dtype=np.int64)
    for i in range(n):
        largest[i] = -FAR
        marked[i] = i
        city = i
        while above[city] >= 0:
            up = above[city]
            largest[up] = max(largest[city], weight[city])
            marked[up] = i
            city = up
        size, copies = 0, 0
        for s in range(n):
            j = sequence[s]
            if marked[j] != i:
                largest[j] = max(largest[above[j]], weight[j])
            if j == i:
                continue
            d = distance(kind, x, y, matrix, i, j)
            w = GRAIN * d + price[i] + price[j]
            alpha = w - largest[j]
            if i == leaf[0] or j == leaf[0]:
                # In the 1-tree this leaf has its two shortest edges; a new one replaces the second.
                alpha = max(np.int64(0), w - leaf[2])
            if d == 0:
                copies += 1
                if copies > COPIES:
                    continue
            if size < k or alpha <= key[k - 1]:
                size = keep_candidate(near[i], key, tie, size, j, alpha, w)
        for c in range(size, k):
            near[i, c] = near[i, 0]


@njit(cache=True, nogil=True)
def sparse_alpha(
    pool: Nodes,
    far: Nodes,
    price: Floats,
    root: Nodes,
    joined: Floats,
    near: Nodes,
) -> None:
    """Write the k candidates of ``pool`` with least alpha in a sparse tree. O(n k log n).

    ``far`` has the distances of ``pool``; alphas are compared in units of 1/GRAIN.
    """
    n, k = near.shape
    key = np.zeros(k, dtype=np.int64)
    tie = np.zeros(k, dtype=np.int64)
    for i in range(n):
        size = 0
        for c in range(pool.shape[1]):
            j = pool[i, c]
            w = far[i, c] + price[i] + price[j]
            alpha = max(0.0, w - tree_path_weight(root, joined, i, j))
            size = keep_candidate(
                near[i], key, tie, size, j, np.int64(GRAIN * alpha), np.int64(GRAIN * w)
            )
