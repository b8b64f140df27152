from __future__ import annotations

import math

import numpy as np
import pytest

from coopt.methods.ils.tour_landscape import cost_of, landscape
from coopt.methods.ils.tour_rounds import anneal_rounds, parts, union_neighbours
from coopt.search.iterated_local_search import Budget
from tests.kernels.random_tours import length_of, metric_and_matrix, tour_of


def test_parts_are_a_budget() -> None:
    kicks = [part.kicks for part in parts(Budget(kicks=101), [0.3, 0.3, 0.3, 0.1])]
    assert kicks == [30, 31, 30, 10]
    ends = [part.end for part in parts(Budget(end=1e9), [0.5, 0.5])]
    assert ends[0] < ends[1] == 1e9


def test_the_union_has_the_neighbours_in_each_tour() -> None:
    rng = np.random.default_rng(0)
    orders = [rng.permutation(12).astype(np.int32) for _ in range(3)]
    near = union_neighbours(orders)
    for city in range(12):
        wanted = set()
        for order in orders:
            place = int(np.flatnonzero(order == city)[0])
            wanted |= {int(order[place - 1]), int(order[(place + 1) % 12])}
        assert set(near[city].tolist()) == wanted


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("kicks", [500, 20_000])
def test_rounds_end_with_the_best_of_all(threads: int, kicks: int) -> None:
    metric, matrix = metric_and_matrix("uniform", 60, 3)
    tour = tour_of(metric, matrix, 6, 3)
    ground = landscape(metric, tour.near, tour.order, (5, 3, 2, 1), 0.6)
    seen = [math.inf]
    walk = anneal_rounds(
        ground,
        Budget(kicks=kicks),
        threads,
        lambda: False,
        lambda walk: seen.append(walk.best_cost),
        np.random.default_rng(0),
    )
    assert walk.best_cost == min(seen) == length_of(matrix, walk.best) == cost_of(metric, walk.best)
