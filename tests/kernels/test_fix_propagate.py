from __future__ import annotations

import numpy as np
import pytest

from coopt.kernels.fix_propagate import DONE, FAILED, MORE, begin_dive, dive, dive_point
from coopt.kernels.propagate import start_domain
from tests.kernels.small_milp import matrix_of, random_point, small_rows, violations


@pytest.mark.parametrize("seed", range(30))
def test_a_dive_without_conflict_is_feasible_if_all_is_integer(seed: int) -> None:
    rows, rng = small_rows(seed), np.random.default_rng(seed)
    rows.integer[:] = True
    domain, hint, x = start_domain(rows), random_point(rows, seed), np.zeros(rows.lower.size)
    done = 0
    for _ in range(50):
        begin_dive(domain)
        status = dive(rows, domain, rng.permutation(x.size), hint, 0, 1 << 60)
        assert status in (DONE, FAILED)
        if status == DONE:
            done += 1
            dive_point(domain, hint, x)
            assert (violations(rows, matrix_of(rows) @ x) <= 1e-6).all()
    assert done > 0


def test_a_dive_can_be_resumed() -> None:
    rows = small_rows(1)
    order, hint = np.flatnonzero(rows.integer), random_point(rows, 1)
    whole, parts = start_domain(rows), start_domain(rows)
    begin_dive(whole)
    begin_dive(parts)
    expected = dive(rows, whole, order, hint, 100, 1 << 60)
    status = MORE
    while status == MORE:
        status = dive(rows, parts, order, hint, 100, 1)
    assert status == expected
    assert np.array_equal(whole.lower, parts.lower)
    assert np.array_equal(whole.upper, parts.upper)
