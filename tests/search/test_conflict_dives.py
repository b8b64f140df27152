from __future__ import annotations

import numpy as np
import pytest

from coopt.check.milp import evaluate
from coopt.features.row_model import row_model
from coopt.problem.milp import Milp
from coopt.search.conflict_dives import ConflictDives


def partition(seed: int, size: int = 12) -> Milp:
    """A random set partitioning problem around a known partition."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, 4, size)
    known = (group[:, None] == np.arange(4)).astype(float)
    others = (rng.random((size, 20)) < 0.25).astype(float)
    a = np.hstack([others, known])
    return Milp.from_arrays(rng.random(24), a, 1.0, 1.0, upper=1.0, integrality=1)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("shuffled", [0.0, 0.3])
def test_dives_find_a_partition(seed: int, shuffled: float) -> None:
    problem = partition(seed)
    rows, rng = row_model(problem), np.random.default_rng(seed)
    dives = ConflictDives(rows, rows.upper.copy(), np.arange(24), shuffled, rng)
    x = dives.advance(10_000_000)
    assert x is not None
    assert evaluate(problem, x).feasible


def test_dives_stop_at_their_budget() -> None:
    problem = Milp.from_arrays(np.zeros(3), [[2.0, 2.0, 4.0]], 5.0, 5.0, upper=3.0, integrality=1)
    rows = row_model(problem)
    dives = ConflictDives(rows, rows.upper.copy(), np.arange(3), 0.0, np.random.default_rng(0))
    assert dives.advance(100_000) is None
    assert dives.work < 200_000
