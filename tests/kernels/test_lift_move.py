from __future__ import annotations

import numpy as np
import pytest

from coopt.kernels.lift_move import lift, lift_step
from coopt.kernels.rows import Rows
from coopt.kernels.tight_move import tight_move_search
from coopt.kernels.walk import Walk, start_walk
from tests.kernels.small_milp import matrix_of, random_point, small_rows, violations


def feasible_walk(rows: Rows, seed: int) -> Walk:
    walk = start_walk(rows, random_point(rows, seed), 1.0, np.random.default_rng(seed))
    assert tight_move_search(rows, walk, 5_000_000)
    return walk


@pytest.mark.parametrize("seed", range(10))
def test_a_lift_step_is_the_longest_that_keeps_all_rows(seed: int) -> None:
    rows = small_rows(seed)
    walk = feasible_walk(rows, seed)
    rows.row_upper[-1] = np.inf
    a = matrix_of(rows)
    for j in np.flatnonzero(rows.integer):
        for sign in (-1.0, 1.0):
            longest, x = 0.0, walk.x.copy()
            while rows.lower[j] <= x[j] + sign <= rows.upper[j]:
                x[j] += sign
                if (violations(rows, a @ x) > 1e-6).any():
                    break
                longest += sign
            assert lift_step(rows, walk.x, a @ walk.x, int(j), sign) == longest


@pytest.mark.parametrize("seed", range(10))
def test_lifting_keeps_the_rows_and_does_not_worsen(seed: int) -> None:
    rows = small_rows(seed)
    walk = feasible_walk(rows, seed)
    before = walk.act[-1]
    lift(rows, walk, 1 << 60)
    act = matrix_of(rows) @ walk.x
    assert act[-1] <= before
    assert (violations(rows, act)[:-1] <= 1e-6).all()
