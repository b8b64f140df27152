"""Whole routes near a random customer, constructed anew by the policy as a small problem.

A sub-path of routes that begins or ends amid a route would need room that depends on the rest;
whole routes do not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from coopt.check.cvrp import evaluate
from coopt.methods.bq_nco.decoding import Decoding
from coopt.methods.bq_nco.policy import Policy, constructions
from coopt.methods.bq_nco.state import Int64s
from coopt.problem.cvrp import Cvrp, routes_of, vector_of
from coopt.problem.distances import Distances, between

BEAMS = Decoding("beam", 8)
CUSTOMERS = (20, 120)
"""Least and most customers of a window."""


def routes_near(problem: Cvrp, routes: list[list[int]], customer: int, most: int) -> list[int]:
    """Return the numbers of the routes nearest a customer: two or more, ``most`` customers.

    O(n).
    """
    far = [float(between(problem.distances, customer, np.array(route)).min()) for route in routes]
    chosen: list[int] = []
    count = 0
    for k in np.argsort(far, kind="stable").tolist():
        count += len(routes[k])
        if len(chosen) >= 2 and count > most:
            break
        chosen.append(k)
    return chosen


def part_of(problem: Cvrp, nodes: Int64s, vehicles: int) -> Cvrp:
    """Return the problem of some customers; ``nodes`` begins with the depot."""
    points = problem.distances.points
    assert points is not None
    near = Distances(problem.distances.rule, points[nodes])
    limit = None if problem.vehicles is None else vehicles
    part = replace(problem, distances=near, demand=problem.demand[nodes], numbering=None)
    return replace(part, vehicles=limit)


def reconstructed_routes(
    policy: Policy,
    problem: Cvrp,
    x: Int64s,
    neighbours: int,
    rng: np.random.Generator,
    stop: Callable[[], bool],
) -> Int64s:
    """Construct the routes near a random customer anew; return routes that are no longer."""
    routes = routes_of(x)
    if len(routes) < 2:
        return x
    most = int(rng.integers(CUSTOMERS[0], CUSTOMERS[1] + 1))
    chosen = routes_near(problem, routes, int(rng.integers(1, problem.n)), most)
    old = [routes[k] for k in chosen]
    nodes = np.array([0, *(node for route in old for node in route)], dtype=np.int64)
    part = part_of(problem, nodes, len(old))
    made = constructions(policy, [part], BEAMS, neighbours, rng, stop)
    if made is None or made[0] is None:
        return x
    place = {int(node): k for k, node in enumerate(nodes)}
    before = vector_of([[place[node] for node in route] for route in old])
    if evaluate(part, made[0]).objective >= evaluate(part, before).objective:
        return x
    new = [nodes[np.array(route)].tolist() for route in routes_of(made[0].astype(np.int64))]
    rest = [route for k, route in enumerate(routes) if k not in set(chosen)]
    return vector_of(rest + new)
