"""The best order of all, by dynamic programming over sets of nodes [1]_.

``best[A]`` is the least sum of residual variances of the nodes of A in any order of A. Sets are
visited as increasing integers; the Schur complement of a set comes from that of the set without
its lowest node, and rows are kept only for nodes below, so that a set costs O(d) on average.

References
----------
.. [1] Silander, Myllymäki (2006). A simple approach for finding the globally optimal Bayesian
       network structure. *UAI 2006*.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Choices = NDArray[np.int8]


@njit(cache=True)
def begin_chunk(gram: Floats, low: int, prefix: int, slots: Floats, variance: Floats) -> None:
    """Write the Schur complement of the set ``prefix << low`` into the slot ``low``; O(d^3).

    ``slots`` (low + 1, d, d) and ``variance`` (low + 1, d) hold matrices and their diagonals.
    """
    d = gram.shape[0]
    base = slots[low]
    base[:, :] = gram
    for node in range(low, d):
        if not (prefix >> (node - low)) & 1:
            continue
        pivot = base[node, node]
        for i in range(d):
            if i == node:
                continue
            share = base[i, node] / pivot
            for k in range(d):
                if k != node:
                    base[i, k] -= share * base[node, k]
        base[node, :] = 0.0
        base[:, node] = 0.0
    for k in range(d):
        variance[low, k] = base[k, k]


@njit(cache=True)
def eliminate(slots: Floats, variance: Floats, source: int, node: int) -> None:
    """Write slot ``node``: the source slot's matrix with the node eliminated; O(d * node)."""
    d = variance.shape[1]
    row, pivot = slots[source, node], variance[source, node]
    for k in range(d):
        variance[node, k] = variance[source, k] - row[k] * row[k] / pivot
    for i in range(node):
        share = row[i] / pivot
        for k in range(d):
            slots[node, i, k] = slots[source, i, k] - share * row[k]


@njit(cache=True)
def relax_chunk(
    gram: Floats,
    needed: Ints,
    low: int,
    prefix: int,
    best: Floats,
    choice: Choices,
    slots: Floats,
    variance: Floats,
) -> None:
    """Extend all sets with the given high bits by one node each; O(2^low * d).

    Writes ``best`` and ``choice`` (2^d,), the last node of each set. ``needed[j]`` is the set that
    must precede node j. Chunks are due by increasing ``prefix``.
    """
    d = gram.shape[0]
    begin_chunk(gram, low, prefix, slots, variance)
    for m in range(1 << low):
        slot = low
        if m:
            slot, rest = _lowest(m), m & (m - 1)
            eliminate(slots, variance, _lowest(rest) if rest else low, slot)
        chosen = (prefix << low) | m
        if best[chosen] == np.inf:
            continue
        for j in range(d):
            if (chosen >> j) & 1 or needed[j] & ~chosen:
                continue
            larger, value = chosen | (1 << j), best[chosen] + variance[slot, j]
            if value < best[larger]:
                best[larger] = value
                choice[larger] = j


@njit(cache=True)
def _lowest(m: int) -> int:
    k = 0
    while not (m >> k) & 1:
        k += 1
    return k


@njit(cache=True)
def order_from(choice: Choices, order: Ints) -> None:
    """Write the best order of all nodes, from the last on; O(d)."""
    d = order.size
    chosen = (1 << d) - 1
    for k in range(d - 1, -1, -1):
        order[k] = choice[chosen]
        chosen ^= 1 << order[k]
