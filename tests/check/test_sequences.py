"""Checks of tours, routes, visits and subsets against values worked out by hand."""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from coopt.check.candidate import canonical, certify, evaluate
from coopt.check.prize_collecting import realise
from coopt.problem import (
    Cvrp,
    IndependentSet,
    Knapsack,
    MultiTsp,
    Orienteering,
    PrizeCollecting,
    Tsp,
    explicit,
)
from coopt.problem.cvrp import routes_of, vector_of

# A square with sides 3 and 4: the diagonal is 5.
SQUARE = explicit([[0, 3, 5, 4], [3, 0, 4, 5], [5, 4, 0, 3], [4, 5, 3, 0]])
AMOUNTS = np.array([0.0, 1.0, 2.0, 3.0])


def objective(problem: Any, x: list[float]) -> float:
    point = canonical(problem, np.array(x, dtype=float))
    evaluation, exact = evaluate(problem, point), certify(problem, point)
    assert evaluation.feasible
    assert exact.verified == "exact"
    sign = -1 if problem.maximise else 1
    assert float(exact.objective) == pytest.approx(sign * evaluation.objective, rel=1e-12)
    return float(exact.objective)


def refuses(problem: Any, x: Sequence[float]) -> None:
    point = canonical(problem, np.array(x, dtype=float))
    assert not evaluate(problem, point).feasible
    certificate = certify(problem, point)
    assert certificate.verified is None
    assert certificate.worst


def test_tours() -> None:
    assert objective(Tsp(SQUARE), [0, 1, 2, 3]) == 14
    assert objective(Tsp(SQUARE), [0, 2, 1, 3]) == 18
    one_way = Tsp(explicit([[0, 1, 9], [9, 0, 1], [1, 9, 0]]))
    assert objective(one_way, [0, 1, 2]) == 3
    assert objective(one_way, [2, 1, 0]) == 27
    assert objective(Tsp(explicit([[0]])), [0]) == 0
    for wrong in ([0, 1, 2], [0, 1, 2, 2], [0, 1, 2, 4], [-1, 1, 2, 3], [0, 1, 2, math.nan]):
        refuses(Tsp(SQUARE), wrong)


@pytest.mark.parametrize(
    ("problem", "x", "said"),
    [
        (Tsp(SQUARE), [0, 1, 1], "node 1 is there more than once, node 2 and 1 more are there not"),
        (Tsp(SQUARE), [0, 1, 2, 4], "there is no node 4 to be in the sequence"),
        (Tsp(SQUARE), [0, 1, 2, 2.5], "the sequence holds other things than whole numbers"),
        (Cvrp(SQUARE, AMOUNTS, 9.0), [-1, 2, 1], "node 1 is there more than once, node 3 is there"),
        (Cvrp(SQUARE, AMOUNTS, 9.0), [1, 2, 3], "the first customer of the first route is not"),
        (MultiTsp(SQUARE, 2), [-1, 2], "node 3 is there not at all"),
        (MultiTsp(SQUARE, 2), [-1, -2, -3], "more than 2 tours"),
    ],
)
def test_what_is_wrong_with_a_sequence_is_said(problem: Any, x: list[float], said: str) -> None:
    assert certify(problem, np.array(x)).worst.startswith(said)


def test_routes() -> None:
    problem = Cvrp(SQUARE, AMOUNTS, 5.0)
    assert objective(problem, [-1, 2, -3]) == 3 + 4 + 5 + 4 + 4
    assert objective(Cvrp(SQUARE, AMOUNTS, 5.0, open_routes=True), [-1, 2, -3]) == 11
    refuses(problem, [-1, 2, 3])  # the load is 6
    refuses(problem, [1, 2, -3])  # no route begins
    refuses(problem, [-1, 1, -3])
    refuses(Cvrp(SQUARE, AMOUNTS, 5.0, vehicles=1), [-1, 2, -3])
    assert certify(problem, np.array([-1.0, 2, 3])).worst == "load of route 1"


def test_loads_are_summed_on_decimals() -> None:
    problem = Cvrp(SQUARE, np.array([0, 0.1, 0.2, 0.3]), 0.6)
    assert objective(problem, [-1, 2, 3]) == 14
    assert sum([0.1, 0.2, 0.3]) > 0.6


def test_the_longest_tour_counts() -> None:
    assert objective(MultiTsp(SQUARE, 2), [-1, -2, 3]) == 12
    refuses(MultiTsp(SQUARE, 1), [-1, -2, 3])


def test_visits_within_a_budget() -> None:
    problem = Orienteering(SQUARE, AMOUNTS, 12.0)
    assert objective(problem, [2, 3, 0]) == 5
    assert objective(problem, [0, 0, 0]) == 0
    refuses(problem, [1, 2, 3])  # 14
    refuses(problem, [2, 0, 3])
    refuses(problem, [2, 2, 0])


def test_visits_with_penalties() -> None:
    problem = PrizeCollecting(SQUARE, AMOUNTS, np.array([0.0, 10, 20, 40]), 4.0)
    assert objective(problem, [2, 3, 0]) == 5 + 3 + 4 + 10
    refuses(problem, [3, 0, 0])
    everything = PrizeCollecting(SQUARE, AMOUNTS, np.zeros(4), 99.0)
    assert objective(everything, [1, 2, 3]) == 14


def test_a_plan_is_executed_on_real_prizes() -> None:
    penalty, real = np.array([0.0, 10, 20, 40]), np.array([0.0, 4, 1, 1])
    problem = PrizeCollecting(SQUARE, AMOUNTS, penalty, 4.0, real_prize=real)
    # Planning looks at expected prizes only ...
    assert objective(problem, [1, 3, 0]) == 3 + 5 + 4 + 20
    # ... the first visit reveals enough: the vehicle turns back.
    nodes, cost = realise(problem, np.array([1, 3, 0]))
    assert (nodes.tolist(), cost) == ([1], 6 + 60)
    # A plan that ends too early goes on to the nearest node left.
    nodes, cost = realise(problem, np.array([3, 2, 0]))
    assert (nodes.tolist(), cost) == ([3, 2, 1], 14)


def test_items_and_sets() -> None:
    sack = Knapsack(np.array([0.1, 0.2, 5]), np.array([1.0, 2, 3]), 3.0)
    assert objective(sack, [1, 1, 0]) == pytest.approx(0.3)
    assert certify(sack, np.array([1.0, 1, 0])).objective == Fraction(3, 10)
    refuses(sack, [1, 0, 1])
    refuses(sack, [2, 0, 0])
    path = IndependentSet.from_edges(4, [(0, 1), (1, 2), (2, 3), (1, 0)])
    assert path.indices.tolist() == [1, 0, 2, 1, 3, 2]
    assert objective(path, [1, 0, 0, 1]) == 2
    refuses(path, [1, 1, 0, 0])
    assert certify(path, np.array([1.0, 1, 0, 0])).worst == "nodes 0 and 1 are adjacent"


def test_routes_and_vectors_are_two_ways_to_say_the_same() -> None:
    x = vector_of([[3, 1], [], [2]])
    assert x.tolist() == [-3, 1, -2]
    assert routes_of(x) == [[3, 1], [2]]
    assert routes_of(vector_of([])) == []
