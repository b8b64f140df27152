from __future__ import annotations

import numpy as np

from coopt.features.row_model import row_model
from coopt.problem.milp import Milp
from tests.kernels.small_milp import dense_of, matrix_of, small_milp


def test_the_objective_is_the_last_row() -> None:
    problem = small_milp(1)
    rows = row_model(problem)
    assert np.array_equal(matrix_of(rows), np.vstack([dense_of(problem), problem.c]))
    assert rows.row_lower[-1] == -np.inf and rows.row_upper[-1] == np.inf
    assert rows.row_tol[-1] == 0.0


def test_columns_and_rows_hold_the_same_entries() -> None:
    rows = row_model(small_milp(2))
    by_columns = np.zeros((rows.row_lower.size, rows.lower.size))
    for j in range(rows.lower.size):
        entries = slice(rows.col_ptr[j], rows.col_ptr[j + 1])
        by_columns[rows.col_row[entries], j] = rows.col_val[entries]
        assert (np.diff(rows.col_row[entries]) > 0).all()
    assert np.array_equal(by_columns, matrix_of(rows))


def test_bounds_of_integers_are_rounded_inward_and_zeros_dropped() -> None:
    problem = Milp.from_arrays(
        [1.0, 1.0], [[0.0, 2.0]], -np.inf, 3.0, lower=0.5, upper=2.5, integrality=[1, 0]
    )
    rows = row_model(problem)
    assert rows.lower.tolist() == [1.0, 0.5]
    assert rows.upper.tolist() == [2.0, 2.5]
    assert rows.row_val.size == 3
