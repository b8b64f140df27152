"""An independent set and its surroundings, kept while vertices enter and leave it [1]_.

References
----------
.. [1] Andrade, Resende, Werneck (2012). Fast local search for the maximum independent set
       problem. *Journal of Heuristics* 18(4): 525-547.

Notes
-----
Departure: the paper has unit weights. Here a vertex is *ready* when it weighs more than all its
neighbours in the set together; with unit weights those are the paper's free vertices.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Indices = NDArray[np.int32]

# Columns of ``Partition.node``; the last three are places in the rows of ``lists``.
INSIDE, TIGHT, MATE, AGE, QUEUED, PLACE = range(6)
# Rows of ``Partition.lists``.
CHOSEN, READY, SINGLE = range(3)
# Columns of ``Partition.value``.
NOW, BEST, MARGIN = range(3)


class Partition(NamedTuple):
    """A graph, an independent set in it, and the vertices that could enter.

    Parameters
    ----------
    indptr, indices : ndarray of int64, int32
        The graph, in both directions, neighbours in increasing order.
    weight : ndarray of float64, shape (n,)
        Weights of the vertices.
    burden : ndarray of float64, shape (n,)
        Weight of each vertex's neighbours in the set.
    node : ndarray of int64, shape (n, 8)
        Of each vertex: whether it is inside, how many neighbours are (its tightness), the sum of
        their numbers (with one neighbour, that neighbour), when it last left or what a search
        keeps there, whether it is queued, and its place in each list or -1.
    lists : ndarray of int64, shape (3, n)
        The set, the ready vertices, and the vertices outside with one neighbour inside.
    sizes : ndarray of int64, shape (3,)
        Lengths of the lists.
    value : ndarray of float64, shape (3,)
        Weight of the set, of the best one, and the least difference that counts.
    best : ndarray of bool, shape (n,)
        The best set.
    log : ndarray of int64
        ``log[0]`` entries follow: the vertices that entered or left, in order. What does not fit
        is lost, and ``log[0]`` is then the length of the array.
    """

    indptr: Ints
    indices: Indices
    weight: Floats
    burden: Floats
    node: Ints
    lists: Ints
    sizes: Ints
    value: Floats
    best: NDArray[np.bool_]
    log: Ints


def start_partition(indptr: Ints, indices: Indices, weight: Floats) -> Partition:
    """Return the empty set in a graph."""
    n = weight.shape[0]
    node = np.zeros((n, 8), dtype=np.int64)
    node[:, PLACE:] = -1
    margin = 1e-9 * float(weight.max(initial=0.0))
    state = Partition(
        indptr=indptr,
        indices=indices,
        weight=weight,
        burden=np.zeros(n),
        node=node,
        lists=np.zeros((3, n), dtype=np.int64),
        sizes=np.zeros(3, dtype=np.int64),
        value=np.array([0.0, 0.0, margin]),
        best=np.zeros(n, dtype=np.bool_),
        log=np.zeros(4 * n + 64, dtype=np.int64),
    )
    for v in np.flatnonzero(weight > margin).tolist():
        enlist(READY, v, True, node, state.lists, state.sizes)
    return state


def set_members(state: Partition, inside: NDArray[np.bool_]) -> None:
    """Make ``inside`` the set; it must be independent."""
    move_to(state, inside)
    keep_best(state)


@njit(cache=True)
def enlist(kind: int, v: int, present: bool, node: Ints, lists: Ints, sizes: Ints) -> None:
    """Put a vertex into a list or take it out; nothing if it is so already. O(1)."""
    at = node[v, PLACE + kind]
    if present:
        if at < 0:
            lists[kind, sizes[kind]] = v
            node[v, PLACE + kind] = sizes[kind]
            sizes[kind] += 1
    elif at >= 0:
        sizes[kind] -= 1
        last = lists[kind, sizes[kind]]
        lists[kind, at] = last
        node[last, PLACE + kind] = at
        node[v, PLACE + kind] = -1


@njit(cache=True)
def write_log(log: Ints, v: int) -> None:
    """Append a vertex to the log, if there is room. O(1)."""
    if log[0] + 1 < log.shape[0]:
        log[0] += 1
        log[log[0]] = v
    else:
        log[0] = log.shape[0]


@njit(cache=True)
def put_in(s: Partition, v: int) -> None:
    """Let a vertex without neighbours inside enter. O(degree)."""
    indptr, indices, weight, burden, node = s.indptr, s.indices, s.weight, s.burden, s.node
    lists, sizes, margin, w = s.lists, s.sizes, s.value[MARGIN], s.weight[v]
    node[v, INSIDE] = 1
    enlist(CHOSEN, v, True, node, lists, sizes)
    enlist(READY, v, False, node, lists, sizes)
    s.value[NOW] += w
    write_log(s.log, v)
    for k in range(indptr[v], indptr[v + 1]):
        u = np.int64(indices[k])
        tight = node[u, TIGHT] + 1
        node[u, TIGHT] = tight
        node[u, MATE] += v
        burden[u] += w
        if tight <= 2:
            enlist(SINGLE, u, tight == 1, node, lists, sizes)
        if node[u, PLACE + READY] >= 0 and weight[u] <= burden[u] + margin:
            enlist(READY, u, False, node, lists, sizes)


@njit(cache=True)
def take_out(s: Partition, v: int) -> None:
    """Let a vertex leave. O(degree)."""
    indptr, indices, weight, burden, node = s.indptr, s.indices, s.weight, s.burden, s.node
    lists, sizes, margin, w = s.lists, s.sizes, s.value[MARGIN], s.weight[v]
    node[v, INSIDE] = 0
    enlist(CHOSEN, v, False, node, lists, sizes)
    enlist(READY, v, w > margin, node, lists, sizes)
    s.value[NOW] -= w
    write_log(s.log, v)
    for k in range(indptr[v], indptr[v + 1]):
        u = np.int64(indices[k])
        tight = node[u, TIGHT] - 1
        node[u, TIGHT] = tight
        node[u, MATE] -= v
        # Sums of rounded numbers drift; an empty sum is known.
        burden[u] = burden[u] - w if tight > 0 else 0.0
        if tight <= 1:
            enlist(SINGLE, u, tight == 1, node, lists, sizes)
        if weight[u] > burden[u] + margin:
            enlist(READY, u, True, node, lists, sizes)


@njit(cache=True)
def force_in(s: Partition, v: int) -> None:
    """Let a vertex enter and its neighbours leave. O(sum of their degrees)."""
    if s.node[v, TIGHT] == 1:
        take_out(s, s.node[v, MATE])
    for k in range(s.indptr[v], s.indptr[v + 1]):
        if s.node[v, TIGHT] == 0:
            break
        u = np.int64(s.indices[k])
        if s.node[u, INSIDE] == 1:
            take_out(s, u)
    put_in(s, v)


@njit(cache=True)
def undo(s: Partition) -> bool:
    """Take back what the log holds; False, and nothing done, if some of it is lost."""
    if s.log[0] >= s.log.shape[0]:
        return False
    count = s.log[0]
    # A full log takes nothing while its entries are read.
    s.log[0] = s.log.shape[0]
    for k in range(count, 0, -1):
        v = s.log[k]
        if s.node[v, INSIDE] == 1:
            take_out(s, v)
        else:
            put_in(s, v)
    s.log[0] = 0
    return True


@njit(cache=True)
def keep_best(s: Partition) -> bool:
    """Keep the set if it is better than the best one. O(n) if so."""
    if s.value[NOW] <= s.value[BEST] + s.value[MARGIN]:
        return False
    s.value[BEST] = s.value[NOW]
    s.best[:] = False
    for k in range(s.sizes[CHOSEN]):
        s.best[s.lists[CHOSEN, k]] = True
    return True


@njit(cache=True)
def move_to(s: Partition, inside: NDArray[np.bool_]) -> None:
    """Make ``inside``, which is independent, the set. O(degrees of what changes)."""
    for k in range(s.sizes[CHOSEN] - 1, -1, -1):
        v = s.lists[CHOSEN, k]
        if not inside[v]:
            take_out(s, v)
    for v in range(inside.shape[0]):
        if inside[v] and s.node[v, INSIDE] == 0:
            put_in(s, v)
    s.log[0] = 0
