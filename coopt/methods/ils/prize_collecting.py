"""How a tour that must collect enough is found: annealed ruin and recreate [1]_.

References
----------
.. [1] Christiaens, Vanden Berghe (2020). Slack induction by string removals for vehicle routing
       problems. *Transportation Science* 54(2): 417-433.

Notes
-----
Departures are listed in `coopt.kernels.visit_kick`. Of the stochastic problem only the expected
prizes are used.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopt.bus.protocol import Bus, Options
from coopt.check.prize_collecting import goal
from coopt.methods.ils.first_visits import nearest_first
from coopt.methods.ils.visit_bounds import BOUNDED, least_cost
from coopt.methods.ils.visit_rounds import anneal_in_rounds, listed, padded
from coopt.problem.prize_collecting import PrizeCollecting

Int64s = NDArray[np.int64]
HOT = 0.5
"""First temperature, in mean legs."""


def run(problem: PrizeCollecting, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer tours to the bus until the deadline."""
    bus.offer(np.arange(1.0, problem.n))
    if problem.n == 1:
        bus.raise_dual(0.0)
        return
    first = nearest_first(problem)
    bus.offer(padded(first, problem.n - 1))
    if problem.n <= BOUNDED:
        bus.raise_dual(least_cost(problem))
    from coopt.kernels.visit_state import ROUNDING, visits_of
    from coopt.methods.ils.visit_anneal import VisitAnneal, metric_and_neighbours

    metric, near = metric_and_neighbours(problem.distances)
    need = goal(problem)
    penalty = problem.penalty.copy()
    penalty[0] = 0.0
    visits = visits_of(metric, near, penalty, problem.prize)
    visits = visits._replace(
        price=1.0 / metric.scale,
        tie=1.0 / metric.scale,
        need=need * (1.0 - ROUNDING),
    )
    state = VisitAnneal(visits, first, lambda nodes: 0.0, rng)
    best = bus.best()
    if best is not None and float(penalty.sum()) - best[1] > state.rank:
        state.restart(listed(best[0]))
    leg = state.mean_leg / metric.scale
    # What a unit of prize costs in length when all is visited.
    scarcity = leg * problem.n / max(float(problem.prize.sum()), 1e-12)
    state.visits = state.visits._replace(scarcity=scarcity)
    anneal_in_rounds(state, HOT * leg, 0.0, problem.n - 1, bus, options)
