"""Distances follow TSPLIB's rules, in NumPy and in kernels alike."""

import math

import numpy as np
import pytest

from coopt.errors import InstanceError
from coopt.kernels.metric import distance, metric_of, tour_cost
from coopt.problem.distances import (
    Distances,
    between,
    distance_matrix,
    explicit,
    tour_length,
)


def test_halves_round_up_where_rint_rounds_to_even() -> None:
    points = np.array([[0.0, 0.0], [2.5, 0.0]])
    assert between(Distances("EUC_2D", points), 0, 1) == 3
    assert between(Distances("CEIL_2D", points), 0, 1) == 3
    assert between(Distances("EUCLIDEAN", points), 0, 1) == 2.5


def test_att_rounds_a_too_small_value_up() -> None:
    # sqrt((10^2 + 0) / 10) = 3.162...: nint gives 3 < 3.162, so 4.
    assert between(Distances("ATT", np.array([[0.0, 0.0], [10.0, 0.0]])), 0, 1) == 4


def test_geo_takes_degrees_and_minutes() -> None:
    # One degree of latitude is 111.3 km; TSPLIB truncates the value plus one.
    points = np.array([[10.0, 20.0], [11.0, 20.0], [10.30, 20.0]])
    assert between(Distances("GEO", points), 0, 1) == int(6378.388 * 3.141592 / 180 + 1)
    assert between(Distances("GEO", points), 0, 2) == int(6378.388 * 3.141592 / 360 + 1)


@pytest.mark.parametrize("rule", ["EUC_2D", "CEIL_2D", "ATT", "GEO", "MAN_2D", "MAX_2D"])
@pytest.mark.parametrize("seed", range(3))
def test_kernel_distances_are_those_of_the_check(rule: str, seed: int) -> None:
    points = np.random.default_rng(seed).uniform(-80, 80, (30, 2)).round(2)
    distances = Distances(rule, points)
    matrix = distance_matrix(distances)
    metric = metric_of(distances)
    again = [[distance(*metric[:4], i, j) for j in range(30)] for i in range(30)]
    assert np.array_equal(matrix, again)
    assert np.array_equal(matrix, matrix.T)
    assert not np.diag(matrix).any()


def test_the_formulas_on_the_fly_are_those_of_a_matrix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopt.kernels.metric.SLOW_RULES_AS_MATRIX", 0)
    for rule in ("ATT", "GEO"):
        distances = Distances(rule, np.random.default_rng(1).uniform(-80, 80, (40, 2)).round(2))
        metric = metric_of(distances)
        assert metric.matrix.size == 0
        again = [[distance(*metric[:4], i, j) for j in range(40)] for i in range(40)]
        assert np.array_equal(distance_matrix(distances), again)


@pytest.mark.parametrize("seed", range(3))
def test_real_lengths_are_scaled_and_right_to_a_rounding_a_leg(seed: int) -> None:
    rng = np.random.default_rng(seed)
    distances, order = Distances("EUCLIDEAN", rng.random((50, 2))), rng.permutation(50)
    metric = metric_of(distances)
    cost = tour_cost(*metric[:4], order.astype(np.int32)) / metric.scale
    assert cost == pytest.approx(tour_length(distances, order), abs=50 * 0.5 / metric.scale)


def test_whole_matrices_stay_whole_and_real_ones_real() -> None:
    assert explicit([[0.0, 2.0], [3.0, 0.0]]).integral
    assert not explicit([[0.0, 2.5], [3.0, 0.0]]).integral
    assert not explicit([[9, 2], [3, 9]]).symmetric
    assert between(explicit([[9, 2], [3, 9]]), 0, 0) == 0
    assert explicit([[0.5, 2.0], [3.0, float("inf")]]).integral


def test_wrong_numbers_are_refused() -> None:
    with pytest.raises(InstanceError, match="node 1 has coordinates"):
        Distances("EUC_2D", np.array([[0.0, 0.0], [math.nan, 1.0]]))
    with pytest.raises(InstanceError, match="from 0 to 1"):
        explicit([[0.0, math.inf], [1.0, 0.0]])
    with pytest.raises(InstanceError, match="shape"):
        explicit([[0.0, 1.0]])
    with pytest.raises(InstanceError, match="no distance rule"):
        Distances("XRAY1", np.zeros((2, 2)))


def test_no_matrix_of_many_nodes_is_made() -> None:
    with pytest.raises(InstanceError, match="too large"):
        distance_matrix(Distances("EUC_2D", np.zeros((20_001, 2))))
