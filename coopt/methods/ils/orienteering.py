"""How much prize is found within a length: annealed ruin and recreate of a tour [1]_.

References
----------
.. [1] Christiaens, Vanden Berghe (2020). Slack induction by string removals for vehicle routing
       problems. *Transportation Science* 54(2): 417-433.

Notes
-----
While the search is hot, the budget may be exceeded and length has a price, which moves until the
budget is about kept: parts of the tour then grow and shrink without having to exchange length in
one step. Departures from the paper are listed in `coopt.kernels.visit_kick`.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from coopt.bus.protocol import Bus, Options
from coopt.check.orienteering import round_trip
from coopt.methods.ils.first_visits import most_prize_first, nearest_first
from coopt.methods.ils.visit_bounds import BOUNDED, most_prize
from coopt.methods.ils.visit_rounds import anneal_in_rounds, kicks_within, listed, padded
from coopt.problem.orienteering import Orienteering

Int64s = NDArray[np.int64]
PRICE = 0.5
"""Price of length, in mean prizes per length of a good tour."""
HOT, WARM = 2.0, 0.5
"""First temperature, in prices of a mean leg; the second one where kicks are few."""
FEW = 200.0
"""Kicks a node below which they are."""
SLACK = 0.3
"""By what share of the budget tours may be too long at that temperature."""


def run(problem: Orienteering, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer tours to the bus until the deadline."""
    bus.offer(np.zeros(problem.n - 1))
    if problem.n == 1:
        bus.raise_dual(-float(problem.prize[0]))
        return
    first = most_prize_first(problem)
    if first.size:
        bus.offer(padded(first, problem.n - 1))
    if problem.n <= BOUNDED:
        bus.raise_dual(-most_prize(problem))
    from coopt.kernels.visit_state import visits_of
    from coopt.methods.ils.visit_anneal import VisitAnneal, metric_and_neighbours

    # A tour of all nodes that is cut down is the better start, but takes O(n^2).
    start = nearest_first(problem) if problem.n <= BOUNDED else first
    metric, near = metric_and_neighbours(problem.distances)
    rounding = 0.0 if metric.exact else 0.5 * problem.n
    visits = visits_of(metric, near, problem.prize, np.zeros(problem.n))
    total = float(problem.prize.sum())
    visits = visits._replace(
        limit=min(2**61, math.floor(problem.budget * metric.scale + rounding)),
        least=0.0,
        price=1e-9 * total,
        # Shorter is better, but never as much as any prize.
        tie=1e-9 * total / max(1.0, problem.budget * metric.scale),
    )

    def excess(nodes: Int64s) -> float:
        if metric.exact:
            return 0.0
        return (round_trip(problem.distances, nodes) - problem.budget) * metric.scale

    state = VisitAnneal(visits, start, excess, rng)
    best = bus.best()
    if best is not None and -best[1] > state.rank:
        state.restart(listed(best[0]))
    price = max(PRICE * state.worth, 1e-12)
    state.set_price(price)
    hot = HOT if kicks_within(options) >= FEW * problem.n else WARM
    anneal_in_rounds(state, hot * price * state.mean_leg, SLACK, problem.n - 1, bus, options)
