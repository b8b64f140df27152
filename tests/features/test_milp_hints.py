from __future__ import annotations

import numpy as np
import pytest

from coopt.features.milp_hints import duplicate_rows, hints
from coopt.problem import Milp


def found(problem: Milp) -> set[str]:
    return {hint.what for hint in hints(problem)}


def test_a_clean_problem_gives_no_hint() -> None:
    problem = Milp.from_arrays([1.0, 1.0], [[1, 2], [3, 1]], 1, upper=5, integrality=1)
    assert found(problem) == set()


@pytest.mark.parametrize(
    ("problem", "what"),
    [
        (Milp.from_arrays([1, 1], [[1e-4, 1e4]], 1), "wide range of matrix values"),
        (Milp.from_arrays([1e-4, 1e4], [[1, 1]], 1), "wide range of objective values"),
        (Milp.from_arrays([1, 1], [[1e-10, 1]], 1), "tiny coefficients"),
        (Milp.from_arrays([1, 1], [[1e6, -1]], 0, upper=[1, 9], integrality=[1, 0]),
         "big-M coefficients"),
        (Milp.from_arrays([1], [[1]], 1, lower=-np.inf, integrality=1), "free integers"),
        (Milp.from_arrays([1], [[1]], 1, upper=1e9, integrality=1), "integers with huge domains"),
        (Milp.from_arrays([1], [[1]], 1, upper=2.5, integrality=1),
         "integers with fractional bounds"),
        (Milp.from_arrays([1, 1], [[1, 0]], 1), "variables in no row"),
        (Milp.from_arrays([1], [[0], [1]], [0, 1]), "empty rows"),
        (Milp.from_arrays([1, 1], [[1, 2], [2, 4]], 1), "duplicate rows"),
    ],
)  # fmt: skip
def test_a_hint_names_what_is_there(problem: Milp, what: str) -> None:
    assert what in found(problem)


def test_a_row_is_a_duplicate_of_an_earlier_multiple_only() -> None:
    a = [[1, 2, 0], [0, 1, 2], [-2, -4, 0], [1, 2, 1], [0, 0, 0], [0, 3, 6]]
    assert duplicate_rows(Milp.from_arrays(np.zeros(3), a, 0)).tolist() == [2, 5]
