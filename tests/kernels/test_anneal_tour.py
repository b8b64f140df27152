from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from coopt.kernels.anneal_tour import BEST, NOW, anneal_tour
from coopt.kernels.xorshift import xorshift_state
from tests.kernels.random_tours import (
    KINDS,
    is_consistent,
    length_of,
    metric_and_matrix,
    shortest_by_trial,
    tour_of,
)


def annealed(
    kind: str, n: int, chunks: list[int], temperature: float, log: int = 0
) -> tuple[NDArray[Any], list[int], bool, int]:
    """Anneal; return the best order, both lengths, whether books agree, and the start's length."""
    metric, matrix = metric_and_matrix(kind, n, n)
    tour = tour_of(metric, matrix, 6, 1)
    if log:
        tour = tour._replace(log=tour.log[:log].copy())
    first = length_of(matrix, tour.order)
    cost, best = np.array([first, first, 0]), tour.order.copy()
    cuts, state = np.zeros(4, dtype=np.int64), xorshift_state(np.random.default_rng(0))
    for kicks in chunks:
        anneal_tour(
            metric.kind, metric.x, metric.y, metric.matrix, tour, best, cost,
            np.array([5, 3, 2, 1]), cuts, 70, max(1, n // 4), 0, n, temperature,
            kicks, state,
        )  # fmt: skip
    agree = (
        is_consistent(tour)
        and np.array_equal(np.sort(best), np.arange(n))
        and length_of(matrix, tour.order) == cost[NOW]
        and length_of(matrix, best) == cost[BEST] <= cost[NOW]
    )
    return best, cost[:2].tolist(), agree, first


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [8, 30, 120])
@pytest.mark.parametrize("temperature", [0.0, 30.0])
def test_the_books_agree_with_the_tours(kind: str, n: int, temperature: float) -> None:
    _, (_, best), agree, first = annealed(kind, n, [200, 1, 300], temperature)
    assert agree and best <= first


def test_a_full_log_ends_a_search_but_not_the_books() -> None:
    _, _, agree, _ = annealed("uniform", 60, [500], 30.0, log=70)
    assert agree


def test_chunks_change_nothing() -> None:
    one = annealed("uniform", 50, [400], 20.0)
    many = annealed("uniform", 50, [1, 99, 17, 283], 20.0)
    assert one[1] == many[1] and np.array_equal(one[0], many[0])


@pytest.mark.parametrize("seed", range(4))
def test_few_cities_are_solved(seed: int) -> None:
    kind = KINDS[seed]
    _, (_, best), _, _ = annealed(kind, 8, [2000], 5.0)
    assert best == shortest_by_trial(metric_and_matrix(kind, 8, 8)[1])
