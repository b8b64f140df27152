"""Exact reductions of independent set problems: heavy vertices and domination [1]_.

References
----------
.. [1] Lamm, Schulz, Strash, Williger, Zhang (2019). Exactly solving the maximum weight
       independent set problem on large real-world graphs. *ALENEX 2019*: 144-158.

Notes
-----
Departure: only rules that delete vertices; none that fold them into new ones.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.kernels.vertex_partition import Floats, Indices, Ints

KEPT, TAKEN, REMOVED = 0, 1, 2
# Domination is looked for among vertices up to this degree, by neighbours up to this degree.
LOW, HIGH = 16, 256


def reduce_graph(indptr: Ints, indices: Indices, weight: Floats) -> Ints:
    """Return for each vertex `KEPT`, `TAKEN` or `REMOVED`.

    A best set of the graph of the kept vertices, with all that are taken, is a best set.
    """
    n = weight.shape[0]
    fate = np.zeros(n, dtype=np.int64)
    degree = np.diff(indptr).astype(np.int64)
    arrays = [np.zeros(n, dtype=np.int64) for _ in range(2)]
    reduce_loop(indptr, indices, weight, degree, fate, arrays[0], arrays[1])
    return fate


@njit(cache=True)
def discard(
    v: int,
    indptr: Ints,
    indices: Indices,
    degree: Ints,
    fate: Ints,
    queue: Ints,
    queued: NDArray[np.bool_],
    ends: Ints,
) -> None:
    """Remove a kept vertex, and queue its neighbours. O(degree)."""
    fate[v] = REMOVED
    for k in range(indptr[v], indptr[v + 1]):
        u = indices[k]
        degree[u] -= 1
        if fate[u] == KEPT and not queued[u]:
            queued[u] = True
            queue[ends[1] % queue.shape[0]] = u
            ends[1] += 1


@njit(cache=True)
def is_heavy(
    v: int, indptr: Ints, indices: Indices, weight: Floats, degree: Ints, fate: Ints
) -> bool:
    """Whether ``v`` weighs as much as its kept neighbours together. O(degree)."""
    if degree[v] == 0:
        return True
    together = 0.0
    for k in range(indptr[v], indptr[v + 1]):
        if fate[indices[k]] == KEPT:
            together += weight[indices[k]]
            # Rounding of a sum must not decide.
            if together * (1.0 - 1e-12) > weight[v]:
                return False
    return bool(weight[v] >= together * (1.0 + 1e-12) or degree[v] == 1)


@njit(cache=True)
def dominated_by(
    v: int, indptr: Ints, indices: Indices, weight: Floats, degree: Ints, fate: Ints, mark: Ints
) -> int:
    """Return a neighbour that is no heavier and adjacent to all of ``v``'s neighbours, or -1.

    O(sum of the degrees of the neighbours). ``mark`` is written.
    """
    mark[v] = v + 1
    for k in range(indptr[v], indptr[v + 1]):
        mark[indices[k]] = v + 1
    for k in range(indptr[v], indptr[v + 1]):
        u = indices[k]
        if fate[u] != KEPT or degree[u] < degree[v] or degree[u] > HIGH or weight[u] > weight[v]:
            continue
        common = 0
        for a in range(indptr[u], indptr[u + 1]):
            x = indices[a]
            if fate[x] == KEPT and mark[x] == v + 1:
                common += 1
        if common == degree[v]:
            return int(u)
    return -1


@njit(cache=True)
def reduce_loop(
    indptr: Ints,
    indices: Indices,
    weight: Floats,
    degree: Ints,
    fate: Ints,
    queue: Ints,
    mark: Ints,
) -> None:
    """Apply the rules until none applies; writes ``degree``, ``fate``, ``queue`` and ``mark``."""
    n = weight.shape[0]
    queued = np.ones(n, dtype=np.bool_)
    ends = np.zeros(2, dtype=np.int64)
    for v in range(n):
        queue[v] = v
    ends[1] = n
    while ends[0] < ends[1]:
        v = queue[ends[0] % n]
        ends[0] += 1
        queued[v] = False
        if fate[v] != KEPT:
            continue
        if is_heavy(v, indptr, indices, weight, degree, fate):
            fate[v] = TAKEN
            for k in range(indptr[v], indptr[v + 1]):
                if fate[indices[k]] == KEPT:
                    discard(indices[k], indptr, indices, degree, fate, queue, queued, ends)
            continue
        while 0 < degree[v] <= LOW:
            u = dominated_by(v, indptr, indices, weight, degree, fate, mark)
            if u < 0:
                break
            discard(u, indptr, indices, degree, fate, queue, queued, ends)
