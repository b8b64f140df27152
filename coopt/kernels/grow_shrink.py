"""Parents of a node among its predecessors: grow by the best, then shrink, in cached trees [1]_.

Which parent comes next depends only on those chosen so far, not on the predecessors; so for each
chosen set the improving candidates are ranked once, and a search in another prefix walks down the
ranks of sets that are known.

References
----------
.. [1] Andrews, Ramsey, Sanchez-Romero, Camchong, Kummerfeld (2023). Fast scalable and accurate
       discovery of DAGs using the best order score search and grow-shrink trees. *NeurIPS 36*.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.kernels.node_cost import node_cost

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

COLLINEAR = 1e-10
LEAST_GAIN = 1e-10
UNLIMITED = 1 << 60


class Families(NamedTuple):
    """A problem of d nodes, the sets known so far, and room to work in."""

    gram: Floats
    rule: Floats
    allowed: Bools  # allowed[i, j]: i may be a parent of j
    required: Bools
    demands: Bools  # nodes with required parents
    codes: NDArray[np.uint64]  # (2, d): of nodes as parents, and as children
    keys: NDArray[np.uint64]  # code of the set in each slot; 0 where free
    ranks: NDArray[np.int16]  # (slots, d)
    ranked: Ints  # candidates in each slot
    shrunk: Floats  # cost of what shrinking leaves of the set, nan if not known
    filled: Ints  # slots in use; squared sizes of the regressions that may yet be made
    rows: Floats
    inner: Floats
    path: Ints
    value: Floats


def families(
    gram: Floats, rule: Floats, allowed: Bools, required: Bools, rng: np.random.Generator
) -> Families:
    """Allocate; the sets known are limited to some 60 MB, and forgotten when that is full."""
    d = gram.shape[0]
    slots = 1 << int(np.clip(np.log2(6e7 / (2 * d + 24)), 8, 18))
    codes = rng.integers(1, 2**63, size=(2, d), dtype=np.uint64)
    return Families(
        gram, rule, allowed, required, np.any(required, axis=0), codes,
        np.zeros(slots, dtype=np.uint64), np.zeros((slots, d), dtype=np.int16),
        np.zeros(slots, dtype=np.int64), np.zeros(slots), np.array([0, UNLIMITED]),
        np.zeros((d, d)), np.zeros((d, d)), np.zeros(d, dtype=np.int64), np.zeros(d),
    )  # fmt: skip


@njit(cache=True)
def grown_cost(known: Families, node: int, inside: Bools) -> float:
    """Return the cost of a node with parents inside a set.

    O(k) look-ups for k parents where the sets are known, O(d k^2) for each that is not.
    """
    slot, size = grow(known, node, inside)
    if np.isnan(known.shrunk[slot]):
        known.shrunk[slot] = shrink(known, node, size)[0]
    return known.shrunk[slot]


@njit(cache=True)
def grown_parents(known: Families, node: int, inside: Bools, parents: Bools) -> None:
    """Write the parents behind `grown_cost`; O(k^4)."""
    _, size = grow(known, node, inside)
    _, left = shrink(known, node, size)
    parents[:] = False
    for t in range(left):
        parents[known.path[t]] = True


@njit(cache=True)
def grow(known: Families, node: int, inside: Bools) -> tuple[int, int]:
    """Add the best parent inside until none lowers the cost; return the set's slot and size.

    Writes the parents, the required ones first, into ``path``.
    """
    path, size = known.path, 0
    code = known.codes[1, node]
    if known.demands[node]:
        for i in range(path.size):
            if known.required[i, node]:
                path[size] = i
                size += 1
                code ^= known.codes[0, i]
    while True:
        slot = slot_of(known.keys, code)
        if known.keys[slot] != code:
            slot = _rank_candidates(known, node, size, code)
        best = -1
        for t in range(known.ranked[slot]):
            if inside[known.ranks[slot, t]]:
                best = known.ranks[slot, t]
                break
        if best < 0:
            return slot, size
        path[size] = best
        size += 1
        code ^= known.codes[0, best]


@njit(cache=True)
def slot_of(keys: NDArray[np.uint64], code: np.uint64) -> int:
    """Return the slot of a set, or the free one where it belongs."""
    mask = np.uint64(keys.size - 1)
    slot = (code ^ (code >> np.uint64(29))) & mask
    while keys[slot] != 0 and keys[slot] != code:
        slot = (slot + np.uint64(1)) & mask
    return int(slot)


@njit(cache=True)
def claim(known: Families, code: np.uint64) -> int:
    """Return a new slot for a set; forgets all others when two thirds are full."""
    if 3 * known.filled[0] > 2 * known.keys.size:
        known.keys[:] = 0
        known.filled[0] = 0
    slot = slot_of(known.keys, code)
    known.keys[slot] = code
    known.filled[0] += 1
    return slot


@njit(cache=True)
def _rank_candidates(known: Families, node: int, size: int, code: np.uint64) -> int:
    """Rank the nodes whose addition to the path lowers the cost; return the new slot."""
    gram, rows, path, value = known.gram, known.rows, known.path, known.value
    d = gram.shape[0]
    slot = claim(known, code)
    known.shrunk[slot] = np.nan
    _eliminate_path(gram, rows, path, size)
    left = gram[node, node]
    for t in range(size):
        left -= rows[t, node] * rows[t, node]
    cost = node_cost(known.rule, left, gram[node, node], size)
    ranks, count = known.ranks[slot], 0
    for c in range(d):
        if c == node or not known.allowed[c, node]:
            continue
        own, shared = gram[c, c], gram[c, node]
        for t in range(size):
            own -= rows[t, c] * rows[t, c]
            shared -= rows[t, c] * rows[t, node]
        if own <= COLLINEAR * gram[c, c]:
            continue
        value[c] = left - shared * shared / own
        gained = cost - node_cost(known.rule, value[c], gram[node, node], size + 1)
        if gained <= LEAST_GAIN * (1.0 + abs(cost)):
            continue
        k = count
        while k > 0 and value[ranks[k - 1]] > value[c]:
            ranks[k] = ranks[k - 1]
            k -= 1
        ranks[k] = c
        count += 1
    known.ranked[slot] = count
    return slot


@njit(cache=True)
def _eliminate_path(gram: Floats, rows: Floats, path: Ints, size: int) -> None:
    """Write the rows of the Cholesky factor of the path, for all columns; O(d size^2)."""
    d = gram.shape[0]
    for t in range(size):
        a = path[t]
        for k in range(d):
            rows[t, k] = gram[a, k]
        for s in range(t):
            share = rows[s, a]
            for k in range(d):
                rows[t, k] -= share * rows[s, k]
        scale = 1.0 / np.sqrt(max(rows[t, a], 1e-14 * gram[a, a]))
        for k in range(d):
            rows[t, k] *= scale


@njit(cache=True)
def shrink(known: Families, node: int, size: int) -> tuple[float, int]:
    """Remove parents from ``path[:size]`` in place while that lowers the cost.

    Returns the cost and how many are left. O(size^3) for each removal.
    """
    gram, path, inner = known.gram, known.path, known.inner
    while True:
        left = _invert_path(gram, inner, path, size, node)
        cost = node_cost(known.rule, left, gram[node, node], size)
        best, at = cost - LEAST_GAIN * (1.0 + abs(cost)), -1
        for t in range(size):
            if known.required[path[t], node]:
                continue
            weight = 0.0
            for s in range(size):
                weight += inner[t, s] * gram[path[s], node]
            variance = left + weight * weight / inner[t, t]
            without = node_cost(known.rule, variance, gram[node, node], size - 1)
            if without < best:
                best, at = without, t
        if at < 0:
            return cost, size
        for t in range(at, size - 1):
            path[t] = path[t + 1]
        size -= 1


@njit(cache=True)
def _invert_path(gram: Floats, inner: Floats, path: Ints, size: int, node: int) -> float:
    """Write the inverse of the path's Gram matrix; return the node's residual variance."""
    for a in range(size):
        for b in range(size):
            inner[a, b] = gram[path[a], path[b]]
    for p in range(size):  # Gauss-Jordan in place; the matrix is positive definite
        pivot = max(inner[p, p], 1e-14 * gram[path[p], path[p]])
        inner[p, p] = 1.0
        for b in range(size):
            inner[p, b] /= pivot
        for a in range(size):
            if a == p:
                continue
            share = inner[a, p]
            inner[a, p] = 0.0
            for b in range(size):
                inner[a, b] -= share * inner[p, b]
    left = gram[node, node]
    for a in range(size):
        for b in range(size):
            left -= gram[path[a], node] * inner[a, b] * gram[path[b], node]
    return left
