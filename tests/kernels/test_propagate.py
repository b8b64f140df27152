from __future__ import annotations

import numpy as np
import pytest

from coopt.kernels.propagate import POSITION, TRAIL, propagate_all, start_domain, undo
from coopt.kernels.rows import Floats, Rows
from tests.kernels.small_milp import matrix_of, random_point, small_rows


def propagated_by_numpy(rows: Rows) -> tuple[Floats, Floats] | None:
    """Tighten row by row and column by column until nothing changes; None if a row is lost."""
    a, low, up = matrix_of(rows), rows.lower.copy(), rows.upper.copy()
    for _ in range(200):
        before = low.copy(), up.copy()
        for i in range(a.shape[0]):
            least = np.where(a[i] > 0, a[i] * low, a[i] * up)
            most = np.where(a[i] > 0, a[i] * up, a[i] * low)
            if least.sum() > rows.row_upper[i] + 1e-6 or most.sum() < rows.row_lower[i] - 1e-6:
                return None
            for j in np.flatnonzero(a[i]):
                ends = [
                    (rows.row_upper[i] - (least.sum() - least[j])) / a[i, j],
                    (rows.row_lower[i] - (most.sum() - most[j])) / a[i, j],
                ]
                new_low, new_up = (min(ends), max(ends))
                if rows.integer[j]:
                    new_low, new_up = np.ceil(new_low - 1e-6), np.floor(new_up + 1e-6)
                low[j], up[j] = max(low[j], new_low), min(up[j], new_up)
                least = np.where(a[i] > 0, a[i] * low, a[i] * up)
                most = np.where(a[i] > 0, a[i] * up, a[i] * low)
        if np.allclose(before[0], low) and np.allclose(before[1], up):
            break
    return (low, up) if (low <= up + 1e-6).all() else None


@pytest.mark.parametrize("seed", range(30))
def test_integer_bounds_agree_with_the_twin(seed: int) -> None:
    rows = small_rows(seed)
    rows.integer[:] = True
    domain = start_domain(rows)
    twin = propagated_by_numpy(rows)
    assert propagate_all(rows, domain) == (twin is not None)
    if twin is not None:
        assert np.array_equal(domain.lower, twin[0])
        assert np.array_equal(domain.upper, twin[1])


@pytest.mark.parametrize("seed", range(30))
def test_propagation_loses_no_feasible_point(seed: int) -> None:
    rows = small_rows(seed)
    a, domain = matrix_of(rows), start_domain(rows)
    x = random_point(rows, seed)
    act = a @ x
    rows.row_lower[:] = np.minimum(rows.row_lower, act)
    rows.row_upper[:] = np.maximum(rows.row_upper, act)
    assert propagate_all(rows, domain)
    assert (x >= domain.lower - 1e-9).all() and (x <= domain.upper + 1e-9).all()


def test_undo_brings_the_bounds_back() -> None:
    rows = small_rows(5)
    domain = start_domain(rows)
    propagate_all(rows, domain)
    undo(domain, 0)
    assert np.array_equal(domain.lower, rows.lower)
    assert np.array_equal(domain.upper, rows.upper)
    assert domain.counts[TRAIL] == domain.counts[POSITION] == 0
