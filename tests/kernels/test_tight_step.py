from __future__ import annotations

import math

import numpy as np
import pytest

from coopt.kernels.rows import Floats, Ints, Rows
from coopt.kernels.tight_step import consuming_step, repairing_step, step_score
from tests.kernels.small_milp import matrix_of, random_point, small_rows, violations


def score_by_trial(rows: Rows, x: Floats, weight: Ints, j: int, step: float) -> int:
    """Compute both activities afresh and compare the rows."""
    a = matrix_of(rows)
    y = x.copy()
    y[j] += step
    score = 0
    before, after = violations(rows, a @ x), violations(rows, a @ y)
    for i in range(a.shape[0] - 1):
        w = int(weight[i]) * (2 if rows.row_lower[i] == rows.row_upper[i] else 1)
        tol = rows.row_tol[i]
        if a[i, j] == 0.0:
            continue
        if before[i] > tol:
            score += 2 * w if after[i] <= tol else w if after[i] < before[i] else -w
        elif after[i] > tol:
            score -= 2 * w
    if rows.row_upper[-1] < math.inf and a[-1, j] != 0.0:
        score += 2 * int(weight[-1]) * (1 if a[-1, j] * step < 0.0 else -1)
    return score


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("cutoff", [False, True])
def test_the_score_of_a_step_agrees_with_trial(seed: int, cutoff: bool) -> None:
    rows, x = small_rows(seed), random_point(small_rows(seed), seed + 1)
    rng = np.random.default_rng(seed)
    act = matrix_of(rows) @ x
    if cutoff:
        rows.row_upper[-1] = act[-1] - 1.0
    weight = rng.integers(1, 6, act.size)
    columns = rows.col_ptr, rows.col_row, rows.col_val
    sides = rows.row_lower, rows.row_upper, rows.row_tol
    for j in range(x.size):
        for step in (-2.0, -1.0, 1.0, 0.5):
            score, bonus = step_score(*columns, *sides, act, weight, j, step)
            assert score == score_by_trial(rows, x, weight, j, step)
            assert bonus in (0, weight[-1])


@pytest.mark.parametrize("seed", range(200))
def test_a_repairing_step_just_satisfies_the_row(seed: int) -> None:
    rng = np.random.default_rng(seed)
    a, side = float(rng.choice([-3.0, -1.0, 2.0, 7.0])), float(rng.integers(-5, 6))
    activity = side + float(rng.integers(1, 20))
    exact = repairing_step(activity, -math.inf, side, a, False)
    assert activity + a * exact == pytest.approx(side)
    step = repairing_step(activity, -math.inf, side, a, True)
    assert step == round(step)
    assert activity + a * step <= side + 1e-9
    assert activity + a * (step - math.copysign(1.0, step)) > side


def test_a_step_in_an_equality_goes_to_the_nearest_but_moves() -> None:
    assert repairing_step(10.0, 3.0, 3.0, 4.0, True) == -2.0
    assert repairing_step(4.0, 3.0, 3.0, 4.0, True) == -1.0
    assert repairing_step(2.0, 3.0, 3.0, 4.0, True) == 1.0


@pytest.mark.parametrize("seed", range(200))
def test_a_consuming_step_keeps_the_row(seed: int) -> None:
    rng = np.random.default_rng(seed)
    a, slack = float(rng.choice([-3.0, -1.0, 2.0, 7.0])), float(rng.integers(0, 20))
    step = consuming_step(5.0 - slack, -math.inf, 5.0, a, True)
    assert step == round(step)
    assert 5.0 - slack + a * step <= 5.0 + 1e-9
    assert 5.0 - slack + a * (step + math.copysign(1.0, a)) > 5.0
    assert consuming_step(1.0, -math.inf, math.inf, a, True) == 0.0
