"""Check of routes with capacities."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.check.evaluation import Certificate, Evaluation
from coopt.check.sequence import (
    Nodes,
    are_all,
    as_nodes,
    certificate,
    decimal,
    decimal_sum,
    fault,
    not_a_solution,
    refused,
    route_of_each,
    verdict,
)
from coopt.problem.cvrp import Cvrp
from coopt.problem.distances import Distances, between


def evaluate(problem: Cvrp, x: NDArray[Any]) -> Evaluation:
    """Return the length of all routes, and the largest excess of a load; O(n)."""
    nodes = signed_cover(x, problem.n)
    if nodes is None or _too_many(problem, nodes):
        return not_a_solution()
    loads = np.bincount(route_of_each(nodes), weights=problem.demand[np.abs(nodes)])
    excess = float(loads.max(initial=0.0)) - problem.capacity
    return verdict(routes_length(problem, nodes), excess, problem.capacity)


def certify(problem: Cvrp, x: NDArray[Any]) -> Certificate:
    """Certify the routes; loads are summed exactly on the decimals of the source."""
    nodes = signed_cover(x, problem.n)
    if nodes is None:
        return refused(cover_fault(x, problem.n))
    if _too_many(problem, nodes):
        return refused(f"more than {problem.vehicles} routes")
    route, worst, excess = route_of_each(nodes), "", Fraction(0)
    for k in range(int(route.max(initial=-1)) + 1):
        load = decimal_sum(problem.demand[np.abs(nodes[route == k])])
        if load - decimal(problem.capacity) > excess:
            worst, excess = f"load of route {k + 1}", load - decimal(problem.capacity)
    return certificate(routes_length(problem, nodes), excess, problem.capacity, worst)


def signed_cover(x: NDArray[Any], n: int) -> Nodes | None:
    """Return a signed sequence that has each node but the depot once, or None."""
    nodes = as_nodes(x, n - 1)
    if nodes is None or not are_all(np.abs(nodes), 1, n) or (n > 1 and nodes[0] > 0):
        return None
    return nodes


def cover_fault(x: NDArray[Any], n: int) -> str:
    """Say why a signed sequence does not have each node but the depot once."""
    wrong = fault(np.abs(np.asarray(x, dtype=float)), 1, n)
    return wrong or "the first customer of the first route is not negative"


def routes_length(problem: Cvrp, nodes: Nodes) -> float:
    """Return the total length; exact for whole numbers, else correctly rounded."""
    parts = leg_lengths(problem.distances, nodes, problem.open_routes)
    if problem.distances.integral:
        return float(sum(int(part.sum()) for part in parts))
    return math.fsum(value for part in parts for value in part.tolist())


def leg_lengths(
    distances: Distances, nodes: Nodes, open_routes: bool = False
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the lengths of the legs to each node, and from the last of each route back."""
    starts, customers = nodes < 0, np.abs(nodes)
    before = np.where(starts, 0, np.roll(customers, 1))
    last = customers[np.roll(starts, -1)]
    back = between(distances, last, np.zeros_like(last))
    return between(distances, before, customers), back * 0 if open_routes else back


def _too_many(problem: Cvrp, nodes: Nodes) -> bool:
    return problem.vehicles is not None and int((nodes < 0).sum()) > problem.vehicles
