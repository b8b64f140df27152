"""The bound on routes: never above the optimum, and close to it where that is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopt.check.cvrp import evaluate
from coopt.methods.ils.route_bound import coarse_loads, route_bound
from coopt.problem import Cvrp, Distances, explicit
from coopt.search.small_routes import exact_routes


def never() -> bool:
    return False


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(2, 7), st.booleans(), st.booleans(), st.booleans())
def test_no_routes_are_shorter_than_the_bound(
    seed: int, n: int, open_routes: bool, whole: bool, directed: bool
) -> None:
    rng = np.random.default_rng(seed)
    matrix = rng.integers(1, 100, (n, n)).astype(float)
    if not whole:
        matrix += rng.random((n, n))
    if not directed:
        matrix = matrix + matrix.T
    demand = np.r_[0.0, rng.choice([0.0, 0.3, 1.0, 2.0, 700.0 / 3], n - 1)]
    problem = Cvrp(explicit(matrix), demand, max(2.5, demand.max() * 1.5), open_routes)
    best = exact_routes(problem)
    assert best is not None
    optimum = evaluate(problem, best).objective
    bound = route_bound(problem, optimum, never, 40)
    assert bound <= optimum + 1e-9
    assert route_bound(problem, np.inf, never, 5) <= optimum + 1e-9


def test_one_customer_is_served_there_and_back() -> None:
    points = Distances("EUC_2D", np.array([[0.0, 0.0], [3.0, 4.0]]))
    assert route_bound(Cvrp(points, np.array([0.0, 1.0]), 1.0), 10.0, never) == 10
    assert route_bound(Cvrp(points, np.array([0.0, 1.0]), 1.0, open_routes=True), 5.0, never) == 5


def test_customers_that_fill_a_vehicle_have_a_route_each() -> None:
    points = Distances("EUC_2D", np.array([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0], [0.0, 7.0]]))
    problem = Cvrp(points, np.array([0.0, 9.0, 8.0, 9.0]), 9.0)
    assert route_bound(problem, 44.0, never) == 44


def test_ten_customers_of_equal_load_are_bounded_closely() -> None:
    rng = np.random.default_rng(3)
    problem = Cvrp(Distances("EUCLIDEAN", rng.random((9, 2))), np.r_[0.0, np.ones(8)], 3.0)
    best = exact_routes(problem)
    assert best is not None
    optimum = evaluate(problem, best).objective
    assert 0.9 * optimum <= route_bound(problem, optimum, never) <= optimum


@pytest.mark.parametrize(
    ("demand", "capacity", "loads", "limit"),
    [
        ([100.0, 300.0, 200.0], 650.0, [1, 3, 2], 6),
        ([1.0, 2.0], 150.0, [1, 2], 150),
        ([1.0, 300.0, 1.5, 299.0], 300.0, [1, 149, 1, 149], 152),
        ([0.0, 0.0], 1.0, [1, 1], 152),
        ([0.25, 0.5], 1.0, [37, 74], 150),
    ],
)
def test_loads_are_coarse_to_the_safe_side(
    demand: list[float], capacity: float, loads: list[int], limit: int
) -> None:
    found, most = coarse_loads(np.array(demand), capacity)
    assert (found.tolist(), most) == (loads, limit)


@given(st.integers(0, 2**32), st.integers(1, 30))
def test_what_fits_on_a_route_fits_in_coarse_loads(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    demand, capacity = rng.choice([0.0, 1.0, 2.5, 7.0, 1e3], n) * rng.random(n).round(2), 1e3
    loads, limit = coarse_loads(demand, capacity)
    chosen = rng.permutation(n)[np.cumsum(demand[rng.permutation(n)]) <= capacity]
    if demand[chosen].sum() <= capacity:
        assert loads[chosen].sum() <= limit
