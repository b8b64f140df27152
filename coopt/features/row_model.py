"""A ``Milp`` as the arrays of the kernels: inward bounds, the objective as the last row."""

from __future__ import annotations

import numpy as np

from coopt.check.box import inner_box
from coopt.kernels.by_columns import by_columns
from coopt.kernels.rows import Rows
from coopt.problem.csr import Csr
from coopt.problem.milp import Milp

ROW_TOLERANCE = 5e-7


def row_model(problem: Milp) -> Rows:
    """Build the kernels' arrays; nothing of ``problem`` is shared.

    Notes
    -----
    The objective row leaves out the offset. Its tolerance is zero: a point at the cutoff is no
    improvement.
    """
    a = with_objective(problem)
    col_ptr, col_row, col_val = by_columns(a.indptr, a.indices, a.data, a.shape[1])
    lower, upper = inner_box(problem)
    tol = np.full(a.shape[0], ROW_TOLERANCE)
    tol[-1] = 0.0
    return Rows(
        a.indptr,
        a.indices,
        a.data,
        col_ptr,
        col_row,
        col_val,
        np.append(problem.row_lower, -np.inf),
        np.append(problem.row_upper, np.inf),
        tol,
        lower,
        upper,
        problem.integer.copy(),
    )


def with_objective(problem: Milp) -> Csr:
    """Append the costs as a row; explicit zeros are dropped."""
    m, n = problem.a.shape
    indptr, kept = problem.a.indptr, problem.a.data != 0.0
    if not kept.all():
        indptr = np.append(0, np.cumsum(kept))[indptr]
    priced = np.flatnonzero(problem.c)
    return Csr(
        np.append(indptr, indptr[-1] + priced.size),
        np.concatenate([problem.a.indices[kept], priced.astype(np.int32)]),
        np.concatenate([problem.a.data[kept], problem.c[priced]]),
        (m + 1, n),
    )
