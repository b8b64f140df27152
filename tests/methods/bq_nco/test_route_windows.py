"""Windows of routes: whole routes near a customer, and no solution dearer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
torch.set_num_threads(1)

from coopt.check.cvrp import evaluate  # noqa: E402
from coopt.methods.bq_nco.route_windows import (  # noqa: E402
    part_of,
    reconstructed_routes,
    routes_near,
)
from coopt.problem import Cvrp, Distances  # noqa: E402
from coopt.problem.cvrp import vector_of  # noqa: E402
from coopt.problem.distances import distance_matrix  # noqa: E402
from tests.methods.bq_nco.random_policy import policy_of  # noqa: E402


def drawn(rng: np.random.Generator, n: int = 31, **more: object) -> tuple[Cvrp, list[list[int]]]:
    demand = np.append(0.0, rng.integers(1, 10, n - 1))
    plane = Distances("EUCLIDEAN", rng.random((n, 2)))
    problem = Cvrp(plane, demand, 40.0, **more)  # type: ignore[arg-type]
    routes: list[list[int]] = [[]]
    for customer in rng.permutation(np.arange(1, n)).tolist():
        if demand[routes[-1]].sum() + demand[customer] > 40.0:
            routes.append([])
        routes[-1].append(customer)
    return problem, routes


@pytest.mark.parametrize("seed", range(5))
def test_the_routes_chosen_are_the_nearest(seed: int) -> None:
    rng = np.random.default_rng(seed)
    problem, routes = drawn(rng)
    matrix = distance_matrix(problem.distances)
    far = [min(matrix[5, node] for node in route) for route in routes]
    chosen = routes_near(problem, routes, 5, 14)
    assert chosen == sorted(range(len(routes)), key=far.__getitem__)[: len(chosen)]
    assert len(chosen) >= 2
    assert len(chosen) == 2 or sum(len(routes[k]) for k in chosen) <= 14


@pytest.mark.parametrize("kind", ["closed", "open", "vehicles"])
def test_solutions_stay_feasible_and_get_no_dearer(kind: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    problem, routes = drawn(rng, open_routes=kind == "open")
    if kind == "vehicles":
        problem = Cvrp(problem.distances, problem.demand, 40.0, vehicles=len(routes))
    policy, x = policy_of(tmp_path, "cvrp"), vector_of(routes)
    cost = evaluate(problem, x).objective
    for _ in range(8):
        x = reconstructed_routes(policy, problem, x, 0, rng, lambda: False)
        verdict = evaluate(problem, x)
        assert verdict.feasible
        assert verdict.objective <= cost + 1e-12
        cost = verdict.objective


def test_a_part_has_the_lengths_and_demands_of_its_nodes() -> None:
    problem, _ = drawn(np.random.default_rng(4))
    nodes = np.array([0, 7, 3, 12])
    part = part_of(problem, nodes, 2)
    whole = distance_matrix(problem.distances)[np.ix_(nodes, nodes)]
    assert np.array_equal(distance_matrix(part.distances), whole)
    assert part.demand.tolist() == problem.demand[nodes].tolist()
    assert part.vehicles is None
