from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest

from coopt.bus.protocol import Options
from coopt.check.candidate import evaluate
from coopt.errors import OptionError
from coopt.methods.ils.multi_tsp import run
from coopt.methods.ils.tour_polish import polished_tours
from coopt.methods.ils.visit_distance import farthest_return
from coopt.problem import Distances, MultiTsp, explicit
from coopt.problem.distances import distance_matrix, path_length
from tests.kernels.small_routes import small_cvrp
from tests.methods.ils.keeping_bus import KeepingBus


def solved(problem: MultiTsp, kicks: int = 3000) -> KeepingBus:
    bus = KeepingBus(problem)
    run(problem, bus, Options(settings={"kicks": str(kicks)}), np.random.default_rng(0))
    return bus


def shortest_longest(problem: MultiTsp) -> float:
    """Try every assignment and every order."""
    matrix, customers = distance_matrix(problem.distances), range(1, problem.n)
    tour: dict[tuple[int, ...], float] = {(): 0.0}

    def length(visits: tuple[int, ...]) -> float:
        if visits not in tour:
            orders = ([0, *order, 0] for order in permutations(visits))
            tour[visits] = min(float(matrix[o[:-1], o[1:]].sum()) for o in orders)
        return tour[visits]

    def cost(who: tuple[int, ...]) -> float:
        return max(
            length(tuple(c for c in customers if who[c - 1] == k)) for k in range(problem.salesmen)
        )

    return min(cost(who) for who in product(range(problem.salesmen), repeat=problem.n - 1))


@pytest.mark.parametrize("salesmen", [1, 2, 3])
@pytest.mark.parametrize("seed", range(3))
def test_small_problems_are_solved(seed: int, salesmen: int) -> None:
    distances = small_cvrp(seed, 7, symmetric=seed != 1).distances
    bus = solved(MultiTsp(distances, salesmen))
    assert bus.kept is not None
    assert bus.kept[1] == shortest_longest(MultiTsp(distances, salesmen))
    assert bus.dual <= bus.kept[1]


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_few_nodes_and_more_salesmen_than_nodes(n: int) -> None:
    points = Distances("EUCLIDEAN", np.random.default_rng(n).random((n, 2)))
    bus = solved(MultiTsp(points, 5), 100)
    assert bus.kept is not None
    assert bus.kept[1] == pytest.approx(bus.dual)


def test_a_budget_of_steps_repeats_and_equal_points_are_fine() -> None:
    problem = MultiTsp(Distances("EUC_2D", np.arange(60.0).reshape(30, 2) // 7), 4)
    first, again = (solved(problem).kept for _ in range(2))
    assert first is not None
    assert again is not None
    assert np.array_equal(first[0], again[0])
    assert evaluate(problem, first[0]).feasible


def test_a_start_is_never_made_worse() -> None:
    problem = MultiTsp(small_cvrp(1, 40).distances, 3)
    kept = solved(problem, 20_000).kept
    assert kept is not None
    bus = KeepingBus(problem, kept[0])
    run(problem, bus, Options(settings={"kicks": "10"}), np.random.default_rng(3))
    assert bus.kept is not None
    assert bus.kept[1] <= kept[1]


def test_the_bound_takes_detours_that_are_shorter() -> None:
    # 0-2 costs 9 directly, 2 through 1; back it costs 5.
    assert farthest_return(explicit([[0, 1, 9], [9, 0, 1], [5, 9, 0]])) == pytest.approx(7)
    line = Distances("EUCLIDEAN", np.array([[0.0, 0], [3, 0], [0, 4]]))
    assert farthest_return(line) == pytest.approx(8)
    assert farthest_return(explicit([[0, -1], [1, 0]])) == -np.inf


@pytest.mark.parametrize("symmetric", [False, True])
def test_polished_tours_are_no_longer_and_visit_the_same(symmetric: bool) -> None:
    distances = small_cvrp(2, 40, symmetric=symmetric).distances
    x = np.arange(1, 40)
    x[[0, 20]] *= -1
    rng = np.random.default_rng(0)
    tours = polished_tours(distances, x, np.inf, lambda: False, rng)
    assert sorted(map(sorted, tours)) == [list(range(1, 21)), list(range(21, 40))]
    for tour in tours:
        before = path_length(distances, np.array([0, *sorted(tour), 0]))
        assert path_length(distances, np.array([0, *tour, 0])) < before


def test_a_wrong_budget_is_refused() -> None:
    problem = MultiTsp(small_cvrp(1, 20).distances, 2)
    options = Options(settings={"kicks": "many"})
    with pytest.raises(OptionError, match="many"):
        run(problem, KeepingBus(problem), options, np.random.default_rng(0))
