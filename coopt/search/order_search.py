"""Iterated local search over orders: kick, descend, keep what is better, begin anew when stuck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Order = NDArray[np.int64]

FAILURES = 200
SMALLEST = 1e-10


@dataclass(frozen=True, slots=True)
class OrderMoves:
    """What the search needs of a score over orders.

    Parameters
    ----------
    descend : callable
        Improves an order in place, to a local optimum or until the stop; returns its score.
    kick : callable
        Changes an order a little at random, in place.
    fresh : callable
        Draws an order.
    """

    descend: Callable[[Order], float]
    kick: Callable[[Order], None]
    fresh: Callable[[], Order]


def order_search(
    moves: OrderMoves,
    found: Callable[[Order, float], None],
    stop: Callable[[], bool],
    start: Order,
    kicks: int | None = None,
) -> list[float]:
    """Search until the stop, or through a number of kicks.

    Parameters
    ----------
    moves : OrderMoves
        Descent, kick and fresh orders.
    found : callable
        Told of each order that is better than all before, with its score.
    stop : callable
        Whether to end.
    start : ndarray of int64, shape (d,)
        Where to begin; unchanged.
    kicks : int, optional
        Kicks in all; without it until the stop.

    Returns
    -------
    list of float
        The score at the end of each run from a start, the first from ``start``.
    """
    ends: list[float] = []
    best, done = np.inf, 0
    order = start.copy()
    while not stop() and (kicks is None or done < kicks or not ends):
        current, failures = moves.descend(order), 0
        if current < best:
            best = current
            found(order, best)
        while failures < FAILURES and not stop() and (kicks is None or done < kicks):
            trial = order.copy()
            moves.kick(trial)
            score, done, failures = moves.descend(trial), done + 1, failures + 1
            if score >= current - SMALLEST * abs(current):
                continue
            order, current, failures = trial, score, 0
            if current < best - SMALLEST * abs(best):
                best = current
                found(order, best)
        ends.append(current)
        order = moves.fresh()
    return ends


def random_order(before: NDArray[np.bool_], rng: np.random.Generator) -> Order:
    """Draw an order that keeps a transitive precedence, all of them possible; O(d^2)."""
    return sorted_order(before, rng.random((before.shape[0],)))


def sorted_order(before: NDArray[np.bool_], keys: NDArray[np.float64]) -> Order:
    """Return the order by increasing keys, as far as a transitive precedence lets it; O(d^2)."""
    if not before.any():
        return np.argsort(keys, kind="stable")
    d = before.shape[0]
    waiting = before.sum(axis=0)
    order = np.empty(d, dtype=np.int64)
    for k in range(d):
        node = int(np.argmin(np.where(waiting == 0, keys, np.inf)))
        order[k] = node
        waiting[before[node]] -= 1
        waiting[node] = d + 1
    return order
