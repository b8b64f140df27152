"""Small routing problems are solved exactly: against all solutions, one by one."""

import itertools

import numpy as np
import pytest

from coopt.check.candidate import evaluate
from coopt.problem import Cvrp, Distances, MultiTsp, explicit
from coopt.search.small_routes import exact_routes


def best_of_all(problem: Cvrp | MultiTsp) -> float:
    """Try every order of the customers with every set of route starts."""
    best = np.inf
    for order in itertools.permutations(range(1, problem.n)):
        for starts in itertools.product((1, -1), repeat=problem.n - 2):
            x = np.array(order) * np.array([-1, *starts])
            verdict = evaluate(problem, x.astype(float))
            if verdict.feasible:
                best = min(best, verdict.objective)
    return best


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("open_routes", [False, True])
@pytest.mark.parametrize("vehicles", [None, 2])
def test_routes_are_optimal(seed: int, open_routes: bool, vehicles: int | None) -> None:
    rng = np.random.default_rng(seed)
    demand = np.append(0, rng.integers(1, 6, 4)).astype(float)
    distances = explicit(rng.integers(1, 50, (5, 5)))
    problem = Cvrp(distances, demand, 9.0, open_routes=open_routes, vehicles=vehicles)
    x, best = exact_routes(problem), best_of_all(problem)
    assert (x is None) == np.isinf(best)
    if x is not None:
        assert evaluate(problem, x.astype(float)).objective == best


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("salesmen", [1, 2, 3, 9])
def test_the_longest_tour_is_as_short_as_can_be(seed: int, salesmen: int) -> None:
    places = np.random.default_rng(seed).random((5, 2))
    problem = MultiTsp(Distances("EUCLIDEAN", places), salesmen)
    x = exact_routes(problem)
    assert x is not None
    assert evaluate(problem, x.astype(float)).objective == pytest.approx(best_of_all(problem))


def test_a_depot_alone_needs_no_route() -> None:
    x = exact_routes(Cvrp(explicit([[0]]), np.zeros(1), 1.0))
    assert x is not None
    assert x.size == 0
