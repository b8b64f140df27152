from __future__ import annotations

import itertools

import numpy as np

from coopt.check.milp import evaluate
from coopt.features.row_model import row_model
from coopt.search.jump_walk import JumpWalk
from coopt.search.tight_move_walk import TightMoveWalk
from tests.kernels.small_milp import small_milp


def test_each_point_of_the_jumps_beats_the_one_before() -> None:
    count = 0
    for seed in range(8):
        problem = small_milp(seed)
        rows = row_model(problem)
        start = np.clip(np.zeros(rows.lower.size), rows.lower, rows.upper)
        walk = JumpWalk(rows, (start,), 1.0, np.random.default_rng(seed))
        points = [x for _ in range(10) if (x := walk.advance(100_000)) is not None]
        found = [evaluate(problem, x) for x in points]
        count += len(found)
        assert all(f.feasible for f in found)
        assert all(b.objective <= a.objective - 1.0 for a, b in itertools.pairwise(found))
        assert rows.row_upper[-1] == np.inf
    assert count >= 8


def test_the_walk_takes_an_incumbent_and_asks_for_better() -> None:
    problem = small_milp(0)
    rows = row_model(problem)
    start = np.clip(np.zeros(rows.lower.size), rows.lower, rows.upper)
    walk = TightMoveWalk(rows, start, 1.0, np.random.default_rng(0))
    first = None
    while first is None:
        first = walk.advance(100_000)
    value = float(problem.c @ first) - 2.0
    walk.adopt(first, value)
    assert rows.row_upper[-1] <= value - 1.0
