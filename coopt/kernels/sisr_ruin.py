"""Ruin of SISR: strings of customers that lie near each other go, one string a route."""

from __future__ import annotations

import numpy as np
from numba import njit

from coopt.kernels.linked_routes import Network, Routes, unlink
from coopt.kernels.sisr_room import ABSENT, GONE, STEP, Anneal
from coopt.kernels.xorshift import State, below, uniform

MEAN_REMOVED = 10.0
LONGEST_STRING = 10.0
SPLIT = 0.5
"""How often a string keeps some customers in its middle."""
WIDEN = 0.01
"""How often one more of them is kept."""


@njit(_nrt=False, cache=True)
def ruin(net: Network, routes: Routes, room: Anneal, seed: int, state: State) -> np.int64:
    """Remove strings around a customer, the seed; return by how much the length grows.

    O(customers removed + neighbours of one customer). Writes ``routes``, the removed and the
    nodes they were behind into ``room``, and ``state``.
    """
    n, tally = net.demand.shape[0], room.tally
    tally[GONE] = 0
    rings = routes.size.shape[0] - routes.unused[0]
    if rings == 0:
        return np.int64(0)
    longest = min(LONGEST_STRING, (n - 1 - tally[ABSENT]) / rings)
    strings = int(1.0 + uniform(state) * (4.0 * MEAN_REMOVED / (1.0 + longest) - 1.0))
    total, k = np.int64(0), -1
    while strings > 0 and k < net.near.shape[1]:
        c = seed if k < 0 else net.near[seed, k]
        k += 1
        r = routes.ring[c]
        if r < 0 or room.stamp[r] == tally[STEP]:
            continue
        room.stamp[r] = tally[STEP]
        total += _remove_string(net, routes, room, c, longest, state)
        strings -= 1
    return total


@njit(_nrt=False, cache=True)
def _remove_string(
    net: Network, routes: Routes, room: Anneal, c: int, longest: float, state: State
) -> np.int64:
    """Remove a random string of the route of c that spans c."""
    size = routes.size[routes.ring[c]]
    length = int(1.0 + uniform(state) * min(float(size), longest))
    length = min(length, size)
    kept = 0
    if 1 < length < size and uniform(state) < SPLIT:
        kept = 1
        while length + kept < size and uniform(state) < WIDEN:
            kept += 1
    first = _start(net, routes, c, length + kept, state)
    skip = 1 + below(state, length - 1) if kept > 0 else length
    total, tally = np.int64(0), room.tally
    for k in range(length + kept):
        after = routes.succ[first]
        if k < skip or k >= skip + kept:
            room.gone[tally[GONE]], room.behind[tally[GONE]] = first, routes.pred[first]
            tally[GONE] += 1
            total += unlink(net, routes, first)
        first = after
    return total


@njit(_nrt=False, cache=True)
def _start(net: Network, routes: Routes, c: int, length: int, state: State) -> int:
    """Return the first of ``length`` consecutive customers that span c, uniformly. O(length)."""
    n = net.demand.shape[0]
    before, node = 0, routes.pred[c]
    while before < length - 1 and node < n:
        before, node = before + 1, routes.pred[node]
    after, node = 0, routes.succ[c]
    while after < length - 1 and node < n:
        after, node = after + 1, routes.succ[node]
    least = max(0, length - 1 - after)
    for _ in range(least + below(state, before - least + 1)):
        c = routes.pred[c]
    return c
