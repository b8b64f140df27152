"""A greedy cover of the vertices by cliques: a bound on the weight of independent sets."""

from __future__ import annotations

import numpy as np
from numba import njit

from coopt.kernels.vertex_partition import Floats, Indices, Ints


def clique_cover_bound(indptr: Ints, indices: Indices, weight: Floats) -> float:
    """Return a number that no independent set outweighs.

    Of each clique of a cover, a set holds one vertex at most. Two covers are tried, by falling
    weight with ties by degree, both ways.
    """
    n = weight.shape[0]
    degree = np.diff(indptr)
    bounds = []
    for ties in (degree, -degree):
        order = np.lexsort((ties, -weight)).astype(np.int64)
        clique = cover_by_cliques(indptr, indices, order)
        heaviest = np.zeros(n)
        np.maximum.at(heaviest, clique, weight)
        bounds.append(float(heaviest.sum()))
    # The sum may have been rounded down.
    whole = bool((weight == np.rint(weight)).all())
    return min(bounds, default=0.0) * (1.0 if whole else 1.0 + 1e-12)


@njit(cache=True)
def cover_by_cliques(indptr: Ints, indices: Indices, order: Ints) -> Ints:
    """Return the clique of each vertex: vertices in order join the largest clique that they can.

    O(edges).
    """
    n = order.shape[0]
    clique = np.full(n, -1, dtype=np.int64)
    size = np.zeros(n, dtype=np.int64)
    met = np.zeros(n, dtype=np.int64)
    count = 0
    for i in range(n):
        v = order[i]
        for k in range(indptr[v], indptr[v + 1]):
            c = clique[indices[k]]
            if c >= 0:
                met[c] += 1
        choice = -1
        for k in range(indptr[v], indptr[v + 1]):
            c = clique[indices[k]]
            if c >= 0 and met[c] == size[c] and (choice < 0 or size[c] > size[choice]):
                choice = c
        for k in range(indptr[v], indptr[v + 1]):
            c = clique[indices[k]]
            if c >= 0:
                met[c] = 0
        if choice < 0:
            choice = count
            count += 1
        clique[v] = choice
        size[choice] += 1
    return clique
