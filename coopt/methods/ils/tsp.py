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
import threading
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
    from coopt.kernels.metric import Metric
    from coopt.methods.ils.tour_anneal import Walk
    from coopt.methods.ils.tour_landscape import Effort, Landscape

RENUMBERED_FROM = 5_000
ARCS_UP_TO = 10_000
"""In- and out-nodes of so many cities have a matrix of 1.6 GB."""
SHARE, SHARE_PER_S, MOST_SHARE = 0.04, 0.01, 0.15
"""Share of the time that prices for candidates may take; it grows with the time that is left."""
EXACT_SHARE = 0.25
"""Share of the time that exact 1-trees and alphas of all pairs may take."""
STEP_S, PAIR_S = 4e-7, 5e-8
"""What each city takes in a step on prices, and each pair in an exact round, about."""
FEWEST_STEPS, MOST_STEPS, STEPS_PER_ROUND, MOST_ROUNDS = 50, 1_500, 100, 5
STEPS = 200
"""Steps where kicks and not the clock are counted."""
KICKS_PER_S = 12_000.0
RESERVE_S, RESERVE_EACH_S = 0.03, 2e-6
"""Time before the deadline that the last offer needs, and more of it for each city."""
FIRST_ROUND = 200
"""Kicks per city of the first round, where no end is set."""


def run(problem: Tsp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer ever shorter tours, and the bounds that come with the candidates."""
    kicks = _kicks(options)
    if problem.n <= FEW:
        _solve_exactly(problem, bus)
        return
    # Beside a given start, too: that may be a poor one.
    bus.offer(first_tour(problem.distances))
    if bus.stop():
        return
    budget = Budget(options.deadline - RESERVE_S - RESERVE_EACH_S * problem.n, kicks)
    view = _view(problem.distances)
    if not view.symmetric and problem.n > ARCS_UP_TO:
        bus.tell("note", f"ils does not improve tours of more than {ARCS_UP_TO} cities with arcs")
        return
    offers = BestOffers(lambda order: bus.offer(view.to_tour(order)))
    ground = _prepare(view, bus, offers, budget)
    _anneals(ground, bus, offers, budget, options.threads, rng)


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


def _prepare(view: View, bus: Bus, offers: BestOffers, budget: Budget) -> Landscape:
    """Find candidates and a start, and tell the bound."""
    from coopt.kernels.metric import metric_of

    metric, known = metric_of(view.distances), bus.best()

    def tell_bound(bound: float) -> None:
        _tell_bound(view.distances, bound, metric.scale, metric.exact, bus)

    if view.symmetric:
        start = view.to_order(known[0]).astype(np.int32) if known else None
        return _symmetric(view, metric, start, bus.stop, offers, budget, tell_bound)
    from coopt.methods.ils.asymmetric import arc_landscape
    from coopt.methods.ils.tour_landscape import descend

    order = view.to_order(known[0]) if known else first_tour(view.distances)
    ground, bound = arc_landscape(metric, order)
    tell_bound(float(bound))
    return descend(ground, bus.stop)


def _symmetric(
    view: View,
    metric: Metric,
    start: NDArray[np.int32] | None,
    stop: Callable[[], bool],
    offers: BestOffers,
    budget: Budget,
    tell_bound: Callable[[float], None],
) -> Landscape:
    """Offer a greedy tour, or the start if it is better, after exchanges; then rank candidates."""
    from coopt.methods.ils import tour_landscape as land

    n = view.names.size
    points = None if view.distances.rule == "EXPLICIT" else view.distances.points
    ground = land.first_landscape(metric, points)
    if start is not None and land.cost_of(metric, start) < land.cost_of(metric, ground.order):
        ground = land.with_start(ground, start)
    if n >= RENUMBERED_FROM:
        # The descent of so many cities takes a while.
        offers.show(land.cost_of(metric, ground.order), lambda: ground.order)
    ground = land.descend(ground, stop)
    offers.show(land.cost_of(metric, ground.order), lambda: ground.order)
    left = budget.end - time.monotonic()
    kicks = left * KICKS_PER_S if budget.kicks is None else budget.kicks
    wide = land.should_be_wide(ground, kicks / n)
    ground = land.by_alpha(ground, _effort(n, left, budget.kicks is None, stop), wide, tell_bound)
    return land.descend(ground, stop)


def _effort(n: int, left: float, timed: bool, stop: Callable[[], bool]) -> Effort:
    """Return what prices may cost with so many seconds left; without time, with any."""
    from coopt.methods.ils.tour_landscape import CERTIFIED_UP_TO, Effort

    rounds = MOST_ROUNDS if n <= CERTIFIED_UP_TO else 0
    if not timed:
        return Effort(STEPS, 1, min(rounds, 2), lambda: math.inf if stop() else 0.0)
    seconds = left * min(MOST_SHARE, SHARE + SHARE_PER_S * left)
    steps = int(min(max(FEWEST_STEPS, seconds / (STEP_S * n)), MOST_STEPS))
    fewest = int(min(max(1.0, left * MOST_SHARE / (STEP_S * n)), FEWEST_STEPS))
    exact = min(left * EXACT_SHARE / (PAIR_S * n * n), 1e6)
    rounds = min(rounds, max(1, steps // STEPS_PER_ROUND), int(exact))
    began = time.monotonic()

    def spent() -> float:
        return math.inf if stop() else (time.monotonic() - began) / seconds

    return Effort(steps, fewest, rounds, spent)


def _tell_bound(distances: Distances, bound: float, scale: float, exact: bool, bus: Bus) -> None:
    """State a bound on the kernels' whole lengths in the problem's own units."""
    if exact:
        bus.raise_dual(bound)
    elif distances.rule in ("EXPLICIT", "EUCLIDEAN"):
        # Each of n distances was rounded by up to a half, and scaled with an error far below.
        bus.raise_dual((bound - 0.51 * distances.n) / scale)


def _anneals(
    ground: Landscape,
    bus: Bus,
    offers: BestOffers,
    budget: Budget,
    threads: int,
    rng: np.random.Generator,
) -> None:
    """Anneal to the end; without an end, again and again from the best, longer each time."""
    from coopt.methods.ils.tour_landscape import with_start
    from coopt.methods.ils.tour_rounds import anneal_rounds

    lock = threading.Lock()

    def after_chunk(walk: Walk) -> None:
        with lock:
            offers.show(walk.best_cost, lambda: walk.best)

    endless = budget.kicks is None and not math.isfinite(budget.end)
    kicks = FIRST_ROUND * ground.order.size
    while True:
        here = Budget(kicks=kicks) if endless else budget
        walk = anneal_rounds(ground, here, threads, bus.stop, after_chunk, rng)
        offers.show(walk.best_cost, partial(np.copy, walk.best), last=True)
        if not endless or bus.stop():
            return
        ground, kicks = with_start(ground, walk.best), 2 * kicks
