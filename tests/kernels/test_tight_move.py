from __future__ import annotations

import numpy as np
import pytest

from coopt.kernels.tight_move import tight_move_search
from coopt.kernels.walk import BEST, IMPROVEMENTS, STEP, Walk, start_walk
from tests.kernels.small_milp import matrix_of, random_point, small_rows, violations


def walked(seed: int, slices: int) -> Walk:
    rows = small_rows(seed)
    walk = start_walk(rows, random_point(rows, seed), 1.0, np.random.default_rng(seed))
    for _ in range(slices):
        tight_move_search(rows, walk, 100_000)
    return walk


@pytest.mark.parametrize("seed", range(30))
def test_a_claimed_point_is_feasible(seed: int) -> None:
    rows, walk = small_rows(seed), walked(seed, 10)
    assert walk.counts[IMPROVEMENTS] > 0
    x, act = walk.best_x, matrix_of(rows) @ walk.best_x
    assert act[-1] == pytest.approx(walk.value[BEST])
    assert (violations(rows, act) <= 1e-6).all()
    assert (x >= rows.lower).all() and (x <= rows.upper).all()
    assert (x[rows.integer] == np.rint(x[rows.integer])).all()


def test_the_same_seed_gives_the_same_trajectory() -> None:
    first, second = walked(3, 5), walked(3, 5)
    assert np.array_equal(first.x, second.x)
    assert np.array_equal(first.weight, second.weight)
    assert first.counts[STEP] == second.counts[STEP]
