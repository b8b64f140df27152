"""Exact routes for a handful of customers, by dynamic programming over their subsets [1]_.

References
----------
.. [1] Held & Karp (1962). A dynamic programming approach to sequencing problems. *SIAM Journal*
       10(1): 196-210.
"""

from __future__ import annotations

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.check.candidate import evaluate
from coopt.problem.cvrp import Cvrp
from coopt.problem.multi_tsp import MultiTsp
from coopt.search.small_routes import LARGEST, exact_routes


def run(problem: Cvrp | MultiTsp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Solve to optimality at once, or say that there are too many customers.

    Parameters
    ----------
    problem : Cvrp or MultiTsp
        With at most 9 customers.
    bus : Bus
        Where the solution and its bound go.
    options : Options
        Not used: it takes a fraction of a second.
    rng : Generator
        Not used.
    """
    if problem.n - 1 > LARGEST:
        bus.tell("note", f"takes at most {LARGEST} customers")
        return
    if bus.stop():
        return
    x = exact_routes(problem)
    if x is None:
        bus.tell("claim", "infeasible")
        return
    vector = x.astype(float)
    bus.offer(vector)
    bus.raise_dual(evaluate(problem, vector).objective)
    bus.tell("claim", "optimal")
