"""Routing problems as models of OR-Tools' routing library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.constraint_solver import pywrapcp

from coopt.check.prize_collecting import goal
from coopt.engines.route_vectors import Routes, Routing, first_fit
from coopt.engines.whole_distances import whole_amounts, whole_matrix, without_negatives
from coopt.problem.cvrp import Cvrp
from coopt.problem.multi_tsp import MultiTsp
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting
from coopt.problem.tsp import Tsp

SPAN = 1e6
"""Larger or real distances are scaled to this."""
MAKESPAN_WEIGHT = 100
"""Of the longest tour, beside the sum of all: the sum guides the search among equals."""
SHARED_UPTO = 1 << 20
SPARE_ROUTES = 1.25
"""Vehicles beyond those that the demands need: each of them costs time."""


@dataclass(frozen=True, slots=True, eq=False)
class RoutingForm:
    """A model, and the way between its indices and routes."""

    problem: Routing
    model: Any
    manager: Any
    vehicles: int

    def routes(self) -> Routes:
        """Return the routes of the solution that the model holds now."""
        # The index of a customer is its node; starts and ends of vehicles come after them.
        n, follow = self.problem.n, self.model.NextVar
        routes: Routes = []
        for vehicle in range(self.vehicles):
            at, route = follow(self.model.Start(vehicle)).Value(), []
            while at < n:
                route.append(at)
                at = follow(at).Value()
            routes.append(route)
        return [route for route in routes if route] or [[]]


def build(problem: Routing, vehicles: int, weight: float = 1.0) -> RoutingForm:
    """Build the model of a problem with at least two nodes; O(n^2).

    Parameters
    ----------
    problem : Tsp, Cvrp, Orienteering, PrizeCollecting or MultiTsp
        The problem.
    vehicles : int
        See `vehicles_for`.
    weight : float
        In orienteering: what all prizes together are worth, in budgets of length. The length
        counts too, since short tours are what other prizes fit into.
    """
    manager = pywrapcp.RoutingIndexManager(problem.n, vehicles, 0)
    form = RoutingForm(problem, pywrapcp.RoutingModel(manager), manager, vehicles)
    orienteering = isinstance(problem, Orienteering)
    matrix, scale = whole_matrix(problem.distances, SPAN, upwards=orienteering)
    if isinstance(problem, Cvrp):
        if problem.open_routes:
            matrix[:, 0] = 0
        _limit_loads(form, problem)
    if isinstance(problem, Tsp | Cvrp):
        matrix, _ = without_negatives(matrix, isinstance(problem, Cvrp) and problem.open_routes)
    transit = form.model.RegisterTransitMatrix(_rows(matrix))
    form.model.SetArcCostEvaluatorOfAllVehicles(transit)
    if isinstance(problem, Orienteering):
        _limit_length(form, problem, transit, scale, weight)
    elif isinstance(problem, PrizeCollecting):
        _demand_prize(form, problem, scale)
    elif isinstance(problem, MultiTsp):
        most = int(matrix.max(axis=1).sum())
        form.model.AddDimension(transit, 0, most, True, "length")
        form.model.GetDimensionOrDie("length").SetGlobalSpanCostCoefficient(MAKESPAN_WEIGHT)
    return form


def vehicles_for(problem: Routing, routes: int) -> int:
    """Return how many vehicles to model, not fewer than the ``routes`` of a start."""
    if isinstance(problem, MultiTsp):
        return min(problem.salesmen, problem.n - 1)
    if not isinstance(problem, Cvrp):
        return 1
    most = problem.n - 1 if problem.vehicles is None else min(problem.vehicles, problem.n - 1)
    needed = int(SPARE_ROUTES * len(first_fit(problem))) + 3
    return min(most, max(needed, routes))


def _limit_loads(form: RoutingForm, problem: Cvrp) -> None:
    demand, capacity = whole_amounts(problem.demand, problem.capacity)
    unary = form.model.RegisterUnaryTransitVector(demand.tolist())
    form.model.AddDimension(unary, 0, capacity, True, "load")


def _limit_length(
    form: RoutingForm, problem: Orienteering, transit: int, scale: float, weight: float
) -> None:
    budget = int(np.floor(problem.budget * scale * (1.0 + 1e-12)))
    form.model.AddDimension(transit, 0, budget, True, "length")
    total = float(problem.prize[1:].sum())
    _make_optional(form, np.rint(problem.prize * (weight * (budget + 1.0) / (total or 1.0))))


def _demand_prize(form: RoutingForm, problem: PrizeCollecting, scale: float) -> None:
    _make_optional(form, np.rint(problem.penalty * scale))
    prize, needed = whole_amounts(problem.prize, goal(problem), at_most=False)
    unary = form.model.RegisterUnaryTransitVector(prize.tolist())
    form.model.AddDimension(unary, 0, int(prize.sum()), True, "prize")
    end = form.model.End(0)
    form.model.GetDimensionOrDie("prize").CumulVar(end).SetMin(min(needed, int(prize.sum())))


def _make_optional(form: RoutingForm, penalties: NDArray[Any]) -> None:
    for node, penalty in enumerate(penalties.astype(np.int64).tolist()):
        if node:
            form.model.AddDisjunction([form.manager.NodeToIndex(node)], penalty)


def _rows(matrix: NDArray[np.int64]) -> list[list[int]]:
    """Return the rows as lists; equal numbers share one object, which saves most of the memory."""
    if matrix.min(initial=0) < 0 or matrix.max(initial=0) >= SHARED_UPTO:
        rows: list[list[int]] = matrix.tolist()
        return rows
    table = np.arange(int(matrix.max(initial=0)) + 1, dtype=np.int64).astype(object)
    return [table[row].tolist() for row in matrix]
