"""A lower bound on vehicle routes: what customers can pay that no relaxed route exceeds [1]_.

Whatever prices customers have, let each pay a part of the cheapest route through it, as its load
is a part of the route's. These parts less the prices solve the dual of the linear program over all
routes, and their sum is a bound; prices move to where routes visit each customer once. Routes are
relaxed to those that may visit a customer again, but not at once.

References
----------
.. [1] Baldacci, Christofides, Mingozzi (2008). An exact algorithm for the vehicle routing problem
       based on the set partitioning formulation with additional cuts. *Mathematical Programming*
       115: 351-385.

Notes
-----
Departures: the number of routes is not fixed; loads are made coarse, to the safe side, so that the
work does not depend on their units; of two directions the shorter counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from coopt.problem.csr import Floats, Ints
from coopt.problem.cvrp import Cvrp
from coopt.problem.distances import distance_matrix

UNITS = 150
"""Units of the capacity that loads are made coarse to."""
STEPS = 200
THETA, PATIENCE, LEAST_THETA = 0.5, 5, 1e-3
"""Share of the way to the upper bound that a step aims at; it halves after so many in vain."""
SLACK = 1e-9
"""Share of all that is summed that rounding may be off by."""


def route_bound(problem: Cvrp, upper: float, stop: Callable[[], bool], steps: int = STEPS) -> float:
    """Return a lower bound on the length of all routes. O(steps * n^2 * units).

    Parameters
    ----------
    problem : Cvrp
        With one customer or more, none of which is above the capacity.
    upper : float
        Length of known routes; infinity for none. It scales the steps.
    stop : callable
        Whether to end now, with what there is; at least one step is done.
    steps : int
        Changes of the prices.
    """
    from coopt.kernels.load_paths import cheapest_per_load, load_paths

    matrix = distance_matrix(problem.distances).astype(float)
    length = np.ascontiguousarray(np.minimum(matrix[1:, 1:], matrix[1:, 1:].T))
    there = matrix[0, 1:] if problem.open_routes else np.minimum(matrix[0, 1:], matrix[1:, 0])
    load, capacity = coarse_loads(problem.demand[1:], problem.capacity)
    n, best, theta, failures = load.size, -math.inf, THETA, 0
    cost, before = np.empty((2, capacity + 1, n)), np.empty((2, capacity + 1, n), np.int32)
    end, after = (cost.copy(), before.copy()) if problem.open_routes else (cost, before)
    price, rate, visits = np.zeros(n), np.zeros(n), np.zeros(n)
    kept = price
    for _ in range(steps):
        load_paths(length, there, load, price, cost, before)
        if problem.open_routes:
            load_paths(length, np.zeros(n), load, price, end, after)
        cheapest_per_load(cost, before, end, after, load, price, rate, visits)
        parts = load * rate
        error = SLACK * float((np.abs(parts) + np.abs(price)).sum())
        bound = float((parts - price).sum()) - error
        if bound > best:
            best, kept, failures = bound, price, 0
        else:
            failures += 1
        if failures == PATIENCE:
            theta, price, failures = 0.5 * theta, kept, 0
        else:
            goal = upper if math.isfinite(upper) else 1.2 * best
            excess = visits - 1.0
            way = max(0.0, goal - bound) / max(1e-9, float(excess @ excess))
            price = price + theta * way * excess
        if theta < LEAST_THETA or stop():
            break
    return float(math.ceil(best)) if problem.distances.integral else best


def coarse_loads(demand: Floats, capacity: float) -> tuple[Ints, int]:
    """Return positive whole loads and a capacity that all routes of the problem keep to.

    Whole demands are divided by what all have in common. If the capacity is then above `UNITS`,
    loads are rounded down; those that would be 0 are 1, and the capacity is larger by how many of
    them fit on a route.
    """
    whole = np.append(demand, capacity)
    if (whole == np.rint(whole)).all() and demand.min() > 0 and whole.max() < 2**53:
        unit = math.gcd(*(int(value) for value in demand))
        if capacity // unit <= UNITS:
            return (demand // unit).astype(np.int64), int(capacity // unit)
    loads = np.floor(demand * (UNITS / capacity) * (1.0 - SLACK)).astype(np.int64)
    small = np.cumsum(np.sort(demand[loads == 0]))
    many = int(np.searchsorted(small, capacity * (1.0 + 1e-6), side="right"))
    return np.maximum(loads, 1), UNITS + many
