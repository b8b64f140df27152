"""A tour through some of the nodes: its state, the changes to it, and the way back."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.kernels.metric import Metric, distance
from coopt.kernels.xorshift import State, xorshift_state
from coopt.problem.csr import Floats

Nodes = NDArray[np.int32]
Counts = NDArray[np.int64]

# Places in ``Tour.counts``: visited nodes, length, the same of the saved and of the best tour,
# the range of positions that differ from the saved tour, sizes of the queue and of the pool.
VISITED, LENGTH, SAVED_VISITED, SAVED_LENGTH, BEST_VISITED, BEST_LENGTH = range(6)
LOW, HIGH, QUEUED, HEAD, POOLED, MARK, IMPROVEMENTS, KICKS = range(6, 14)
# Places in ``Tour.amounts``.
VALUE, PRIZE, SAVED_VALUE, SAVED_PRIZE, BEST_RANK, PRICE = range(6)

ROUNDING = 1e-12
"""What sums of prizes may lack, relative to the prize that is needed."""


class Visits(NamedTuple):
    """Which tours are allowed, and what they are worth.

    A tour starts at node 0. Of all tours seen, the one with the largest ``value - tie * length``
    is the best. The search itself raises ``value - price * length``, and where the length has a
    limit, it lets tours be too long while it is hot and moves the price.

    Parameters
    ----------
    kind, x, y, matrix
        As in `coopt.kernels.metric`.
    near : ndarray of int32, shape (n, k)
        Other nodes by distance, nearest first.
    value, prize : ndarray of float64, shape (n,)
        Worth of a visit; what a visit adds to the prize of the tour.
    price, tie : float
        Worth of a unit of length at the start of a search, and in the best tour.
    least : float
        A node is inserted if its value is at least this many times the price of its detour; while
        tours may be too long, if its value is at least the price.
    limit : int
        Largest length.
    need : float
        Least sum of prizes.
    scarcity : float
        Worth of a unit of prize while the tour has not enough.
    symmetric : bool
        Whether paths may be reversed.
    """

    kind: int
    x: Floats
    y: Floats
    matrix: Nodes
    near: Nodes
    value: Floats
    prize: Floats
    price: float
    tie: float
    least: float
    limit: int
    need: float
    scarcity: float
    symmetric: bool


class Tour(NamedTuple):
    """A tour on its way; every array is written in place.

    Parameters
    ----------
    order : ndarray of int32, shape (n,)
        The visited nodes in order, node 0 first; behind them all others.
    at : ndarray of int32, shape (n,)
        Position of each node in ``order``.
    saved, best : ndarray of int32, shape (n,)
        The order to go back to, and the order of the best tour.
    queue, queued : ndarray of int32, shape (n,)
        A ring of nodes around which to look for shorter ways, and whether a node is in it.
    spare : ndarray of int32, shape (n,)
        Room for a block that is moved.
    pool, after : ndarray of int32, shape (n,)
        Nodes to insert, and the node behind which each place of the pool is cheapest.
    detour, mark : ndarray of int64, shape (n,)
        What that insertion adds to the length; by node, the last pool that it was put in.
    appeal : ndarray of float64, shape (n,)
        How much a place of the pool is liked, from 0 on.
    counts, amounts : ndarray of int64 and float64
        See the names of places in this module.
    random : ndarray of uint64, shape (1,)
        Random state.
    """

    order: Nodes
    at: Nodes
    saved: Nodes
    best: Nodes
    queue: Nodes
    queued: Nodes
    spare: Nodes
    pool: Nodes
    after: Nodes
    detour: Counts
    mark: Counts
    appeal: Floats
    counts: Counts
    amounts: Floats
    random: State


def visits_of(metric: Metric, near: Nodes, value: Floats, prize: Floats) -> Visits:
    """Return a problem without limits whose tours are worth ``value`` minus their length."""
    symmetric = metric.matrix.shape[0] == 0 or bool(np.array_equal(metric.matrix, metric.matrix.T))
    return Visits(
        kind=int(metric.kind),
        x=metric.x,
        y=metric.y,
        matrix=metric.matrix,
        near=np.ascontiguousarray(near, dtype=np.int32),
        value=np.ascontiguousarray(value, dtype=np.float64),
        prize=np.ascontiguousarray(prize, dtype=np.float64),
        price=1.0,
        tie=1.0,
        least=1.0,
        limit=2**62,
        need=0.0,
        scarcity=0.0,
        symmetric=symmetric,
    )


def start_tour(visits: Visits, nodes: NDArray[np.int64], rng: np.random.Generator) -> Tour:
    """Return a tour from node 0 through ``nodes``, saved, with no best."""
    n = visits.value.shape[0]
    counts, amounts = np.zeros(14, dtype=np.int64), np.zeros(6)
    amounts[BEST_RANK], amounts[PRICE] = -np.inf, visits.price
    tour = Tour(
        order=np.arange(n, dtype=np.int32),
        at=np.arange(n, dtype=np.int32),
        saved=np.arange(n, dtype=np.int32),
        best=np.arange(n, dtype=np.int32),
        queue=np.zeros(n, dtype=np.int32),
        queued=np.zeros(n, dtype=np.int32),
        spare=np.zeros(n, dtype=np.int32),
        pool=np.zeros(n, dtype=np.int32),
        after=np.zeros(n, dtype=np.int32),
        detour=np.zeros(n, dtype=np.int64),
        mark=np.zeros(n, dtype=np.int64),
        appeal=np.zeros(n),
        counts=counts,
        amounts=amounts,
        random=xorshift_state(rng),
    )
    move_to(visits, tour, nodes)
    return tour


def move_to(visits: Visits, tour: Tour, nodes: NDArray[np.int64]) -> None:
    """Make the tour from node 0 through ``nodes`` the current and the saved one."""
    n = visits.value.shape[0]
    rest = np.setdiff1d(np.arange(n), np.append(nodes, 0))
    tour.order[:] = np.concatenate([[0], nodes, rest])
    tour.at[tour.order] = np.arange(n)
    tour.counts[VISITED] = nodes.size + 1
    refresh(visits, tour)
    tour.counts[LOW], tour.counts[HIGH] = 0, n
    save(tour)


@njit(cache=True, inline="always")
def leg(visits: Visits, i: int, j: int) -> np.int64:
    """Return the distance from i to j, a whole number. O(1)."""
    return distance(visits.kind, visits.x, visits.y, visits.matrix, i, j)


@njit(cache=True)
def refresh(visits: Visits, tour: Tour) -> None:
    """Compute length, value and prize of the tour afresh. O(visited)."""
    order, size = tour.order, tour.counts[VISITED]
    length, value, prize = np.int64(0), 0.0, 0.0
    for k in range(size):
        length += leg(visits, order[k], order[k + 1 if k + 1 < size else 0])
        value += visits.value[order[k]]
        prize += visits.prize[order[k]]
    tour.counts[LENGTH] = length
    tour.amounts[VALUE], tour.amounts[PRIZE] = value, prize


@njit(cache=True)
def save(tour: Tour) -> None:
    """Keep the tour as the one to go back to. O(changed positions)."""
    counts, amounts = tour.counts, tour.amounts
    for k in range(counts[LOW], counts[HIGH]):
        tour.saved[k] = tour.order[k]
    counts[LOW], counts[HIGH] = tour.order.shape[0], 0
    counts[SAVED_VISITED], counts[SAVED_LENGTH] = counts[VISITED], counts[LENGTH]
    amounts[SAVED_VALUE], amounts[SAVED_PRIZE] = amounts[VALUE], amounts[PRIZE]


@njit(cache=True)
def undo(tour: Tour) -> None:
    """Go back to the saved tour. O(changed positions)."""
    counts, amounts = tour.counts, tour.amounts
    for k in range(counts[LOW], counts[HIGH]):
        node = tour.saved[k]
        tour.order[k] = node
        tour.at[node] = k
    counts[LOW], counts[HIGH] = tour.order.shape[0], 0
    counts[VISITED], counts[LENGTH] = counts[SAVED_VISITED], counts[SAVED_LENGTH]
    amounts[VALUE], amounts[PRIZE] = amounts[SAVED_VALUE], amounts[SAVED_PRIZE]


@njit(cache=True, inline="always")
def touch(tour: Tour, low: int, high: int) -> None:
    """Note that the positions ``[low, high)`` change. O(1)."""
    tour.counts[LOW] = min(tour.counts[LOW], low)
    tour.counts[HIGH] = max(tour.counts[HIGH], high)


@njit(cache=True)
def visit(visits: Visits, tour: Tour, node: int, place: int, detour: int) -> None:
    """Insert an unvisited node at a position, from 1 to the number of visited. O(visited)."""
    order, at, size = tour.order, tour.at, tour.counts[VISITED]
    hole = at[node]
    order[hole] = order[size]
    at[order[hole]] = hole
    for k in range(size, place, -1):
        moved = order[k - 1]
        order[k] = moved
        at[moved] = k
    order[place] = node
    at[node] = place
    touch(tour, place, hole + 1)
    tour.counts[VISITED] = size + 1
    tour.counts[LENGTH] += detour
    tour.amounts[VALUE] += visits.value[node]
    tour.amounts[PRIZE] += visits.prize[node]


@njit(cache=True)
def leave(visits: Visits, tour: Tour, place: int, many: int) -> None:
    """Leave out ``many`` nodes from a position, at least 1, on. O(visited).

    They lie in ``order`` just behind the visited nodes afterwards, in the same order.
    """
    order, size = tour.order, tour.counts[VISITED]
    before, behind = order[place - 1], order[place + many if place + many < size else 0]
    length = -leg(visits, before, behind)
    for k in range(place, place + many):
        node = order[k]
        length += leg(visits, order[k - 1], node)
        tour.amounts[VALUE] -= visits.value[node]
        tour.amounts[PRIZE] -= visits.prize[node]
    length += leg(visits, order[place + many - 1], behind)
    rotate(tour, place, place + many, size)
    tour.counts[VISITED] = size - many
    tour.counts[LENGTH] -= length


@njit(cache=True)
def reverse(tour: Tour, low: int, high: int) -> None:
    """Reverse the positions ``[low, high)`` of the order. O(high - low)."""
    order, at = tour.order, tour.at
    touch(tour, low, high)
    i, j = low, high - 1
    while i < j:
        a, b = order[i], order[j]
        order[i], order[j] = b, a
        at[b], at[a] = i, j
        i += 1
        j -= 1


@njit(cache=True)
def rotate(tour: Tour, low: int, middle: int, high: int) -> None:
    """Swap the blocks ``[low, middle)`` and ``[middle, high)``. O(high - low)."""
    order, at, spare = tour.order, tour.at, tour.spare
    touch(tour, low, high)
    left, right = middle - low, high - middle
    if left <= right:
        spare[:left] = order[low:middle]
        for k in range(low, high - left):
            order[k] = order[k + left]
        order[high - left : high] = spare[:left]
    else:
        spare[:right] = order[middle:high]
        for k in range(middle - 1, low - 1, -1):
            order[k + right] = order[k]
        order[low : low + right] = spare[:right]
    for k in range(low, high):
        at[order[k]] = k
