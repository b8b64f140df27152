"""Ruin and recreate where the longest route counts: annealed on a norm of the route lengths."""

from __future__ import annotations

import numpy as np
from numba import njit

from coopt.kernels.linked_routes import Network, Routes, leg_length, link
from coopt.kernels.sisr import undo
from coopt.kernels.sisr_recreate import BLINK, sort_waiting
from coopt.kernels.sisr_room import (
    ABSENT,
    BEST,
    COST,
    GONE,
    PENDING,
    PLACED,
    STEP,
    Anneal,
)
from coopt.kernels.sisr_ruin import ruin
from coopt.kernels.xorshift import State, below, uniform

TOTAL_WEIGHT = 0.05
"""Weight of the mean route length beside the norm: routes that are not the longest stay tidy."""
TRIES = 8
"""Draws of a customer on a long route."""


@njit(_nrt=False, cache=True)
def power(value: float, doublings: int) -> float:
    """Return the value to the power of ``2 ** doublings``."""
    for _ in range(doublings):
        value *= value
    return value


@njit(_nrt=False, cache=True)
def longest(routes: Routes) -> np.int64:
    """Return the length of the longest ring. O(rings)."""
    most = np.int64(0)
    for r in range(routes.length.shape[0]):
        most = max(most, routes.length[r])
    return most


@njit(_nrt=False, cache=True)
def sum_of_powers(routes: Routes, unit: float, doublings: int) -> float:
    """Return the sum of powers of the ring lengths in units. O(rings)."""
    total = 0.0
    for r in range(routes.length.shape[0]):
        total += power(routes.length[r] / unit, doublings)
    return total


@njit(_nrt=False, cache=True)
def energy(routes: Routes, unit: float, doublings: int) -> float:
    """Return the norm of the ring lengths plus a share of their mean. O(rings)."""
    total = 0.0
    for r in range(routes.length.shape[0]):
        total += routes.length[r]
    norm = sum_of_powers(routes, unit, doublings) ** (0.5**doublings)
    return norm * unit + TOTAL_WEIGHT * total / routes.length.shape[0]


@njit(_nrt=False, cache=True, nogil=True)
def anneal_longest(
    net: Network,
    routes: Routes,
    room: Anneal,
    steps: int,
    temperature: float,
    doublings: int,
    state: State,
) -> None:
    """Ruin and recreate ``steps`` times at one temperature, under the norm ``2 ** doublings``.

    The best solution is that of the shortest longest ring. O(rings + customers removed) a step.
    Writes ``routes``, ``room`` and ``state``.
    """
    tally = room.tally
    unit = float(max(np.int64(1), longest(routes)))
    current = energy(routes, unit, doublings)
    for _ in range(steps):
        tally[STEP] += 1
        ruin(net, routes, room, _seed(net, routes, tally[COST], state), state)
        recreate_short(net, routes, room, unit, doublings, state)
        found, most = energy(routes, unit, doublings), longest(routes)
        keep = tally[ABSENT] > 0 or found - current < -temperature * np.log(1.0 - uniform(state))
        if keep and tally[PENDING] == 1 and most > tally[BEST]:
            undo(net, routes, room)
            for i in range(routes.succ.shape[0]):
                room.best[i] = routes.succ[i]
            tally[PENDING] = 0
        elif keep:
            current = found
            tally[COST], tally[ABSENT] = most, 0
            if most < tally[BEST]:
                tally[BEST], tally[PENDING] = most, 1
        else:
            undo(net, routes, room)


@njit(_nrt=False, cache=True)
def _seed(net: Network, routes: Routes, most: int, state: State) -> int:
    """Draw a customer: every other time one on a ring about as long as the longest, if met."""
    c = 1 + below(state, net.demand.shape[0] - 1)
    if uniform(state) < 0.5:
        for _ in range(TRIES):
            r = routes.ring[c]
            if r >= 0 and routes.length[r] >= 0.98 * most:
                break
            c = 1 + below(state, net.demand.shape[0] - 1)
    return c


@njit(_nrt=False, cache=True)
def recreate_short(
    net: Network, routes: Routes, room: Anneal, unit: float, doublings: int, state: State
) -> None:
    """Insert the removed and the absent, each where the energy rises least. O(k) a customer.

    Writes ``routes``, ``room`` and ``state``.
    """
    tally = room.tally
    waiting = tally[GONE] + tally[ABSENT]
    for k in range(tally[GONE]):
        room.todo[k] = room.gone[k]
    for k in range(tally[ABSENT]):
        room.todo[tally[GONE] + k] = room.away[k]
    sort_waiting(net, room, waiting, state)
    norm = max(1e-9, sum_of_powers(routes, unit, doublings))
    slope = 0.5**doublings * norm ** (0.5**doublings - 1.0) * unit
    tally[PLACED] = 0
    for k in range(waiting):
        c = room.todo[k]
        link(net, routes, c, _best_place(net, routes, c, unit, doublings, slope, state))
        room.placed[tally[PLACED]] = c
        tally[PLACED] += 1


@njit(_nrt=False, cache=True)
def _best_place(
    net: Network,
    routes: Routes,
    c: int,
    unit: float,
    doublings: int,
    slope: float,
    state: State,
) -> int:
    """Return the node behind which c raises the energy least: beside neighbours or on a new ring.

    If no neighbour is on a ring, it is the best of all that are.
    """
    n, rings = net.demand.shape[0], routes.length.shape[0]
    where, least = -1, np.inf
    if routes.unused[0] > 0:
        where = n + routes.line[routes.unused[0] - 1]
        length = leg_length(net, where, c) + leg_length(net, c, where)
        rise = slope * power(length / unit, doublings)
        least = rise + TOTAL_WEIGHT * length / rings
    for k in range(2 * net.near.shape[1]):
        j = net.near[c, k // 2]
        r = routes.ring[j]
        if r < 0:
            continue
        p = j if k % 2 == 0 else routes.pred[j]
        more = leg_length(net, p, c) + leg_length(net, c, routes.succ[p]) - routes.leg[p]
        was = routes.length[r]
        rise = power((was + more) / unit, doublings) - power(was / unit, doublings)
        rise = slope * rise + TOTAL_WEIGHT * more / rings
        if rise < least and (where < 0 or uniform(state) >= BLINK):
            where, least = p, rise
    return where if where >= 0 else _any_place(net, routes, c)


@njit(_nrt=False, cache=True)
def _any_place(net: Network, routes: Routes, c: int) -> int:
    """Return the node on any ring behind which c leaves its ring shortest. O(n)."""
    n = net.demand.shape[0]
    where, least = n, np.int64(2**62)
    for r in range(routes.length.shape[0]):
        p = n + r
        for _ in range(routes.size[r] + 1):
            s = routes.succ[p]
            length = routes.length[r] - routes.leg[p]
            length += leg_length(net, p, c) + leg_length(net, c, s)
            if length < least:
                where, least = p, length
            p = s
    return where
