import numpy as np
import pytest

from coopt.engines.small_costs import objective_factor, scale_objective
from coopt.problem import Milp
from coopt.solve import solve

ROWS = [[1, 1], [1, -1], [2, 5]]
SIDES = [1e10, 1e9, 4e10]


def test_only_small_costs_are_scaled_and_by_a_power_of_two() -> None:
    assert objective_factor(Milp.from_arrays([1e-2, 1e-9])) == 1.0
    assert objective_factor(Milp.from_arrays([0.0])) == 1.0
    factor = objective_factor(Milp.from_arrays([3e-8, -1e-9]))
    assert 0.5 <= 3e-8 * factor < 1.0
    assert np.log2(factor) == int(np.log2(factor))


def test_costs_and_constant_scale_together() -> None:
    scaled = scale_objective(Milp.from_arrays([3e-8], offset=5e-8), 2.0**20)
    assert scaled.c[0] == 3e-8 * 2.0**20
    assert scaled.offset == 5e-8 * 2.0**20


@pytest.mark.parametrize("cost", [1e-5, 1e-6, 1e-8, 1e-10])
def test_small_costs_and_large_sides_give_the_optimum(cost: float) -> None:
    # The vertex of x + y = 1e10 costs most: every point of that edge is optimal.
    problem = Milp.from_arrays([-cost, -cost], ROWS, row_upper=SIDES)
    result = solve(problem)
    assert result.status == "optimal"
    assert result.objective == pytest.approx(-1e10 * cost, rel=1e-6)


@pytest.mark.parametrize("cost", [1e-8, 1e-12])
@pytest.mark.parametrize("integrality", [0, 1])
def test_an_unbounded_problem_with_small_costs_is_called_so(cost: float, integrality: int) -> None:
    problem = Milp.from_arrays([-cost], [[1.0]], row_lower=4.0, integrality=integrality)
    assert solve(problem).status == "unbounded"
