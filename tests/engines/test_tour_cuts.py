"""Sets that too little leaves, against all sets."""

import itertools

import numpy as np
import pytest

from coopt.engines.tour_cuts import TOLERANCE, components, violated_sets
from coopt.problem.csr import Floats


def blend(n: int, rng: np.random.Generator, pieces: int) -> Floats:
    """Return the mean of random covers of the nodes by circles: each node has weight two."""
    weights = np.zeros((n, n))
    for _ in range(pieces):
        order, cut = rng.permutation(n), int(rng.integers(3, n - 2))
        for circle in (order[:cut], order[cut:]):
            weights[circle, np.roll(circle, -1)] += 1.0 / pieces
    return weights + weights.T


def leaving(weights: Floats, nodes: list[int]) -> float:
    outside = np.setdiff1d(np.arange(weights.shape[0]), nodes)
    return float(weights[nodes][:, outside].sum())


@pytest.mark.parametrize("seed", range(40))
def test_a_violated_set_is_found_if_there_is_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    weights = blend(9, rng, int(rng.integers(1, 5)))
    before = weights.copy()
    found = violated_sets(weights)
    least = min(
        leaving(weights, list(nodes))
        for size in range(1, 5)
        for nodes in itertools.combinations(range(9), size)
    )
    assert bool(found) == (least < 2.0 - TOLERANCE)
    assert all(leaving(weights, nodes) < 2.0 - TOLERANCE for nodes in found)
    assert all(2 * len(nodes) <= 9 for nodes in found)
    assert len({tuple(nodes) for nodes in found}) == len(found)
    assert np.array_equal(weights, before)


def test_two_circles_are_one_cut() -> None:
    weights = np.zeros((7, 7))
    for circle in ([0, 1, 2], [3, 4, 5, 6]):
        weights[circle, np.roll(circle, -1)] += 1.0
    assert violated_sets(weights + weights.T) == [[0, 1, 2]]


def test_a_tour_has_no_violated_set() -> None:
    tour = np.random.default_rng(0).permutation(12)
    weights = np.zeros((12, 12))
    weights[tour, np.roll(tour, -1)] = 1.0
    assert violated_sets(weights + weights.T) == []
    assert components((weights + weights.T) > 0) == [list(range(12))]
