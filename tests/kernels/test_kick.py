from __future__ import annotations

import numpy as np
import pytest

from coopt.kernels.exchange import KEEPS, LOGGED, ROWS, undo
from coopt.kernels.kick import arrange, bridge, kick
from coopt.kernels.xorshift import xorshift_state
from tests.kernels.random_tours import is_consistent, length_of, metric_and_matrix, tour_of


def bridged(order: list[int], cuts: list[int]) -> list[int]:
    """Cut the turned list into A B C D, and write A D C B."""
    first = cuts[0] + 1
    turned = order[first:] + order[:first]
    n = len(order)
    one, two, three = ((cut - cuts[0]) % n for cut in cuts[1:])
    return turned[three:] + turned[two:three] + turned[one:two] + turned[:one]


def rotated(order: list[int]) -> list[int]:
    k = order.index(0)
    return order[k:] + order[:k]


@pytest.mark.parametrize("seed", range(30))
def test_a_bridge_is_the_double_bridge_of_its_cuts(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(8, 30))
    metric, matrix = metric_and_matrix("uniform", n, seed)
    tour = tour_of(metric, matrix, 5, seed)
    before = tour.order.tolist()
    cuts = rng.choice(n, 4, replace=False).astype(np.int64)
    assert arrange(tour, cuts, 0, n)
    tour.counts[KEEPS] = 1
    change = bridge(metric.kind, metric.x, metric.y, metric.matrix, tour, cuts)
    assert is_consistent(tour)
    assert rotated(tour.order.tolist()) == rotated(bridged(before, cuts.tolist()))
    assert length_of(matrix, tour.order) == length_of(matrix, np.array(before)) + change
    undo(tour)
    assert tour.order.tolist() == before and is_consistent(tour)


@pytest.mark.parametrize("walks", [0, 50, 100])
@pytest.mark.parametrize("n", [8, 9, 40])
def test_kicks_stay_small_and_keep_the_tour(walks: int, n: int) -> None:
    metric, matrix = metric_and_matrix("grid", n, n)
    tour = tour_of(metric, matrix, 6, n)
    cuts, state = np.zeros(4, dtype=np.int64), xorshift_state(np.random.default_rng(n))
    cap, moved = n // 2 + 2, 0
    for trial in range(200):
        before = length_of(matrix, tour.order)
        tour.counts[[ROWS, LOGGED]] = 0
        tour.counts[KEEPS] = 1
        change = kick(
            metric.kind, metric.x, metric.y, metric.matrix, tour, cuts, trial % n, walks,
            max(1, n // 4), 0, cap, state,
        )  # fmt: skip
        assert tour.counts[LOGGED] <= cap
        moved += int(tour.counts[LOGGED] > 0)
        assert is_consistent(tour)
        assert length_of(matrix, tour.order) == before + change
    assert moved > 100


def test_no_cut_parts_partners() -> None:
    half = 12
    metric, matrix = metric_and_matrix("uniform", 2 * half, 0)
    tour = tour_of(metric, matrix, 5, 0)
    rng = np.random.default_rng(0)
    cities = rng.permutation(half)
    tour.order[:] = np.stack((cities, cities + half), axis=1).ravel()
    for _ in range(200):
        cuts = rng.choice(2 * half, 4, replace=False).astype(np.int64)
        if arrange(tour, cuts, half, 2 * half):
            following = np.roll(tour.order, -1)
            assert (np.abs(tour.order[cuts] - following[cuts]) != half).all()
