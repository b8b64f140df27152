from __future__ import annotations

import numpy as np
import pytest

from coopt.kernels.walk import BEST, MARGIN, move, set_cutoff, start_walk
from tests.kernels.small_milp import matrix_of, random_point, small_rows, violations


@pytest.mark.parametrize("seed", range(10))
def test_moves_keep_the_activities_and_the_violated_rows(seed: int) -> None:
    rows, rng = small_rows(seed), np.random.default_rng(seed)
    walk = start_walk(rows, random_point(rows, seed), 1.0, rng)
    for _ in range(50):
        move(rows, walk, int(rng.integers(rows.lower.size)), float(rng.integers(-3, 4)))
    act = matrix_of(rows) @ walk.x
    assert np.allclose(walk.act, act)
    assert (walk.x >= rows.lower).all() and (walk.x <= rows.upper).all()
    off = set(np.flatnonzero(violations(rows, act) > rows.row_tol).tolist())
    assert set(walk.members[: walk.size[0]].tolist()) == off
    assert {i for i in range(act.size) if walk.place[i] >= 0} == off
    assert all(walk.members[walk.place[i]] == i for i in off)


def test_the_cutoff_row_is_violated_by_the_incumbent() -> None:
    rows = small_rows(0)
    walk = start_walk(rows, random_point(rows, 0), 1.0, np.random.default_rng(0))
    last = rows.row_lower.size - 1
    walk.value[BEST] = walk.act[last]
    set_cutoff(rows, walk)
    assert rows.row_upper[last] == walk.act[last] - walk.value[MARGIN]
    assert walk.place[last] >= 0
