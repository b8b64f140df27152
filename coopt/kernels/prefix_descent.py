"""Descent over orders by best insertions, for scores that are sums of a cost of each prefix."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.kernels.grow_shrink import Families, claim, grown_cost, slot_of
from coopt.kernels.order_descent import insert_node
from coopt.kernels.prefix_regression import full_cost, penalised_cost
from coopt.kernels.xorshift import State, below

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

GROWN, FULL, PENALISED = 0, 1, 2
LEAST_GAIN = 1e-9


@njit(cache=True)
def prefix_cost(known: Families, kind: int, node: int, inside: Bools) -> float:
    """Return what a node costs whose predecessors are the ones inside; sets seen are known."""
    if kind == GROWN:
        return grown_cost(known, node, inside)
    code, size = known.codes[1, node], 1
    for i in range(inside.size):
        if inside[i] and known.allowed[i, node]:
            code ^= known.codes[0, i]
            size += 1
    slot = slot_of(known.keys, code)
    if known.keys[slot] != code:
        slot = claim(known, code)
        known.filled[1] -= size * size
        if kind == FULL:
            known.shrunk[slot] = full_cost(known, node, inside, known.rule[2])
        else:
            known.shrunk[slot] = penalised_cost(known, node, inside, known.rule[1], known.rule[2])
    return known.shrunk[slot]


@njit(cache=True)
def order_cost(known: Families, kind: int, order: Ints, inside: Bools) -> float:
    """Return the score of an order; ``inside`` is overwritten. d prefix costs."""
    inside[:] = False
    total = 0.0
    for k in range(order.size):
        total += prefix_cost(known, kind, order[k], inside)
        inside[order[k]] = True
    return total


@njit(cache=True)
def best_place(
    known: Families, kind: int, before: Bools, order: Ints, a: int, inside: Bools
) -> tuple[int, float]:
    """Return where to insert the node at position a, and the change; 3 d prefix costs.

    The places from the first allowed to the last are compared by walking the node down. The place
    is -1 if no more work may be done; regressions made are known, so that one may ask again.
    """
    d, node = order.size, order[a]
    up, down = a, a
    while up > 0 and not before[order[up - 1], node]:
        up -= 1
    while down < d - 1 and not before[node, order[down + 1]]:
        down += 1
    inside[:] = False
    for k in range(up):
        inside[order[k]] = True
    change, here, best, at = 0.0, 0.0, 0.0, up
    own = prefix_cost(known, kind, node, inside)
    for k in range(up, down + 1):
        # ``change`` is of the node at place k, against the node at place ``up``.
        if k == a:
            here = change
        if change < best:
            best, at = change, k
        if k == down:
            break
        if known.filled[1] <= 0:
            return -1, 0.0
        other = order[k] if k < a else order[k + 1]
        free = prefix_cost(known, kind, other, inside)
        inside[node] = True
        bound = prefix_cost(known, kind, other, inside)
        inside[node] = False
        inside[other] = True
        later = prefix_cost(known, kind, node, inside)
        change += free - bound + later - own
        own = later
    return at, best - here


@njit(cache=True)
def insert_best(
    known: Families,
    kind: int,
    before: Bools,
    order: Ints,
    turn: Ints,
    cursor: Ints,
    inside: Bools,
    random: State,
    nodes: int,
) -> bool:
    """Take up to ``nodes`` nodes in random turn to their best places; return whether none helps.

    ``turn`` (d,) and ``cursor`` (3,) hold the state: the place in the turn, the nodes in a row that
    stayed, whether a turn is drawn; 0 before the first call. Changes ``order`` in place. Ends
    early, in a state from which it goes on alike, when no more work may be done.
    """
    d = order.size
    for _ in range(nodes):
        if cursor[0] == 0 and cursor[2] == 0:
            cursor[2] = 1
            for k in range(d):
                turn[k] = k
            for k in range(d - 1, 0, -1):
                other = below(random, k + 1)
                turn[k], turn[other] = turn[other], turn[k]
        a = 0
        while order[a] != turn[cursor[0]]:
            a += 1
        at, change = best_place(known, kind, before, order, a, inside)
        if at < 0:
            return False
        cursor[0] = (cursor[0] + 1) % d
        cursor[2] = 1 if cursor[0] > 0 else 0
        cursor[1] += 1
        if change < -LEAST_GAIN:
            insert_node(order, a, at)
            cursor[1] = 0
        if cursor[1] >= d:
            return True
    return False
