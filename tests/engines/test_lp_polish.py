from __future__ import annotations

import numpy as np
import pytest

from coopt.check.milp import evaluate
from coopt.engines.lp_polish import lp_polish
from coopt.problem.milp import Milp


def test_the_continuous_part_becomes_the_best_for_the_integers() -> None:
    # min y - 3 x with y >= 2 x and y >= 1: x = 1 needs y = 2, x = 0 needs y = 1.
    problem = Milp.from_arrays(
        [-3.0, 1.0], [[-2.0, 1.0]], 0.0, np.inf, lower=[0, 1], upper=[1, 9], integrality=[1, 0]
    )
    polish = lp_polish(problem)
    for start, best in (([1.0, 9.0], [1.0, 2.0]), ([0.0, 5.0], [0.0, 1.0])):
        point = polish(np.array(start))
        assert point is not None
        assert point == pytest.approx(best)
        assert evaluate(problem, point).feasible


def test_integers_without_a_continuous_part_give_none() -> None:
    problem = Milp.from_arrays(
        [0.0, 1.0], [[4.0, 1.0]], 3.0, 3.0, upper=[1.0, 5.0], integrality=[1, 0]
    )
    polish = lp_polish(problem)
    assert polish(np.array([1.0, 0.0])) is None
    point = polish(np.array([0.0, 0.0]))
    assert point is not None and point[1] == pytest.approx(3.0)
