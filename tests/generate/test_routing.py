from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from coopt.generate.atsp_tmat import atsp_tmat, closed
from coopt.generate.cvrp_uniform import cvrp_uniform
from coopt.generate.cvrp_x import DEMANDS, POSITIONS, cvrp_x
from coopt.generate.mtsp_uniform import mtsp_uniform
from coopt.generate.op_distance import op_distance
from coopt.generate.pctsp_uniform import pctsp_uniform
from coopt.generate.tsp_clustered import tsp_clustered
from coopt.generate.tsp_uniform import tsp_uniform
from coopt.problem.distances import between


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def min_plus(a: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray((a[:, :, None] + a[None, :, :]).min(axis=1))


def test_points_are_in_the_unit_square_or_on_a_grid_with_whole_distances() -> None:
    plain, scaled = tsp_uniform(50, rng()), tsp_uniform(50, rng(), scale=1000.0)
    assert plain.distances.points is not None
    assert scaled.distances.points is not None
    assert plain.distances.rule == "EUCLIDEAN"
    assert 0.0 <= plain.distances.points.min() <= plain.distances.points.max() <= 1.0
    assert scaled.distances.rule == "EUC_2D"
    assert np.array_equal(scaled.distances.points, np.rint(1000 * plain.distances.points))


def test_clusters_are_narrow() -> None:
    points = tsp_clustered(400, rng(), clusters=2, deviation=1e-3).distances.points
    assert points is not None
    near = np.linalg.norm(points[:, None] - points, axis=2) < 0.02
    assert np.array_equal(near, near[near.argmax(axis=1)])
    assert len(np.unique(near, axis=0)) == 2


@pytest.mark.parametrize("seed", range(3))
def test_tmat_distances_are_where_min_plus_products_end(seed: int) -> None:
    drawn = rng(seed).integers(0, 100, (12, 12))
    np.fill_diagonal(drawn, 0)
    expected = drawn
    while not np.array_equal(expected, again := min_plus(expected)):
        expected = again
    assert np.array_equal(closed(drawn), expected)


def test_tmat_is_asymmetric_whole_and_below_its_range() -> None:
    problem = atsp_tmat(30, rng())
    matrix = problem.distances.matrix
    assert matrix is not None
    assert not problem.distances.symmetric
    assert problem.distances.integral
    assert 0 <= matrix.min() <= matrix.max() < 1_000_000
    assert np.array_equal(min_plus(matrix), matrix)


@pytest.mark.parametrize(
    ("customers", "capacity"),
    [(10, 30), (20, 30), (100, 50), (150, 65), (200, 80), (500, 100), (1000, 250), (2000, 250)],
)
def test_the_capacity_goes_with_the_size(customers: int, capacity: int) -> None:
    assert cvrp_uniform(customers, rng()).capacity == capacity
    assert cvrp_uniform(customers, rng(), capacity=77).capacity == 77


def test_demands_are_one_to_nine_and_routes_open_on_request() -> None:
    problem = cvrp_uniform(500, rng(), open_routes=True)
    assert problem.open_routes
    assert set(problem.demand[1:].tolist()) == set(range(1, 10))
    assert problem.n == 501


@pytest.mark.parametrize("positions", POSITIONS)
@pytest.mark.parametrize("demands", DEMANDS)
def test_x_instances_keep_to_their_grid_and_ranges(positions: str, demands: str) -> None:
    problem = cvrp_x(200, rng(), depot="eccentric", positions=positions, demands=demands)
    points = problem.distances.points
    assert points is not None
    assert points.shape == (201, 2)
    assert 0 <= points.min() <= points.max() <= 1000
    assert np.array_equal(points, np.rint(points))
    assert not points[0].any()
    assert 1 <= problem.demand[1:].min() <= problem.demand.max() <= min(100, problem.capacity)


def test_quadrants_differ_in_demand() -> None:
    problem = cvrp_x(300, rng(), demands="quadrant", positions="random")
    points = problem.distances.points
    assert points is not None
    left, low = points[1:, 0] < 500, points[1:, 1] < 500
    assert problem.demand[1:][left == low].min() > 50
    assert problem.demand[1:][left != low].max() <= 50


@pytest.mark.parametrize("size", [3.0, 20.0])
def test_the_route_size_is_what_a_vehicle_serves_on_average(size: float) -> None:
    problem = cvrp_x(400, rng(), route_size=size)
    assert problem.capacity / problem.demand[1:].mean() == pytest.approx(size, rel=0.01)


def test_prizes_of_orienteering_grow_with_the_distance() -> None:
    problem = op_distance(50, rng())
    away = between(problem.distances, 0, np.arange(51))
    assert problem.prize[0] == 0
    assert problem.prize[away.argmax()] == 100
    assert problem.prize[1:].min() >= 1
    assert (np.diff(problem.prize[np.argsort(away)]) >= 0).all()
    assert problem.budget == 4.0
    assert op_distance(50, rng(), scale=1000.0).budget == 4000.0


def test_prizes_and_penalties_have_their_ranges() -> None:
    problem = pctsp_uniform(1000, rng(), stochastic=True)
    assert problem.real_prize is not None
    assert problem.prize.max() <= 0.004
    assert problem.penalty.max() == pytest.approx(3 * 12 / 1000, rel=0.02)
    assert problem.prize.sum() == pytest.approx(2.0, rel=0.1)
    assert (problem.real_prize <= 2 * problem.prize).all()
    assert problem.real_prize.sum() == pytest.approx(2.0, rel=0.1)
    assert problem.min_prize == 1.0
    assert problem.prize[0] == problem.penalty[0] == problem.real_prize[0] == 0
    certain = pctsp_uniform(1000, rng())
    assert certain.real_prize is None
    assert np.array_equal(certain.prize, problem.prize)


def test_salesmen_are_as_many_as_asked_for() -> None:
    problem = mtsp_uniform(20, 3, rng())
    assert (problem.n, problem.salesmen) == (21, 3)
