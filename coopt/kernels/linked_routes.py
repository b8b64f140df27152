"""Routes of vehicles as linked rings through one depot node each; changes in O(1)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.kernels.metric import distance
from coopt.problem.csr import Floats

Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]


class Network(NamedTuple):
    """What a routing kernel knows of a problem: node 0 is the depot, ``n`` nodes in all.

    ``demand`` has shape (n,), ``near`` shape (n, k): the k nearest other nodes of each, nearest
    first. With ``open_routes`` the way back costs nothing. ``symmetric`` is about the distances.
    """

    kind: int
    x: Floats
    y: Floats
    matrix: Int32s
    demand: Int64s
    capacity: int
    open_routes: bool
    symmetric: bool
    near: Int32s


class Routes(NamedTuple):
    """Up to ``r`` rings. Node ``n + k`` stands for the depot on ring k, so there are n + r nodes.

    ``succ`` and ``pred`` link the nodes, ``leg[i]`` is the length from i to its successor,
    ``ring[i]`` the ring of a node, -1 if it is on none. ``load``, ``size`` and ``length`` are
    those of the rings. ``line`` lists the empty rings, ``unused[0]`` of them, and then the others;
    ``spot`` is its inverse.
    """

    succ: Int32s
    pred: Int32s
    leg: Int64s
    ring: Int32s
    load: Int64s
    size: Int32s
    length: Int64s
    line: Int32s
    spot: Int32s
    unused: Int64s


def empty_routes(n: int, rings: int) -> Routes:
    """Return rings without customers."""
    depots = np.arange(n, n + rings, dtype=np.int32)
    own = np.full(n + rings, -1, dtype=np.int32)
    own[n:] = np.arange(rings)
    itself = np.concatenate((np.full(n, -1, dtype=np.int32), depots))
    order = np.arange(rings, dtype=np.int32)
    return Routes(
        succ=itself,
        pred=itself.copy(),
        leg=np.zeros(n + rings, dtype=np.int64),
        ring=own,
        load=np.zeros(rings, dtype=np.int64),
        size=np.zeros(rings, dtype=np.int32),
        length=np.zeros(rings, dtype=np.int64),
        line=order,
        spot=order.copy(),
        unused=np.array([rings], dtype=np.int64),
    )


# Numba counts references to each array of a tuple at each call, which takes ten times as long as
# what a step of these kernels does. They allocate nothing, so they are compiled without (``_nrt``).
@njit(_nrt=False, cache=True, inline="always")
def leg_length(net: Network, i: int, j: int) -> np.int64:
    """Return the length from i to j, where nodes from n on are the depot. O(1)."""
    n = net.demand.shape[0]
    if j >= n:
        if net.open_routes:
            return np.int64(0)
        j = 0
    if i >= n:
        i = 0
    return distance(net.kind, net.x, net.y, net.matrix, i, j)


@njit(_nrt=False, cache=True, inline="always")
def _swap(routes: Routes, a: int, b: int) -> None:
    line, spot = routes.line, routes.spot
    u, v = line[a], line[b]
    line[a], line[b] = v, u
    spot[u], spot[v] = b, a


@njit(_nrt=False, cache=True, inline="always")
def link(net: Network, routes: Routes, c: int, p: int) -> np.int64:
    """Insert customer c behind node p; return by how much the length grows. O(1).

    Writes ``routes``.
    """
    succ, leg = routes.succ, routes.leg
    s, r = succ[p], routes.ring[p]
    if routes.size[r] == 0:
        routes.unused[0] -= 1
        _swap(routes, routes.spot[r], routes.unused[0])
    to, fro, was = leg_length(net, p, c), leg_length(net, c, s), leg[p]
    succ[p] = routes.pred[s] = c
    succ[c], routes.pred[c] = s, p
    leg[p], leg[c] = to, fro
    routes.ring[c] = r
    routes.load[r] += net.demand[c]
    routes.size[r] += 1
    routes.length[r] += to + fro - was
    return to + fro - was


@njit(_nrt=False, cache=True, inline="always")
def unlink(net: Network, routes: Routes, c: int) -> np.int64:
    """Take customer c off its ring; return by how much the length grows. O(1).

    Writes ``routes``.
    """
    succ, pred, leg = routes.succ, routes.pred, routes.leg
    p, s, r = pred[c], succ[c], routes.ring[c]
    routes.load[r] -= net.demand[c]
    routes.size[r] -= 1
    before = leg[p] + leg[c]
    succ[p], pred[s] = s, p
    routes.ring[c] = -1
    if routes.size[r] == 0:
        leg[p] = 0
        _swap(routes, routes.spot[r], routes.unused[0])
        routes.unused[0] += 1
    else:
        leg[p] = leg_length(net, p, s)
    routes.length[r] += leg[p] - before
    return leg[p] - before


@njit(_nrt=False, cache=True)
def lay(net: Network, routes: Routes, signed: Int64s) -> np.int64:
    """Fill empty rings with a signed sequence; return the length. O(n).

    A negative entry begins a ring. Customers of rings beyond the last stay off. Writes ``routes``.
    """
    n = net.demand.shape[0]
    total, tail = np.int64(0), -1
    for c in signed:
        if c < 0:
            tail = n + routes.line[routes.unused[0] - 1] if routes.unused[0] > 0 else -1
        if tail >= 0:
            total += link(net, routes, abs(c), tail)
            tail = abs(c)
    return total


@njit(_nrt=False, cache=True)
def signed_sequence(succ: Int32s, n: int, out: Int64s) -> int:
    """Write the rings of successors to ``out``, signed; return the number of customers. O(n)."""
    filled = 0
    for depot in range(n, succ.shape[0]):
        c, first = succ[depot], True
        while c < n:
            out[filled] = -c if first else c
            filled, first, c = filled + 1, False, succ[c]
    return filled


@njit(_nrt=False, cache=True)
def fill_distances(kind: int, x: Floats, y: Floats, matrix: Int32s, table: Int32s) -> None:
    """Write all distances to ``table``. O(n^2)."""
    for i in range(table.shape[0]):
        for j in range(table.shape[0]):
            table[i, j] = distance(kind, x, y, matrix, i, j)
