"""How tours are found whose longest is short: ruin and recreate under norms of their lengths [1]_.

References
----------
.. [1] Christiaens, Vanden Berghe (2020). Slack induction by string removals for vehicle routing
       problems. *Transportation Science* 54(2): 417-433.

Notes
-----
The paper minimises the total length. Here the norm of the tours' lengths is annealed, with powers
from 8 to 64 so that the longest counts more and more, and every other ruin begins on a tour that
is about as long as the longest. Insertion never reverses a part of a tour, so that long tours are
searched one by one at the end, as travelling-salesman problems.
"""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.check.multi_tsp import evaluate
from coopt.methods.ils.first_routes import order_around_depot
from coopt.methods.ils.visit_distance import farthest_return, rounded_down
from coopt.problem.cvrp import vector_of
from coopt.problem.multi_tsp import MultiTsp
from coopt.search import small_routes

LONG = 15
"""From so many nodes a tour on, tours are polished one by one at the end."""
POLISH_SHARE = 0.15
"""Share of the time for that."""


def run(problem: MultiTsp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer tours to the bus until the deadline."""
    if problem.n - 1 <= small_routes.LARGEST:
        exact = small_routes.exact_routes(problem)
        assert exact is not None
        bus.offer(exact.astype(float))
        bus.raise_dual(rounded_down(problem.distances, evaluate(problem, exact).objective))
        return
    order = order_around_depot(problem.distances)
    parts = np.array_split(order, min(problem.salesmen, order.size))
    bus.offer(vector_of([part.tolist() for part in parts]).astype(float))
    bus.raise_dual(farthest_return(problem.distances))
    from coopt.methods.ils.longest_anneal import LongestAnneal
    from coopt.methods.ils.route_anneal import Int64s, network_of
    from coopt.methods.ils.route_rounds import SPARE_S, RouteRounds
    from coopt.methods.ils.tour_polish import polished_tours

    net, scale = network_of(problem.distances, np.zeros(problem.n, dtype=np.int64), 0)
    salesmen = min(problem.salesmen, problem.n - 1)
    start = LongestAnneal(net, salesmen, np.zeros(0, dtype=np.int64), rng).solution()

    def make(start: Int64s, rng: np.random.Generator, steps: int | None) -> LongestAnneal:
        return LongestAnneal(net, salesmen, start, rng)

    cost = evaluate(problem, start).objective
    # The polish goes by the clock: with a budget of steps, which shall repeat, it stays out.
    now = time.monotonic()
    long = problem.n > LONG * problem.salesmen and "kicks" not in options.settings
    left = options.deadline - now
    until = now + (1.0 - POLISH_SHARE) * left if long and math.isfinite(left) else options.deadline
    rounds = RouteRounds(make, start, cost, scale, bus, replace(options, deadline=until))
    rounds.run(rng)
    if long:
        end = options.deadline - min(SPARE_S, 0.05 * left)
        tours = polished_tours(problem.distances, rounds.best, end, bus.stop, rng)
        bus.offer(vector_of(tours).astype(float))
