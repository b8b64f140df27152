"""How vehicle routes are found: slack induction by string removals, annealed [1]_.

References
----------
.. [1] Christiaens, Vanden Berghe (2020). Slack induction by string removals for vehicle routing
       problems. *Transportation Science* 54(2): 417-433.

Notes
-----
Temperatures are relative to the mean leg and follow the clock instead of the iterations. The start
is by savings instead of one route for each customer. A new route is opened where it is cheaper,
not only where nothing else fits.
"""

from __future__ import annotations

import math
import time

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.check.cvrp import evaluate
from coopt.methods.ils.first_routes import first_routes
from coopt.methods.ils.visit_distance import rounded_down
from coopt.methods.ils.whole_demands import whole_demands
from coopt.problem.cvrp import Cvrp
from coopt.search import small_routes

BOUND_UP_TO = 1_500
"""Customers up to which a step towards the bound takes a second at most."""
BOUND_SHARE, MOST_SHARE = 0.03, 0.1
"""Share of the time that the bound may take, and that its first step may."""
CELL_S = 2e-9
"""What a step takes for each pair of customers and unit of load, about."""
BOUND_STEPS = 30
"""Steps where kicks and not the clock are counted."""


def run(problem: Cvrp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer routes to the bus until the deadline."""
    demand, capacity = whole_demands(problem.demand, problem.capacity)
    first = first_routes(problem, demand, capacity)
    if first is not None:
        bus.offer(first.astype(float))
    if problem.n - 1 <= small_routes.LARGEST:
        exact = small_routes.exact_routes(problem)
        if exact is not None:
            bus.offer(exact.astype(float))
            bus.raise_dual(rounded_down(problem.distances, evaluate(problem, exact).objective))
        return
    from coopt.kernels.savings import savings_routes
    from coopt.methods.ils.route_anneal import Int64s, RouteAnneal, network_of
    from coopt.methods.ils.route_rounds import RouteRounds

    net, scale = network_of(problem.distances, demand, capacity, problem.open_routes)
    vehicles = min(problem.vehicles or problem.n - 1, problem.n - 1)
    start = savings_routes(net)
    verdict = evaluate(problem, start)
    cost = verdict.objective if verdict.feasible else math.inf
    if problem.n - 1 <= BOUND_UP_TO and not bus.stop():
        tell_bound(problem, cost, bus, options)

    def make(start: Int64s, rng: np.random.Generator, steps: int | None) -> RouteAnneal:
        return RouteAnneal(net, vehicles, start, rng, steps)

    RouteRounds(make, start, cost, scale, bus, options).run(rng)


def tell_bound(problem: Cvrp, cost: float, bus: Bus, options: Options) -> None:
    """Tell a bound that takes a share of the time, or a fixed number of steps."""
    from coopt.methods.ils.route_bound import STEPS, UNITS, route_bound

    began = time.monotonic()
    left = options.deadline - began
    until = began + BOUND_SHARE * left
    timed = "kicks" not in options.settings
    if timed and CELL_S * UNITS * problem.n**2 > MOST_SHARE * left:
        return

    def stop() -> bool:
        return bus.stop() or (timed and time.monotonic() >= until)

    bus.raise_dual(route_bound(problem, cost, stop, STEPS if timed else BOUND_STEPS))
