"""Routes by savings: the ends of two routes are joined where that saves most [1]_.

References
----------
.. [1] Clarke, Wright (1964). Scheduling of vehicles from a central depot to a number of delivery
       points. *Operations Research* 12(4): 568-581.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from coopt.kernels.linked_routes import Int32s, Int64s, Network, leg_length

PAIRS_PER_NODE = 40


def savings_routes(net: Network) -> Int64s:
    """Return the customers in a signed sequence, as many routes as it takes, fullest first.

    O(n k log(n k)) for k neighbours.
    """
    n = net.demand.shape[0]
    near = np.ascontiguousarray(net.near[:, :PAIRS_PER_NODE])
    gain = np.empty(near.shape, dtype=np.int64)
    savings(net, near, gain)
    worth = np.flatnonzero(gain.ravel() > 0)
    order = worth[np.argsort(-gain.ravel()[worth], kind="stable")]
    succ, load = np.full(n, -1, dtype=np.int32), net.demand.copy()
    first = join_routes(net, near, order, succ, load)
    heads = np.flatnonzero(first[1:] == np.arange(1, n)) + 1
    heads = heads[np.argsort(-load[heads], kind="stable")]
    sequence: list[int] = []
    for head in heads.tolist():
        sequence.append(-head)
        c = int(succ[head])
        while c >= 0:
            sequence.append(c)
            c = int(succ[c])
    return np.array(sequence, dtype=np.int64)


@njit(_nrt=False, cache=True)
def savings(net: Network, near: Int32s, gain: Int64s) -> None:
    """Write to ``gain`` what joining i, at the end of a route, to each neighbour saves. O(n k)."""
    n, k = near.shape
    for i in range(n):
        for a in range(k):
            j = near[i, a]
            gain[i, a] = 0
            if i != 0 and j != 0:
                apart = leg_length(net, i, n) + leg_length(net, n, j)
                gain[i, a] = apart - leg_length(net, i, j)


@njit(cache=True)
def join_routes(net: Network, near: Int32s, order: Int64s, succ: Int32s, load: Int64s) -> Int32s:
    """Join routes in the order of pairs; return the first customer of the route of each.

    Writes ``succ`` (-1 at the ends) and ``load`` (right at the first customers). O(n + pairs).
    """
    n, k = near.shape
    first = np.arange(n).astype(np.int32)
    has_pred = np.zeros(n, dtype=np.bool_)
    for pair in order:
        i, j = pair // k, near[pair // k, pair % k]
        if succ[i] >= 0 or has_pred[j]:
            continue
        head = _find(first, i)
        if head != j and load[head] + load[j] <= net.capacity:
            succ[i], first[j], has_pred[j] = j, head, True
            load[head] += load[j]
    for i in range(n):
        first[i] = _find(first, i)
    return first


@njit(_nrt=False, cache=True)
def _find(first: Int32s, i: int) -> int:
    """Return the root of i, halving the path on the way."""
    while first[i] != i:
        first[i] = first[first[i]]
        i = first[i]
    return i
