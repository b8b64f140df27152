from __future__ import annotations

import numpy as np
import pytest

from coopt.check.milp import evaluate
from coopt.problem.csr import Floats
from coopt.problem.milp import Milp
from tests.in_child import in_child


@in_child
def polished(problem: Milp, points: list[Floats]) -> list[Floats | None]:
    """Polish some points with one model, in a process of its own."""
    from coopt.engines.lp_polish import lp_polish

    polish = lp_polish(problem)
    return [polish(point) for point in points]


def test_the_continuous_part_becomes_the_best_for_the_integers() -> None:
    # min y - 3 x with y >= 2 x and y >= 1: x = 1 needs y = 2, x = 0 needs y = 1.
    problem = Milp.from_arrays(
        [-3.0, 1.0], [[-2.0, 1.0]], 0.0, np.inf, lower=[0, 1], upper=[1, 9], integrality=[1, 0]
    )
    starts, bests = ([1.0, 9.0], [0.0, 5.0]), ([1.0, 2.0], [0.0, 1.0])
    for point, best in zip(polished(problem, [np.array(s) for s in starts]), bests, strict=True):
        assert point is not None
        assert point == pytest.approx(best)
        assert evaluate(problem, point).feasible


def test_integers_without_a_continuous_part_give_none() -> None:
    problem = Milp.from_arrays(
        [0.0, 1.0], [[4.0, 1.0]], 3.0, 3.0, upper=[1.0, 5.0], integrality=[1, 0]
    )
    none, point = polished(problem, [np.array([1.0, 0.0]), np.array([0.0, 0.0])])
    assert none is None
    assert point is not None and point[1] == pytest.approx(3.0)
