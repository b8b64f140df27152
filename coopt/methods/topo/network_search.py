"""Search over orders where a node's cost is that of a fitted network, so that fits are dear.

Moves are exchanges of two positions and insertions. A cheap stand-in finds the order to begin with
and ranks the moves; fitted networks decide. Only nodes inside a move's interval change their cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from coopt.methods.order_search.start import TINY
from coopt.methods.topo.candidates import Sizes
from coopt.methods.topo.network_fit import Fits, StoppedError
from coopt.methods.topo.random_units import RandomUnits
from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Bools
from coopt.problem.networks import joined
from coopt.search.order_search import random_order

SMALLEST = 1e-5
"""Least gain, relative to the whole cost: fits are not settled to more than that."""
LONGEST = 200
"""Positions times length of the longest move that is looked at."""

GUESSES = 2
"""Random orders from which each guess is sought."""


Costs = Callable[[int, Ints], float]
"""Node and parents -> cost."""


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """What a search needs: both costs, allowed edges, precedence, the stop, who hears of orders."""

    fits: Fits
    units: RandomUnits
    allowed: Bools
    before: Bools
    stop: Callable[[], bool]
    found: Callable[[Ints, float], None]


def parents_at(room: Room, order: Ints, k: int) -> Ints:
    """Return what may lead to the node at a position and precedes it."""
    known = order[:k]
    return np.asarray(known[room.allowed[known, order[k]]])


def fitted_cost(room: Room) -> Costs:
    """Return what fits networks and lets the stand-in learn from them."""

    def cost(node: int, parents: Ints) -> float:
        value = room.fits.cost(node, parents)
        room.units.learn(node, parents, value)
        return value

    return cost


def cost_of(
    room: Room, costs: Costs, order: Ints, first: int = 0, last: int | None = None
) -> float:
    """Sum the costs of the nodes at the positions from ``first`` to ``last``.

    Raises
    ------
    StoppedError
        If the stop says so.
    """
    total = 0.0
    for k in range(first, order.size if last is None else last + 1):
        if room.stop():
            raise StoppedError
        total += costs(int(order[k]), parents_at(room, order, k))
    return total


def moves(room: Room, order: Ints) -> Iterator[tuple[Ints, int, int]]:
    """Yield each order one move away that keeps the precedence, with the ends of its interval."""
    d = order.size
    reach = max(1, LONGEST // d)
    for first in range(d):
        for last in range(first + 1, min(d, first + reach + 1)):
            inside = order[first : last + 1]
            down_keeps = not room.before[inside[0], inside[1:]].any()
            up_keeps = not room.before[inside[:-1], inside[-1]].any()
            kinds = [np.r_[inside[1:], inside[:1]]] if down_keeps else []
            if last > first + 1:
                kinds += [np.r_[inside[-1:], inside[:-1]]] if up_keeps else []
                if down_keeps and up_keeps:
                    kinds.append(np.r_[inside[-1:], inside[1:-1], inside[:1]])
            for changed in kinds:
                trial = order.copy()
                trial[first : last + 1] = changed
                yield trial, first, last


def likely_order(room: Room, start: Ints) -> Ints:
    """Descend by the stand-in's costs: each round takes the best moves of disjoint intervals."""
    order = start
    while True:
        ranked = ranked_moves(room, order)
        least = SMALLEST * cost_of(room, room.units.corrected, order)
        used, old = np.zeros(order.size, dtype=bool), order
        order = order.copy()
        for change, trial, first, last in ranked:
            if change > -least:
                break
            if not used[first : last + 1].any():
                used[first : last + 1] = True
                order[first : last + 1] = trial[first : last + 1]
        if not used.any():
            return old


def guessed_order(room: Room, start: Ints, rng: np.random.Generator) -> Ints:
    """Fit the order that is likely to be best, learn, and again, until no better one is likely."""
    order, cost = start, cost_of(room, fitted_cost(room), start)
    room.found(order, cost)
    while True:
        starts = [order, *(random_order(room.before, rng) for _ in range(GUESSES))]
        ends = [likely_order(room, begin) for begin in starts]
        likely = [cost_of(room, room.units.corrected, end) for end in ends]
        guess = int(np.argmin(likely))
        if likely[guess] > cost - SMALLEST * cost:
            return order
        value = cost_of(room, fitted_cost(room), ends[guess])
        if value < cost:
            order, cost = ends[guess], value
            room.found(order, cost)


def ranked_moves(room: Room, order: Ints) -> list[tuple[float, Ints, int, int]]:
    """Return the moves by the stand-in's change of cost, the best first."""
    own = [cost_of(room, room.units.corrected, order, k, k) for k in range(order.size)]
    ranked = [
        (cost_of(room, room.units.corrected, trial, first, last) - sum(own[first : last + 1]),
         trial, first, last)
        for trial, first, last in moves(room, order)
    ]  # fmt: skip
    return sorted(ranked, key=lambda move: move[0])


def descend(room: Room, start: Ints, sizes: Sizes) -> tuple[Ints, float]:
    """Take the first ranked move that helps, from a small set, then ever again from a large one."""
    order, cost = start, cost_of(room, fitted_cost(room), start)
    room.found(order, cost)
    searches = 0
    while True:
        ranked = ranked_moves(room, order)
        taken, tried = _first_better(room, order, cost, ranked, 0, sizes.small)
        if taken is None and searches < sizes.searches:
            taken, tried = _first_better(room, order, cost, ranked, tried, sizes.large)
            searches += 1
        if taken is None:
            return order, cost
        order, cost = taken
        room.found(order, cost)


def _first_better(
    room: Room,
    order: Ints,
    cost: float,
    ranked: list[tuple[float, Ints, int, int]],
    begin: int,
    end: int,
) -> tuple[tuple[Ints, float] | None, int]:
    """Fit moves until one lowers the cost; return it, and how many were looked at."""
    for _, trial, first, last in ranked[begin:end]:
        gain = gain_of(room, order, trial, first, last)
        if gain > SMALLEST * cost:
            return (trial, cost - gain), end
    return None, end


def gain_of(room: Room, order: Ints, trial: Ints, first: int, last: int) -> float:
    """Return by how much the nodes of an interval cost less in another order; fits the latter."""
    places = range(first, last + 1)
    old = sum(room.fits.known(int(order[k]), parents_at(room, order, k)) for k in places)
    return old - cost_of(room, fitted_cost(room), trial, first, last)


def solution_of(room: Room, order: Ints, fitted: int | None = None) -> Floats:
    """Return the fitted networks along an order, or of its first nodes only."""
    problem = room.fits.problem
    inner = np.zeros((problem.n, problem.n, problem.hidden))
    outer = np.zeros((problem.n, problem.hidden))
    for k, node in enumerate(order[:fitted].tolist()):
        parents = np.sort(parents_at(room, order, k))
        network = room.fits.network(node, parents)
        inner[node, parents], outer[node] = network.inner, network.outer
    if problem.required is not None:
        missing = problem.required.T & ~(inner != 0).any(axis=2)
        inner[missing, 0] = TINY
    return joined(inner, outer)
