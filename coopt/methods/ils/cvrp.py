"""How vehicle routes are found: slack induction by string removals, annealed [1]_.

References
----------
.. [1] Christiaens, Vanden Berghe (2020). Slack induction by string removals for vehicle routing
       problems. *Transportation Science* 54(2): 417-433.

Notes
-----
The temperatures of the paper, 100 and 1 for lengths of about 70, are taken relative to the mean
leg, and follow the clock instead of the iterations. The start is by savings instead of one route
for each customer.
"""

from __future__ import annotations

import math
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from coopt.bus.protocol import Bus, Options
from coopt.check.cvrp import evaluate
from coopt.methods.ils.first_routes import first_routes
from coopt.methods.ils.whole_demands import whole_demands
from coopt.problem.cvrp import Cvrp
from coopt.search.best_offers import BestOffers
from coopt.search.iterated_local_search import Budget, anneal, geometric

HOT, COLD = 1.0, 0.01
"""First and last temperature, in mean legs."""
PRELUDE = 0.05
"""Share of the budget for a quick anneal, so that a good solution exists early."""
FIRST_ROUND_S = 10.0
"""Without a limit anneals follow each other, each twice as long as the one before."""


def run(problem: Cvrp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer routes to the bus until the deadline."""
    demand, capacity = whole_demands(problem.demand, problem.capacity)
    first = first_routes(problem, demand, capacity)
    if first is not None:
        bus.offer(first.astype(float))
    if problem.n <= 2:
        if first is not None:
            bus.raise_dual(evaluate(problem, first).objective)
        return
    Search(problem, bus, options, demand, capacity, rng).run()


class Search:
    """Anneals of one problem, one after the other, each in as many threads as allowed."""

    def __init__(
        self,
        problem: Cvrp,
        bus: Bus,
        options: Options,
        demand: NDArray[np.int64],
        capacity: int,
        rng: np.random.Generator,
    ) -> None:
        from coopt.kernels.savings import savings_routes
        from coopt.methods.ils.route_anneal import network_of

        self.problem, self.bus, self.options, self.rng = problem, bus, options, rng
        self.net, _ = network_of(problem, demand, capacity)
        self.vehicles = min(problem.vehicles or problem.n - 1, problem.n - 1)
        self.offers = BestOffers(bus.offer)
        self.best, self.cost = savings_routes(self.net), math.inf

    def run(self) -> None:
        """Anneal to the deadline, or through the budget of steps, or until told to stop."""
        given = self.bus.best()
        if given is not None:
            self.best = given[0].astype(np.int64)
        kicks = self.options.settings.get("kicks")
        now, end = time.monotonic(), self.options.deadline
        if kicks is not None:
            short = max(1, int(PRELUDE * int(kicks)))
            self.round(Budget(end, short), HOT)
            self.round(Budget(end, int(kicks) - short), HOT)
        elif math.isfinite(end):
            self.round(Budget(now + PRELUDE * (end - now)), HOT)
            self.round(Budget(end), HOT)
        else:
            self.round(Budget(now + PRELUDE * FIRST_ROUND_S), HOT)
            length = FIRST_ROUND_S
            while not self.bus.stop():
                self.round(Budget(time.monotonic() + length), HOT)
                length *= 2.0

    def round(self, budget: Budget, hot: float) -> None:
        """Anneal once in each thread and keep the best."""
        seeds = self.rng.spawn(self.options.threads)
        with ThreadPoolExecutor(max(1, len(seeds) - 1)) as pool:
            others = [pool.submit(self.one, budget, hot, seed, False) for seed in seeds[1:]]
            found = [self.one(budget, hot, seeds[0], True), *[job.result() for job in others]]
        cost, x = min(found, key=lambda pair: pair[0])
        if cost < self.cost:
            self.cost, self.best = cost, x
            self.offers.show(cost, lambda: x.astype(float), last=True)

    def one(
        self, budget: Budget, hot: float, rng: np.random.Generator, shows: bool
    ) -> tuple[float, NDArray[np.int64]]:
        """Anneal in this thread; return the best cost, infinite if there is none, and routes."""
        from coopt.kernels.sisr_room import NOTHING
        from coopt.methods.ils.route_anneal import RouteAnneal

        state = RouteAnneal(self.net, self.vehicles, self.best, rng)

        def advance(temperature: float, kicks: int) -> None:
            state.advance(temperature, kicks)
            if shows and state.cost < NOTHING:
                self.offers.show(state.cost, lambda: state.solution().astype(float))

        leg = state.mean_leg
        anneal(advance, geometric(hot * leg, COLD * leg), budget, self.bus.stop)
        if state.cost == NOTHING:
            return math.inf, self.best
        return state.cost, state.solution()
