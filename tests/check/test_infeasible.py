from __future__ import annotations

import numpy as np
import pytest

from coopt.check.infeasible import proven_infeasible
from coopt.problem import (
    Cvrp,
    Distances,
    IndependentSet,
    Knapsack,
    Milp,
    MultiTsp,
    Orienteering,
    PrizeCollecting,
    Tsp,
)

PLANE = Distances("EUC_2D", np.arange(8.0).reshape(4, 2))


def cvrp(*demand: float, capacity: float = 10.0, vehicles: int | None = None) -> Cvrp:
    return Cvrp(PLANE, np.array([0.0, *demand]), capacity, vehicles=vehicles)


@pytest.mark.parametrize(
    ("problem", "part"),
    [
        (cvrp(4, 11, 3), "customer 2 has the demand 11, above the capacity 10"),
        (cvrp(0.1, 0.2, 0.4, capacity=0.3), "customer 3"),
        (cvrp(7, 7, 7, vehicles=2), "all demands together are 21"),
        (cvrp(6, 6, 6, vehicles=2), "3 customers have more than half"),
        (cvrp(0.1, 0.1, 0.1, capacity=0.19999, vehicles=2), "3 customers"),
    ],
)
def test_what_cannot_be_served_is_proven(problem: Cvrp, part: str) -> None:
    assert part in str(proven_infeasible(problem))


@pytest.mark.parametrize(
    "problem",
    [
        cvrp(10, 10, 10, vehicles=3),
        # Both loads are exactly the capacity as decimals, though 0.1 + 0.2 > 0.3 in doubles.
        cvrp(0.1, 0.2, 0.3, capacity=0.3, vehicles=2),
        # The checks would pass this one within their tolerance.
        cvrp(10 + 1e-9, 0, 0),
        cvrp(5, 5, 5, vehicles=2),
        Cvrp(Distances("EUC_2D", np.zeros((1, 2))), np.zeros(1), 1.0, vehicles=1),
        Tsp(PLANE),
        MultiTsp(PLANE, 2),
        Orienteering(PLANE, np.ones(4), 0.0),
        PrizeCollecting(PLANE, np.zeros(4), np.zeros(4), 9.0),
        Knapsack(np.ones(2), np.ones(2), 0.0),
        IndependentSet.from_edges(2, [(0, 1)]),
        Milp.from_arrays([1.0]),
    ],
)
def test_nothing_is_claimed_of_others(problem: object) -> None:
    assert proven_infeasible(problem) is None
