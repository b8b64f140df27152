"""Tours made from fractional ones."""

import numpy as np
import pytest

from coopt.engines.tour_rounding import round_to_tour
from coopt.problem.csr import Floats


def length(costs: Floats, tour: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
    return float(costs[tour, np.roll(tour, -1)].sum())


@pytest.mark.parametrize("symmetric", (True, False))
@pytest.mark.parametrize("n", (3, 4, 5, 8, 30))
@pytest.mark.parametrize("seed", range(5))
def test_the_result_is_a_tour_that_no_simple_move_improves(
    symmetric: bool, n: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    costs, weights = rng.random((n, n)), rng.random((n, n))
    if symmetric:
        costs, weights = costs + costs.T, weights + weights.T
    np.fill_diagonal(costs, 0.0)
    tour = round_to_tour(weights, costs, symmetric)
    assert sorted(tour.tolist()) == list(range(n))
    best = length(costs, tour)
    for i in range(n):
        rest = np.delete(tour, i)
        for k in range(n - 1):
            assert length(costs, np.insert(rest, k, tour[i])) >= best - 1e-9
        for j in range(i + 1, n) if symmetric else ():
            turned = np.concatenate((tour[:i], tour[i : j + 1][::-1], tour[j + 1 :]))
            assert length(costs, turned) >= best - 1e-9


@pytest.mark.parametrize("symmetric", (True, False))
def test_a_whole_tour_comes_back_if_it_is_the_shortest(symmetric: bool) -> None:
    tour = np.random.default_rng(1).permutation(20)
    weights = np.zeros((20, 20))
    weights[tour, np.roll(tour, -1)] = 1.0
    if symmetric:
        weights += weights.T
    costs = 1.0 - 0.9 * weights
    assert length(costs, round_to_tour(weights, costs, symmetric)) == pytest.approx(2.0)
