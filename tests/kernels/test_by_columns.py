from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coopt.kernels.by_columns import by_columns
from coopt.problem.csr import csr_from_triplets, transpose


@given(st.integers(0, 2**32 - 1), st.integers(1, 8), st.integers(1, 8))
def test_columns_are_those_of_sorting(seed: int, m: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    full = rng.integers(-2, 3, (m, n)).astype(float)
    row, column = np.nonzero(full)
    a, _ = csr_from_triplets(row, column, full[row, column], (m, n))
    twin = transpose(a)
    ptr, rows, values = by_columns(a.indptr, a.indices, a.data, n)
    assert np.array_equal(ptr, twin.indptr)
    assert np.array_equal(rows, twin.indices)
    assert np.array_equal(values, twin.data)
