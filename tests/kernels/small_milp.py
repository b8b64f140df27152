"""Random small models for the kernels' tests, and their plain NumPy twins."""

from __future__ import annotations

import numpy as np

from coopt.features.row_model import row_model
from coopt.kernels.rows import Floats, Rows
from coopt.problem.csr import dense
from coopt.problem.milp import Milp


def small_milp(seed: int, m: int = 8, n: int = 10) -> Milp:
    """Rows of every sense around a known point; binaries, integers and continuous columns."""
    rng = np.random.default_rng(seed)
    a = np.where(rng.random((m, n)) < 0.5, rng.integers(-5, 6, (m, n)), 0).astype(float)
    kind = rng.integers(0, 3, n)
    upper = np.where(kind == 0, 1.0, rng.integers(2, 8, n))
    x = np.floor(rng.random(n) * (upper + 1.0))
    act = a @ x
    sense = rng.integers(0, 4, m)
    row_lower = np.where(sense == 0, -np.inf, act - np.where(sense == 3, 0, rng.integers(0, 3, m)))
    row_upper = np.where(sense == 1, np.inf, act + np.where(sense == 3, 0, rng.integers(0, 3, m)))
    c = rng.integers(-4, 5, n).astype(float)
    return Milp.from_arrays(c, a, row_lower, row_upper, upper=upper, integrality=kind < 2)


def small_rows(seed: int) -> Rows:
    return row_model(small_milp(seed))


def matrix_of(rows: Rows) -> Floats:
    """The dense matrix of the rows, the objective last."""
    a = np.zeros((rows.row_lower.size, rows.lower.size))
    for i in range(a.shape[0]):
        for k in range(rows.row_ptr[i], rows.row_ptr[i + 1]):
            a[i, rows.row_col[k]] += rows.row_val[k]
    return a


def violations(rows: Rows, act: Floats) -> Floats:
    return np.maximum(0.0, np.maximum(rows.row_lower - act, act - rows.row_upper))


def random_point(rows: Rows, seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    return np.floor(rows.lower + rng.random(rows.lower.size) * (rows.upper - rows.lower + 1))


def dense_of(problem: Milp) -> Floats:
    return dense(problem.a)
