"""Recreation of SISR: greedy insertion with blinks."""

from __future__ import annotations

import numpy as np
from numba import njit

from coopt.kernels.linked_routes import Network, Routes, leg_length, link
from coopt.kernels.sisr_room import ABSENT, GONE, PLACED, SEARCH, Anneal
from coopt.kernels.xorshift import State, below, uniform

BLINK = 0.01
MANY = 1_000
"""More than so many customers are inserted in the order in which they come."""
FEW_RINGS = 100
"""Up to so many rings a customer is tried on all, else on those of its nearest neighbours."""
NEAR = 40
"""How many of them."""
RANDOM, LARGE, FAR, CLOSE = range(4)


@njit(_nrt=False, cache=True)
def recreate(net: Network, routes: Routes, room: Anneal, state: State) -> np.int64:
    """Insert the removed and the absent, each where it costs least; return the growth in length.

    Each better position is overlooked with a small probability. O(customers on routes with room)
    for each to insert. Writes ``routes``, the inserted and the rest into ``room``, and ``state``.
    """
    tally = room.tally
    waiting = tally[GONE] + tally[ABSENT]
    for k in range(tally[GONE]):
        room.todo[k] = room.gone[k]
    for k in range(tally[ABSENT]):
        room.todo[tally[GONE] + k] = room.away[k]
    sort_waiting(net, room, waiting, state)
    total, left = np.int64(0), 0
    tally[PLACED] = 0
    for k in range(waiting):
        c = room.todo[k]
        p = _cheapest(net, routes, room, c, state)
        if p < 0:
            room.todo[left] = c
            left += 1
        else:
            total += link(net, routes, c, p)
            room.placed[tally[PLACED]] = c
            tally[PLACED] += 1
    return total


@njit(_nrt=False, cache=True)
def sort_waiting(net: Network, room: Anneal, waiting: int, state: State) -> None:
    """Order the waiting at random, by demand, or by distance from the depot."""
    if waiting > MANY:
        return
    draw = below(state, 11)
    kind = RANDOM if draw < 4 else LARGE if draw < 8 else FAR if draw < 10 else CLOSE
    key, todo = room.key, room.todo
    for k in range(waiting):
        c = todo[k]
        if kind == RANDOM:
            value = uniform(state)
        elif kind == LARGE:
            value = -float(net.demand[c])
        else:
            value = float(leg_length(net, 0, c))
            if kind == FAR:
                value = -value
        j = k
        while j > 0 and key[j - 1] > value:
            key[j], todo[j] = key[j - 1], todo[j - 1]
            j -= 1
        key[j], todo[j] = value, c


@njit(_nrt=False, cache=True)
def _cheapest(net: Network, routes: Routes, room: Anneal, c: int, state: State) -> int:
    """Return the node behind which c costs least, of those not overlooked; or -1.

    An unused ring is taken where nothing else is cheaper.
    """
    n, rings = net.demand.shape[0], routes.line.shape[0]
    succ, leg, load = routes.succ, routes.leg, routes.load
    free = routes.unused[0]
    room_for = net.capacity - net.demand[c]
    out, back = leg_length(net, n, c), leg_length(net, c, n)
    where, least = -1, np.int64(2**62)
    everywhere = rings - free <= FEW_RINGS
    room.tally[SEARCH] += 1
    looks = min(NEAR, net.near.shape[1])
    while True:
        for k in range(free if everywhere else 0, rings if everywhere else looks):
            r = routes.line[k] if everywhere else routes.ring[net.near[c, k]]
            if not everywhere:
                if r < 0 or room.seen[r] == room.tally[SEARCH]:
                    continue
                room.seen[r] = room.tally[SEARCH]
            if load[r] > room_for:
                continue
            i, to, s = n + r, out, succ[n + r]
            while s < n:
                fro = leg_length(net, c, s)
                cost = to + fro - leg[i]
                if cost < least and uniform(state) >= BLINK:
                    where, least = i, cost
                i, to = s, fro if net.symmetric else leg_length(net, s, c)
                s = succ[s]
            cost = to + back - leg[i]
            if cost < least and uniform(state) >= BLINK:
                where, least = i, cost
        if where >= 0 or everywhere or free > 0:
            break
        everywhere = True
    if free > 0 and out + back < least and room_for >= 0:
        where = n + routes.line[free - 1]
    return where
