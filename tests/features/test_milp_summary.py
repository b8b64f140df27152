from __future__ import annotations

import numpy as np

from coopt.features.milp_summary import summarise, variable_kinds
from coopt.problem import Milp


def test_kinds_are_counted() -> None:
    problem = Milp.from_arrays(
        np.zeros(5), lower=[0, 0, -np.inf, 2, 1], upper=[1, 9, np.inf, 2, 5],
        integrality=[1, 1, 0, 0, 2],
    )  # fmt: skip
    assert variable_kinds(problem) == {
        "binary": 1, "integer": 1, "continuous": 2, "semi-continuous": 1, "fixed": 1, "free": 1,
    }  # fmt: skip


def test_ranges_leave_out_zeros_and_infinities() -> None:
    problem = Milp.from_arrays([0.0, -3.0], [[2.0, 0.0], [0.5, 100.0]], -np.inf, [0.0, 7.0])
    ranges = summarise(problem).ranges
    assert ranges == {"objective": (3, 3), "matrix": (0.5, 100), "sides": (7, 7), "bounds": None}


def test_a_problem_without_rows_has_no_classes() -> None:
    assert summarise(Milp.from_arrays([1.0])).rows == {}
