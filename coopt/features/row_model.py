"""A ``Milp`` as the arrays of the kernels: inward bounds, the objective as the last row."""

from __future__ import annotations

import numpy as np

from coopt.check.box import inner_box
from coopt.kernels.rows import Rows
from coopt.problem.csr import Csr, csr_from_triplets, entry_rows, transpose
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
    columns = transpose(a)
    lower, upper = inner_box(problem)
    tol = np.full(a.shape[0], ROW_TOLERANCE)
    tol[-1] = 0.0
    return Rows(
        a.indptr,
        a.indices,
        a.data,
        columns.indptr,
        columns.indices,
        columns.data,
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
    priced = np.flatnonzero(problem.c)
    row = np.concatenate([entry_rows(problem.a), np.full(priced.size, m)])
    column = np.concatenate([problem.a.indices.astype(np.int64), priced])
    value = np.concatenate([problem.a.data, problem.c[priced]])
    kept = value != 0.0
    return csr_from_triplets(row[kept], column[kept], value[kept], (m + 1, n))[0]
