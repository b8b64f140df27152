"""Whole numbers for engines that know no others."""

from fractions import Fraction

import numpy as np
import pytest

from coopt.engines.whole_distances import AMOUNT, whole_amounts, whole_matrix, without_negatives
from coopt.problem.distances import Distances, distance_matrix, explicit


def test_whole_distances_stay_as_they_are() -> None:
    distances = explicit([[0, 3], [4, 0]])
    matrix, scale = whole_matrix(distances, 1e6)
    assert (matrix.tolist(), scale) == ([[0, 3], [4, 0]], 1.0)


@pytest.mark.parametrize("upwards", (False, True))
def test_real_distances_are_scaled_to_the_span(upwards: bool) -> None:
    distances = Distances("EUCLIDEAN", np.random.default_rng(0).random((9, 2)))
    matrix, scale = whole_matrix(distances, 1e6, upwards)
    exact = distance_matrix(distances) * scale
    assert abs(matrix.max() - 1e6) <= 1
    assert (np.abs(matrix - exact) <= (1.0 if upwards else 0.5 + 1e-6)).all()
    assert not upwards or (matrix >= exact - 1e-6).all()


def test_decimal_amounts_are_exact() -> None:
    amounts, limit = whole_amounts([0.0, 0.1, 0.25, 1.3], 2.5)
    assert (amounts.tolist(), limit) == ([0, 2, 5, 26], 50)


@pytest.mark.parametrize("at_most", (True, False))
def test_amounts_of_too_many_digits_are_rounded_to_the_safe_side(at_most: bool) -> None:
    rng = np.random.default_rng(2)
    given, bound = rng.random(12), 3.0
    amounts, limit = whole_amounts(given, bound, at_most)
    assert max(int(amounts.sum()), limit) <= AMOUNT + 12
    for _ in range(200):
        chosen = rng.random(12) < 0.5
        exact = sum(map(Fraction, given[chosen].tolist()), Fraction(0))
        scaled = int(amounts[chosen].sum())
        if at_most and scaled <= limit:
            assert exact <= Fraction(bound)
        if not at_most and scaled >= limit:
            assert exact >= Fraction(bound)


@pytest.mark.parametrize("open_routes", (False, True))
def test_routes_cost_the_same_amount_more_without_negatives(open_routes: bool) -> None:
    rng = np.random.default_rng(3)
    matrix = rng.integers(-9, 20, (6, 6))
    np.fill_diagonal(matrix, 0)
    if open_routes:
        matrix[:, 0] = 0
    moved, added = without_negatives(matrix, open_routes)
    assert moved.min() >= 0
    for routes in ([[1, 2, 3, 4, 5]], [[3], [5, 1], [2, 4]]):
        stops = [(a, b) for r in routes for a, b in zip([0, *r], [*r, 0], strict=True)]
        assert sum(moved[a, b] - matrix[a, b] for a, b in stops) == added
