"""Tours and capacitated routes as PyVRP's data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyvrp import Client, Depot, Location, PenaltyParams, ProblemData, Solution, VehicleType

from coopt.engines.route_vectors import routes_from, vector_from
from coopt.engines.whole_distances import whole_amounts, whole_matrix, without_negatives
from coopt.problem.cvrp import Cvrp
from coopt.problem.tsp import Tsp

SPAN = 1e6
"""Larger or real distances are scaled to this: PyVRP's penalties are bounded."""
PENALTY_SPANS = 100.0
"""The dearest penalty of a smallest demand, in largest distances; PyVRP's own default is such."""


@dataclass(frozen=True, slots=True, eq=False)
class PyVrpModel:
    """The data, the range of penalties that suits them, and the way back."""

    problem: Tsp | Cvrp
    data: Any
    penalties: Any

    def vector(self, solution: Any) -> NDArray[np.int64]:
        """Return the problem's vector of a complete solution."""
        visits = ([a.idx + 1 for a in route if a.is_client()] for route in solution.routes())
        return vector_from(self.problem, list(visits))

    def solution(self, x: NDArray[Any]) -> Any:
        """Return the solution of a feasible vector; PyVRP counts clients from 0."""
        routes = routes_from(self.problem, x)
        return Solution(self.data, [[node - 1 for node in route] for route in routes])


def build(problem: Tsp | Cvrp) -> PyVrpModel:
    """Build the data of a problem with at least two nodes; O(n^2)."""
    n = problem.n
    open_routes = isinstance(problem, Cvrp) and problem.open_routes
    matrix, _ = whole_matrix(problem.distances, SPAN)
    if open_routes:
        matrix[:, 0] = 0
    matrix, _ = without_negatives(matrix, open_routes)
    clients, vehicle, smallest = [Client(i) for i in range(1, n)], VehicleType(1), 1
    if isinstance(problem, Cvrp):
        demand, capacity = whole_amounts(problem.demand, problem.capacity)
        clients = [Client(i, [d]) for i, d in enumerate(demand.tolist()[1:], start=1)]
        most = n - 1 if problem.vehicles is None else min(problem.vehicles, n - 1)
        vehicle = VehicleType(most, [capacity])
        smallest = int(demand[demand > 0].min(initial=capacity))
    data = ProblemData(
        locations=[Location(0, 0)] * n,
        clients=clients,
        depots=[Depot(0)],
        vehicle_types=[vehicle],
        distance_matrices=[matrix],
        duration_matrices=[np.zeros_like(matrix)],
    )
    usual = PenaltyParams().max_penalty
    dearest = PENALTY_SPANS * float(matrix.max(initial=0)) / max(smallest, 1)
    return PyVrpModel(problem, data, PenaltyParams(max_penalty=max(usual, dearest)))
