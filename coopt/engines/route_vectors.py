"""Routes as lists of nodes, and the vectors of each routing problem; plain first routes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.check.candidate import evaluate
from coopt.problem.cvrp import Cvrp, routes_of, vector_of
from coopt.problem.distances import between
from coopt.problem.multi_tsp import MultiTsp
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting
from coopt.problem.tsp import Tsp

Routing = Tsp | Cvrp | Orienteering | PrizeCollecting | MultiTsp
Routes = list[list[int]]
"""Routes from node 0 to node 0, without it."""


def routes_from(problem: Routing, x: NDArray[Any]) -> Routes:
    """Return the routes of a feasible solution's vector; a tour is turned so that 0 leads."""
    nodes = np.asarray(x).astype(np.int64)
    if isinstance(problem, Tsp):
        at = int(np.flatnonzero(nodes == 0)[0])
        return [np.roll(nodes, -at)[1:].tolist()]
    if isinstance(problem, Cvrp | MultiTsp):
        return routes_of(nodes)
    return [nodes[nodes > 0].tolist()]


def vector_from(problem: Routing, routes: Routes) -> NDArray[np.int64]:
    """Return the vector of routes."""
    if isinstance(problem, Cvrp | MultiTsp):
        return vector_of(routes)
    nodes = [node for route in routes for node in route]
    if isinstance(problem, Tsp):
        return np.array([0, *nodes], dtype=np.int64)
    return np.array(nodes + [0] * (problem.n - 1 - len(nodes)), dtype=np.int64)


def plain_routes(problem: Routing) -> Routes:
    """Return routes made without a look at the distances; O(n), for limited vehicles O(n k).

    They are feasible but where the demands are hard to pack into the vehicles.
    """
    nodes = list(range(1, problem.n))
    if isinstance(problem, Orienteering):
        return [[]]
    if isinstance(problem, MultiTsp):
        parts = np.array_split(np.array(nodes, dtype=np.int64), problem.salesmen)
        return [part.tolist() for part in parts if part.size]
    if isinstance(problem, Cvrp):
        return first_fit(problem)
    return [nodes]


def near_routes(problem: Routing) -> Routes:
    """Go on to the nearest node that fits, and home where none does; O(n^2), no matrix.

    Several salesmen share one such tour evenly.
    """
    if isinstance(problem, Orienteering):
        return [[]]
    demand = problem.demand if isinstance(problem, Cvrp) else np.zeros(problem.n)
    room = problem.capacity if isinstance(problem, Cvrp) else 0.0
    nodes, left = np.arange(problem.n), np.ones(problem.n, dtype=bool)
    left[0] = False
    routes: Routes = [[]]
    at, load = 0, 0.0
    for _ in range(problem.n - 1):
        fits = left & (load + demand <= room)
        if not fits.any():
            routes.append([])
            at, load, fits = 0, 0.0, left
        lengths = np.asarray(between(problem.distances, at, nodes), dtype=float)
        at = int(np.where(fits, lengths, np.inf).argmin())
        routes[-1].append(at)
        left[at] = False
        load += float(demand[at])
    if isinstance(problem, MultiTsp):
        parts = np.array_split(np.array(routes[0], dtype=np.int64), problem.salesmen)
        return [part.tolist() for part in parts if part.size]
    return routes


def first_fit(problem: Cvrp) -> Routes:
    """Pack the demands, largest first, each into the first route with room."""
    loads = np.zeros(problem.n)
    routes: Routes = []
    for node in (np.argsort(-problem.demand[1:], kind="stable") + 1).tolist():
        need = float(problem.demand[node])
        room = np.flatnonzero(loads[: len(routes)] + need <= problem.capacity)
        k = int(room[0]) if room.size else len(routes)
        if k == len(routes):
            routes.append([])
        routes[k].append(node)
        loads[k] += need
    return routes


def feasible(problem: Routing, routes: Routes) -> bool:
    """Whether the routes are a feasible solution."""
    return evaluate(problem, vector_from(problem, routes)).feasible
