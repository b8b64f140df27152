import numpy as np
import pytest

from coopt.check.objective_step import objective_step
from coopt.problem import Milp, Tsp, explicit


@pytest.mark.parametrize(
    ("costs", "step"),
    [([4.0, 6.0], 2.0), ([0.5, 0.75], 0.25), ([0.1, 0.25], 0.05), ([3.0, 0.0], 3.0)],
)
def test_the_step_is_the_greatest_common_divisor_of_the_costs(
    costs: list[float], step: float
) -> None:
    found = objective_step(Milp.from_arrays(costs, integrality=1, offset=7.0))
    assert found is not None
    assert found[0] == 7.0
    assert found[1] == pytest.approx(step)


def test_a_priced_continuous_variable_leaves_no_grid() -> None:
    assert objective_step(Milp.from_arrays([1.0, 1.0], integrality=[1, 0])) is None


def test_a_free_continuous_variable_does_not_matter() -> None:
    assert objective_step(Milp.from_arrays([1.0, 0.0], integrality=[1, 0])) == (0.0, 1.0)


def test_long_decimals_leave_no_grid() -> None:
    assert objective_step(Milp.from_arrays([np.pi, 1.0], integrality=1)) is None


def test_whole_distances_make_a_grid_of_ones() -> None:
    assert objective_step(Tsp(explicit([[0, 2], [3, 0]]))) == (0.0, 1.0)
    assert objective_step(Tsp(explicit([[0.0, 2.5], [3.0, 0.0]]))) is None
