from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from coopt.bus.protocol import Options
from coopt.check.candidate import certify, evaluate
from coopt.methods.ils.cvrp import run
from coopt.methods.ils.first_routes import first_routes
from coopt.methods.ils.route_anneal import COLD, FEW, HOT, hot_for, network_of
from coopt.methods.ils.whole_demands import whole_demands
from coopt.problem import Cvrp, Distances, explicit
from coopt.problem.distances import distance_matrix
from tests.kernels.small_routes import least_length, small_cvrp
from tests.methods.ils.keeping_bus import KeepingBus


def solved(problem: Cvrp, kicks: int = 2000, start: NDArray[Any] | None = None) -> KeepingBus:
    bus = KeepingBus(problem, start)
    run(problem, bus, Options(settings={"kicks": str(kicks)}), np.random.default_rng(0))
    return bus


def answer(problem: Cvrp, kicks: int = 2000, start: NDArray[Any] | None = None) -> float:
    kept = solved(problem, kicks, start).kept
    assert kept is not None
    return kept[1]


@pytest.mark.parametrize("open_routes", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_small_problems_are_solved(seed: int, open_routes: bool) -> None:
    problem = small_cvrp(seed, 8, open_routes, symmetric=seed != 1)
    assert answer(problem) == least_length(problem)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_few_customers(n: int) -> None:
    problem = Cvrp(Distances("EUC_2D", np.arange(2.0 * n).reshape(n, 2)), np.zeros(n), 1.0)
    bus = solved(problem)
    assert bus.kept is not None
    assert bus.kept[1] == pytest.approx([0, 6, 12, 17][n - 1])
    if n <= 2:
        assert bus.dual == bus.kept[1]


def test_customers_that_fill_a_vehicle_or_need_nothing() -> None:
    points = np.random.default_rng(0).random((8, 2))
    demand = np.array([0, 7, 7, 0, 0, 7, 0, 0.0])
    assert solved(Cvrp(Distances("EUCLIDEAN", points), demand, 7.0)).kept is not None
    same = Cvrp(Distances("EUCLIDEAN", np.zeros((8, 2))), demand, 7.0)
    assert answer(same) == 0.0


def test_decimals_that_just_fit_fit() -> None:
    demand = np.array([0, 0.1, 0.2, 0.3, 0.1, 0.2, 0.3])
    amounts, capacity = whole_demands(demand, 0.6)
    assert (amounts.tolist(), capacity) == ([0, 1, 2, 3, 1, 2, 3], 6)
    problem = Cvrp(explicit(1 - np.eye(7)), demand, 0.6, vehicles=2)
    bus = solved(problem)
    assert bus.kept is not None
    assert bus.kept[1] == 8.0
    assert certify(problem, bus.kept[0]).verified == "exact"


def test_real_demands_are_rounded_to_the_safe_side() -> None:
    rng = np.random.default_rng(1)
    demand = np.append(0.0, rng.random(50))
    amounts, capacity = whole_demands(demand, 1.7)
    exact = demand / 1.7 * capacity
    assert (amounts >= exact).all()
    assert (amounts <= exact + 2).all()
    huge, room = whole_demands(np.array([0.0, 1e300, 1.0]), 2e15 + 0.25)
    assert huge[1] > room >= huge[2] > 0


def test_vehicles_are_limited() -> None:
    # Two of each pair fill a vehicle exactly; next fit and the savings would take more.
    demand = np.array([0, 6, 4, 7, 3, 8, 2, 9, 1.0])
    points = np.random.default_rng(2).random((9, 2))
    for vehicles in (4, 5):
        problem = Cvrp(Distances("EUCLIDEAN", points), demand, 10.0, vehicles=vehicles)
        kept = solved(problem).kept
        assert kept is not None
        assert (kept[0] < 0).sum() <= vehicles


def test_a_budget_of_steps_repeats() -> None:
    problem = small_cvrp(4, 30)
    first, again = (solved(problem, 3000).kept for _ in range(2))
    assert first is not None
    assert again is not None
    assert np.array_equal(first[0], again[0])


@pytest.mark.parametrize("threads", [1, 2])
def test_a_start_is_never_made_worse(threads: int) -> None:
    problem = small_cvrp(4, 30)
    start = solved(problem, 20_000).kept
    assert start is not None
    assert answer(problem, 10, start[0]) <= start[1]


def test_threads_and_the_deadline() -> None:
    problem, began = small_cvrp(6, 60), time.monotonic()
    bus = KeepingBus(problem)
    run(problem, bus, Options(deadline=began + 0.5, threads=2), np.random.default_rng(0))
    assert bus.kept is not None
    assert time.monotonic() - began < 3.0


@pytest.mark.parametrize("seed", range(5))
def test_first_routes_are_feasible(seed: int) -> None:
    problem = small_cvrp(seed, 40, symmetric=seed % 2 == 0)
    x = first_routes(problem, problem.demand.astype(np.int64), 10)
    assert x is not None
    assert evaluate(problem, x).feasible
    points = Distances("EUC_2D", np.random.default_rng(seed).random((40, 2)) * 100)
    swept = Cvrp(points, problem.demand, 10.0)
    x = first_routes(swept, problem.demand.astype(np.int64), 10)
    assert x is not None
    assert evaluate(swept, x).feasible


def test_there_are_no_first_routes_for_what_does_not_fit() -> None:
    problem = Cvrp(explicit(1 - np.eye(3)), np.array([0.0, 3, 1]), 2.0)
    assert first_routes(problem, np.array([0, 3, 1]), 2) is None


def test_an_anneal_of_few_steps_begins_cold() -> None:
    assert hot_for(0.0) == hot_for(FEW) == pytest.approx(COLD)
    assert COLD < hot_for(30.0) < HOT
    assert hot_for(1e9) == pytest.approx(HOT)


@pytest.mark.parametrize("rule", ["EUC_2D", "EUCLIDEAN", "CEIL_2D"])
def test_a_table_of_distances_is_that_of_the_formula(rule: str) -> None:
    rng = np.random.default_rng(0)
    distances = Distances(rule, rng.random((50, 2)) * 100)
    net, scale = network_of(distances, np.zeros(50, dtype=np.int64), 0)
    assert net.matrix.shape == (50, 50)
    assert net.symmetric
    assert np.abs(net.matrix / scale - distance_matrix(distances)).max() <= 0.5 / scale + 1e-9
