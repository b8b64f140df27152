from __future__ import annotations

import numpy as np
import pytest

from coopt.features.row_classes import row_classes
from coopt.problem import Milp

INF = np.inf
# Variables: three binaries, two integers, one continuous.
INTEGRALITY = [1, 1, 1, 1, 1, 0]
UPPER = [1, 1, 1, 9, 9, 9]


@pytest.mark.parametrize(
    ("row", "lower", "upper", "expected"),
    [
        ([0, 0, 0, 0, 0, 0], -INF, 1, "empty"),
        ([1, 1, 0, 0, 0, 0], -INF, INF, "free"),
        ([0, 2, 0, 0, 0, 0], -INF, 1, "singleton"),
        ([0, 0, 0, 2, 0, 3], 5, 5, "aggregation"),
        ([0, 0, 0, 1, -1, 0], -INF, 3, "precedence"),
        ([9, 0, 0, 0, 0, -1], 0, INF, "variable bound"),
        ([1, 1, 1, 0, 0, 0], 1, 1, "set partitioning"),
        ([-1, -1, -1, 0, 0, 0], -1, -1, "set partitioning"),
        ([1, 1, 1, 0, 0, 0], -INF, 1, "set packing"),
        ([-1, -1, -1, 0, 0, 0], -1, INF, "set packing"),
        ([1, 1, 1, 0, 0, 0], 1, INF, "set covering"),
        ([1, 1, 1, 0, 0, 0], 2, 2, "cardinality"),
        ([1, 1, 1, 0, 0, 0], -INF, 2, "invariant knapsack"),
        ([2, 3, 4, 0, 0, 0], 5, 5, "equation knapsack"),
        ([2, 3, 4, 0, 0, 0], -INF, 5, "knapsack"),
        ([2, 3, 4, 5, 0, 0], -INF, 5, "integer knapsack"),
        ([2, 3, 0, 0, 0, 1.5], -INF, 5, "mixed binary"),
        ([2, 3, 0, 1, 0, 1.5], -INF, 5, "general linear"),
    ],
)
def test_a_row_has_the_class_of_its_form(
    row: list[float], lower: float, upper: float, expected: str
) -> None:
    problem = Milp.from_arrays(
        np.zeros(6), [[1, 1, 1, 1, 1, 1], row], [-INF, lower], [7, upper], upper=UPPER,
        integrality=INTEGRALITY,
    )  # fmt: skip
    assert row_classes(problem)[1] == expected
