"""The best graph of all where edges cost or are forbidden: the best parents within every set [1]_.

References
----------
.. [1] Silander, Myllymäki (2006). A simple approach for finding the globally optimal Bayesian
       network structure. *UAI 2006*.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.kernels.node_cost import node_cost
from coopt.kernels.subset_orders import _lowest, eliminate

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Choices = NDArray[np.int8]


@njit(cache=True)
def family_costs(
    gram: Floats,
    node: int,
    banned: int,
    needed: int,
    rule: Floats,
    table: Floats,
    slots: Floats,
    variance: Floats,
) -> None:
    """Write the cost of each parent set of a node; O(2^(d-1) d).

    ``table`` (2^(d-1),) is indexed by sets of the other nodes, in order; ``banned`` and ``needed``
    are such sets, what violates them costs infinity. ``slots`` and ``variance`` are overwritten.
    """
    d = gram.shape[0]
    for i in range(d):
        a = i if i < node else i + 1
        a = node if i == d - 1 else a
        for k in range(d):
            b = k if k < node else k + 1
            b = node if k == d - 1 else b
            slots[d - 1, i, k] = gram[a, b]
        variance[d - 1, i] = gram[a, a]
    own = gram[node, node]
    for m in range(1 << (d - 1)):
        slot = d - 1
        if m:
            slot, rest = _lowest(m), m & (m - 1)
            eliminate(slots, variance, _lowest(rest) if rest else d - 1, slot)
        if m & banned or (m & needed) != needed:
            table[m] = np.inf
        else:
            table[m] = node_cost(rule, variance[slot, d - 1], own, ones(m))


@njit(cache=True)
def least_of_subsets(table: Floats) -> None:
    """Replace each set's cost by the least of all its subsets, in place; O(size log size)."""
    size = table.size
    bit = 1
    while bit < size:
        for start in range(0, size, 2 * bit):
            for m in range(start, start + bit):
                table[m + bit] = min(table[m + bit], table[m])
        bit <<= 1


@njit(cache=True)
def ones(m: int) -> int:
    """Count the bits of a set of at most 32 nodes; O(1)."""
    m -= (m >> 1) & 0x55555555
    m = (m & 0x33333333) + ((m >> 2) & 0x33333333)
    m = (m + (m >> 4)) & 0x0F0F0F0F
    return ((m * 0x01010101) & 0xFFFFFFFF) >> 24


@njit(cache=True)
def relax_families(tables: Floats, start: int, end: int, best: Floats, choice: Choices) -> None:
    """Extend the sets ``start..end-1`` by one node each; O((end - start) d).

    ``tables[j]`` has the least cost of node j within each set of the others. Writes ``best`` and
    ``choice`` (2^d,); ranges are due in increasing order.
    """
    d = tables.shape[0]
    for chosen in range(start, end):
        if best[chosen] == np.inf:
            continue
        for j in range(d):
            if (chosen >> j) & 1:
                continue
            value = best[chosen] + tables[j, without(chosen, j)]
            if value < best[chosen | (1 << j)]:
                best[chosen | (1 << j)] = value
                choice[chosen | (1 << j)] = j


@njit(cache=True)
def without(chosen: int, j: int) -> int:
    """Return the set with bit j taken out and the higher ones moved down."""
    return (chosen & ((1 << j) - 1)) | ((chosen >> (j + 1)) << j)
