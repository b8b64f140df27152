from __future__ import annotations

import numpy as np
import pytest

from coopt.check.cvrp import evaluate
from coopt.kernels.savings import savings, savings_routes
from tests.kernels.small_routes import network_for, small_cvrp


@pytest.mark.parametrize("open_routes", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_routes_by_savings_are_feasible_and_fullest_first(seed: int, open_routes: bool) -> None:
    problem = small_cvrp(seed, 30, open_routes, symmetric=seed % 2 == 0)
    x = savings_routes(network_for(problem))
    assert evaluate(problem, x).feasible
    starts = np.flatnonzero(x < 0)
    loads = np.add.reduceat(problem.demand[np.abs(x)], starts)
    assert (np.diff(loads) <= 0).all()
    alone = evaluate(problem, -np.arange(1, 30)).objective
    assert evaluate(problem, x).objective < alone


def test_savings_are_what_joining_saves() -> None:
    problem = small_cvrp(3, 10)
    net = network_for(problem)
    gain = np.empty(net.near.shape, dtype=np.int64)
    savings(net, net.near, gain)
    for i in range(1, 10):
        for a, j in enumerate(net.near[i]):
            expected = net.matrix[i, 0] + net.matrix[0, j] - net.matrix[i, j] if j else 0
            assert gain[i, a] == expected
