"""How tours are found: a greedy tour, exchanges, then an anneal of small kicks [1]_, [2]_.

References
----------
.. [1] Helsgaun (2000). An effective implementation of the Lin-Kernighan traveling salesman
       heuristic. *European Journal of Operational Research* 126(1): 106-130.
.. [2] Martin, Otto, Felten (1992). Large-step Markov chains for the TSP incorporating local
       search heuristics. *Operations Research Letters* 11(4): 219-224.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coopt.bus.protocol import Bus, Options
from coopt.errors import OptionError
from coopt.methods.ils.small_tour import LARGEST as FEW
from coopt.methods.ils.small_tour import shortest_tour
from coopt.problem.distances import Distances, distance_matrix
from coopt.problem.tsp import Tsp
from coopt.search.best_offers import BestOffers
from coopt.search.first_tour import first_tour, hilbert_order
from coopt.search.iterated_local_search import Budget

if TYPE_CHECKING:
    from coopt.methods.ils.tour_anneal import Walk
    from coopt.methods.ils.tour_landscape import Landscape

RENUMBERED_FROM = 5_000
CANDIDATES_SHARE = 0.15
"""Share of the time that prices for candidates may take."""
RESERVE_S = 0.03
FIRST_ANNEAL = 200
"""Kicks per city of the first anneal, where no end is set."""


def run(problem: Tsp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer ever shorter tours, and the bounds that come with the candidates."""
    kicks = _kicks(options)
    if problem.n <= FEW:
        _solve_exactly(problem, bus)
        return
    if bus.best() is None:
        bus.offer(first_tour(problem.distances))
    if bus.stop():
        return
    end = options.deadline - RESERVE_S - 2e-6 * problem.n
    view = _view(problem.distances)
    offers = BestOffers(lambda order: bus.offer(view.to_tour(order)))
    ground = _prepare(view, bus, offers, end)
    _anneals(ground, view, bus, offers, Budget(end, kicks), rng)


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The problem with its nodes in an order in which near ones have near numbers.

    Parameters
    ----------
    distances : Distances
        Of the nodes by their new numbers.
    names : ndarray of int64, shape (n,)
        Old number of each node.
    symmetric : bool
        Whether distances are the same in both directions.
    """

    distances: Distances
    names: NDArray[np.int64]
    symmetric: bool

    def to_tour(self, order: NDArray[np.int32]) -> NDArray[np.int64]:
        """Return the problem's tour of one of the view."""
        if self.symmetric:
            return self.names[order]
        from coopt.methods.ils.asymmetric import without_partners

        return self.names[without_partners(order)]

    def to_order(self, tour: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the view's tour (of cities) of one of the problem."""
        places = np.empty(self.names.size, dtype=np.int64)
        places[self.names] = np.arange(self.names.size)
        return places[tour.astype(np.int64)]


def _kicks(options: Options) -> int | None:
    text = options.settings.get("kicks")
    if text is None:
        return None
    if not text.isdigit():
        raise OptionError(f"ils.kicks is {text!r}, expected a whole number")
    return int(text)


def _solve_exactly(problem: Tsp, bus: Bus) -> None:
    """Solve a few nodes by dynamic programming; the bound leaves room for rounding."""
    matrix = distance_matrix(problem.distances)
    tour = shortest_tour(matrix)
    bus.offer(tour)
    length = float(matrix[tour, np.roll(tour, -1)].sum())
    slack = 0.0 if problem.distances.integral else 1e-9 * float(np.abs(matrix).sum())
    bus.raise_dual(length - slack)


def _view(distances: Distances) -> View:
    n, points = distances.n, distances.points
    symmetric = distances.symmetric
    if points is None or distances.rule == "EXPLICIT" or n < RENUMBERED_FROM:
        return View(distances, np.arange(n), symmetric)
    names = hilbert_order(points)
    return View(Distances(distances.rule, points[names]), names, symmetric)


def _prepare(view: View, bus: Bus, offers: BestOffers, end: float) -> Landscape:
    """Find candidates and a start, and tell the bound."""
    from coopt.kernels.metric import metric_of
    from coopt.methods.ils import tour_landscape as land

    metric = metric_of(view.distances)
    known = bus.best()
    if not view.symmetric:
        from coopt.methods.ils.asymmetric import arc_landscape

        order = view.to_order(known[0]) if known else first_tour(view.distances)
        ground, bound = arc_landscape(metric, order)
        _tell_bound(view.distances, float(bound), metric.scale, metric.exact, bus)
        return land.descend(ground, bus.stop)
    points = None if view.distances.rule == "EXPLICIT" else view.distances.points
    ground = land.first_landscape(metric, points)
    if known:
        start = view.to_order(known[0]).astype(np.int32)
        if land.cost_of(metric, start) < land.cost_of(metric, ground.order):
            ground = land.with_start(ground, start)
    ground = land.descend(ground, bus.stop)
    offers.show(land.cost_of(metric, ground.order), lambda: ground.order)
    if ground.order.size > land.ALPHA_UP_TO:
        return land.thinned(ground)
    now = time.monotonic()
    until = now + CANDIDATES_SHARE * max(0.0, end - now) if math.isfinite(end) else math.inf
    better = land.by_alpha(
        ground,
        lambda bound: _tell_bound(view.distances, bound, metric.scale, metric.exact, bus),
        bus.stop,
        until,
    )
    return land.descend(better, bus.stop)


def _tell_bound(distances: Distances, bound: float, scale: float, exact: bool, bus: Bus) -> None:
    """State a bound on the kernels' whole lengths in the problem's own units."""
    if exact:
        bus.raise_dual(bound)
    elif distances.rule in ("EXPLICIT", "EUCLIDEAN"):
        # Each of n distances was rounded by up to a half, and scaled with an error far below.
        bus.raise_dual((bound - 0.51 * distances.n) / scale)


def _anneals(
    ground: Landscape,
    view: View,
    bus: Bus,
    offers: BestOffers,
    budget: Budget,
    rng: np.random.Generator,
) -> None:
    """Anneal to the end; without an end, again and again, longer each time."""
    from coopt.methods.ils import tour_anneal as walks

    n = ground.order.size

    def after_chunk(walk: Walk) -> None:
        offers.show(walk.best_cost, lambda: walk.best)

    walk = walks.new_walk(ground, rng)
    endless = budget.kicks is None and not math.isfinite(budget.end)
    length = FIRST_ANNEAL * n
    while True:
        here = Budget(kicks=length) if endless else budget
        heat = walks.heat_for(_kicks_per_city(walk, here, bus.stop), ground.heat)
        walks.anneal_walk(walk, heat, here, bus.stop, after_chunk)
        offers.show(walk.best_cost, partial(np.copy, walk.best), last=True)
        if not endless or bus.stop():
            return
        length *= 2
        walk = walks.restarted(walk)


def _kicks_per_city(walk: Walk, budget: Budget, stop: Callable[[], bool]) -> float:
    """Estimate how many kicks there will be for each city, by a few first ones."""
    from coopt.methods.ils.tour_anneal import do_kicks

    n = walk.ground.order.size
    if budget.kicks is not None:
        return budget.kicks / n
    left = budget.end - time.monotonic()
    began, kicks = time.monotonic(), 0
    while time.monotonic() - began < min(0.05, 0.02 * left) and not stop():
        do_kicks(walk, 0.0, 100, False)
        kicks += 100
    took = time.monotonic() - began
    return kicks / max(took, 1e-6) * left / n if kicks else 0.0
