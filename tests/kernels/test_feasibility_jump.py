from __future__ import annotations

import numpy as np
import pytest

from coopt.kernels.feasibility_jump import (
    Jumps,
    add_weights,
    compute_jump,
    feasibility_jump,
    jump,
    restart_jumps,
    start_jumps,
)
from coopt.kernels.jump_value import gain
from coopt.kernels.rows import Rows
from tests.kernels.small_milp import matrix_of, random_point, small_rows, violations


def started(seed: int) -> tuple[Rows, Jumps]:
    rows = small_rows(seed)
    state = start_jumps(rows, np.random.default_rng(seed))
    restart_jumps(rows, state, random_point(rows, seed), 1.0)
    return rows, state


@pytest.mark.parametrize("seed", range(10))
def test_the_cached_gains_of_binaries_stay_exact(seed: int) -> None:
    rows, state = started(seed)
    rng = np.random.default_rng(seed)
    for _ in range(30):
        j = int(rng.integers(state.x.size))
        compute_jump(rows, state, j)
        jump(rows, state, j)
        add_weights(rows, state)
    assert np.allclose(state.act, matrix_of(rows) @ state.x)
    for j in range(state.x.size):
        if not state.stale[j] and state.step[j] != 0.0:
            fresh = gain(rows, state.act, state.weight, j, state.step[j])
            assert state.score[j] == pytest.approx(fresh, abs=1e-9)
            assert (state.good_place[j] >= 0) == (state.score[j] > 1e-9)
        elif state.stale[j]:
            assert state.good_place[j] >= 0


def test_a_claimed_point_is_feasible() -> None:
    claims = 0
    for seed in range(30):
        rows, state = started(seed)
        if not any(feasibility_jump(rows, state, 100_000) for _ in range(20)):
            continue
        claims += 1
        assert (violations(rows, matrix_of(rows) @ state.x) <= 1e-6).all()
        assert (state.x >= rows.lower).all() and (state.x <= rows.upper).all()
        assert (state.x[rows.integer] == np.rint(state.x[rows.integer])).all()
    assert claims >= 25


def test_the_same_seed_gives_the_same_trajectory() -> None:
    (rows, first), (_, second) = started(3), started(3)
    for _ in range(5):
        feasibility_jump(rows, first, 10_000)
        feasibility_jump(rows, second, 10_000)
    assert np.array_equal(first.x, second.x)
    assert np.array_equal(first.weight, second.weight)
