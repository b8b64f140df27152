"""Lists in place of arrays, and a matrix in place of distances."""

from typing import Any

import pytest

from coopt.errors import InstanceError
from coopt.problem import Cvrp, Distances, Knapsack, Orienteering, PrizeCollecting, Tsp

MATRIX: Any = [[0, 3, 4], [3, 0, 5], [4, 5, 0]]
AMOUNTS: Any = [0, 1, 2]


@pytest.mark.parametrize(
    "made",
    [
        Tsp(MATRIX),
        Cvrp(MATRIX, AMOUNTS, 3.0),
        Orienteering(MATRIX, AMOUNTS, 9.0),
        PrizeCollecting(MATRIX, AMOUNTS, AMOUNTS, 1.0),
    ],
)
def test_lists_become_arrays(made: Any) -> None:
    assert made.n == 3
    assert made.distances.matrix.tolist() == MATRIX


def test_values_become_numbers() -> None:
    amounts: Any = [1, 2]
    items = Knapsack(amounts, amounts, 5)
    assert items.value.dtype == items.weight.dtype == float


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (Tsp, ([[0, 1, 2], [1, 0, 2]],), r"shape \(2, 3\), expected a square matrix; of points"),
        (Tsp, ("abc",), "distances is no list of numbers"),
        (Cvrp, (MATRIX, ["a", 1, 2], 3.0), "demand is no list of numbers"),
        (Cvrp, (MATRIX, [0, 1], 3.0), r"demands have shape \(2,\)"),
    ],
)
def test_what_is_no_list_of_numbers_is_named(kind: Any, given: Any, said: str) -> None:
    with pytest.raises(InstanceError, match=said):
        kind(*given)


def test_points_may_be_lists() -> None:
    points: Any = [[0, 0], [3, 4]]
    assert Distances("EUCLIDEAN", points).n == 2
    with pytest.raises(InstanceError, match="points is no list of numbers"):
        Distances("EUCLIDEAN", [[0, 0], [3]])  # type: ignore[arg-type]


def test_distances_stay_what_they_are() -> None:
    distances = Distances("EXPLICIT", matrix=Tsp(MATRIX).distances.matrix)
    assert Tsp(distances).distances is distances
