from __future__ import annotations

import numpy as np
import pytest

from coopt.kernels.jump_value import gain, jump_step, slope
from coopt.kernels.rows import Floats, Rows
from coopt.kernels.xorshift import xorshift_state
from tests.kernels.small_milp import matrix_of, random_point, small_rows, violations


def weighted(rows: Rows, x: Floats, weight: Floats, j: int, step: float) -> float:
    y = x.copy()
    y[j] += step
    return float(weight @ violations(rows, matrix_of(rows) @ y))


def best_by_trial(rows: Rows, x: Floats, weight: Floats, j: int) -> float:
    """Try every integer of the box, or every breakpoint and bound, but not staying."""
    if rows.integer[j]:
        values = np.arange(rows.lower[j], rows.upper[j] + 1.0)
    else:
        a = matrix_of(rows)
        used = np.flatnonzero(a[:, j])
        sides = np.concatenate([rows.row_lower[used], rows.row_upper[used]])
        act, column = np.tile((a @ x)[used], 2), np.tile(a[used, j], 2)
        points = x[j] + (sides - act) / column
        points = np.concatenate([points[np.isfinite(points)], [rows.lower[j], rows.upper[j]]])
        values = points[(points >= rows.lower[j]) & (points <= rows.upper[j])]
    here = weighted(rows, x, weight, j, 0.0)
    gains = [here - weighted(rows, x, weight, j, v - x[j]) for v in values if v != x[j]]
    return max(gains, default=-np.inf)


@pytest.mark.parametrize("seed", range(40))
def test_the_jump_is_the_best_move_of_the_column(seed: int) -> None:
    rows, rng = small_rows(seed), np.random.default_rng(seed)
    x, weight = random_point(rows, seed), rng.random(rows.row_lower.size) + 0.1
    act = matrix_of(rows) @ x
    for j in range(x.size):
        step, score = jump_step(rows, x, act, weight, j, xorshift_state(rng))
        assert rows.lower[j] <= x[j] + step <= rows.upper[j]
        best = best_by_trial(rows, x, weight, j)
        assert score == pytest.approx(best, abs=1e-9)
        if step != 0.0:
            here = weighted(rows, x, weight, j, 0.0)
            assert here - weighted(rows, x, weight, j, step) == pytest.approx(score)
            assert gain(rows, act, weight, j, step) == pytest.approx(score)


@pytest.mark.parametrize("seed", range(20))
def test_the_slope_agrees_with_a_small_step(seed: int) -> None:
    rows, rng = small_rows(seed), np.random.default_rng(seed)
    x, weight = random_point(rows, seed), rng.random(rows.row_lower.size)
    act, h = matrix_of(rows) @ x, 1e-6
    for j in range(x.size):
        for sign in (-1.0, 1.0):
            by_trial = weighted(rows, x, weight, j, sign * h) - weighted(rows, x, weight, j, 0.0)
            assert slope(rows, act, weight, j, 0.0, sign) == pytest.approx(by_trial / h, abs=1e-6)
