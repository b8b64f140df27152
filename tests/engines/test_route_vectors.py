"""Routes, their vectors, and plain first routes."""

import numpy as np
import pytest

from coopt.engines.route_vectors import (
    feasible,
    near_routes,
    plain_routes,
    routes_from,
    vector_from,
)
from coopt.problem.tsp import Tsp
from tests.engines.tiny_routing import problems

PROBLEMS = problems()


@pytest.mark.parametrize("name", PROBLEMS)
def test_plain_and_near_routes_are_feasible_and_come_back(name: str) -> None:
    problem = PROBLEMS[name]
    for routes in (plain_routes(problem), near_routes(problem)):
        if "few" in name and len(routes) > problem.vehicles:
            continue
        assert feasible(problem, routes)
        assert routes_from(problem, vector_from(problem, routes)) == routes


def test_a_tour_is_turned_so_that_node_0_leads() -> None:
    problem = next(p for p in PROBLEMS.values() if isinstance(p, Tsp))
    tour = np.array([3, 4, 5, 6, 0, 2, 1])
    assert routes_from(problem, tour) == [[2, 1, 3, 4, 5, 6]]


def test_the_nearest_node_comes_next() -> None:
    problem = PROBLEMS["tsp directed"]
    (route,) = near_routes(problem)
    matrix = problem.distances.matrix
    assert matrix[0, route[0]] == matrix[0, 1:].min()
    assert sorted(route) == list(range(1, problem.n))
