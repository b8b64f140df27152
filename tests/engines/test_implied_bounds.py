import numpy as np

from coopt.engines.implied_bounds import implied_bounds
from coopt.problem import Milp


def bounds_of(problem: Milp) -> tuple[list[float], list[float]]:
    lower, upper = implied_bounds(problem, problem.lower, problem.upper)
    return lower.tolist(), upper.tolist()


def test_a_knapsack_row_bounds_its_variables() -> None:
    problem = Milp.from_arrays([1, 1], [[2.0, 3.0]], -np.inf, 12.0, integrality=1)
    assert bounds_of(problem) == ([0.0, 0.0], [6.0, 4.0])


def test_a_chain_is_followed() -> None:
    # x <= 5, y <= x, z <= 2 y.
    a = [[1.0, 0.0, 0.0], [-1.0, 1.0, 0.0], [0.0, -2.0, 1.0]]
    problem = Milp.from_arrays([1, 1, 1], a, -np.inf, [5.0, 0.0, 0.0], integrality=1)
    assert bounds_of(problem)[1] == [5.0, 5.0, 10.0]


def test_lower_bounds_come_from_both_kinds_of_rows() -> None:
    problem = Milp.from_arrays(
        [1, 1], [[1.0, 0.0], [0.0, -1.0]], [-4.0, -np.inf], [np.inf, 3.0], lower=-np.inf
    )
    assert bounds_of(problem)[0] == [-4.0, -3.0]


def test_nothing_is_made_up() -> None:
    problem = Milp.from_arrays([1, 1], [[1.0, -1.0]], -np.inf, 0.0, integrality=1)
    assert bounds_of(problem) == ([0.0, 0.0], [np.inf, np.inf])
