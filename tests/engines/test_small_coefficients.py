import numpy as np
import pytest

from coopt.engines.small_coefficients import scale_small_coefficients
from coopt.problem import Milp
from coopt.problem.csr import dense, product
from coopt.solve import solve


def test_an_ordinary_problem_is_left_alone() -> None:
    problem = Milp.from_arrays([1, 1], [[1, 2]], row_upper=3)
    assert scale_small_coefficients(problem).problem is problem


def test_a_small_row_is_scaled_by_a_power_of_two() -> None:
    scaled = scale_small_coefficients(Milp.from_arrays([-1], [[5e-10]], row_upper=0.5))
    factor = dense(scaled.problem.a)[0, 0] / 5e-10
    assert scaled.complete
    assert np.log2(factor) == int(np.log2(factor))
    assert 0.5 <= dense(scaled.problem.a)[0, 0] < 1
    assert scaled.problem.row_upper[0] == 0.5 * factor


def test_a_small_continuous_column_is_scaled_and_maps_back() -> None:
    problem = Milp.from_arrays([-1, 1], [[5e-10, 1], [3e-10, 2]], row_upper=[4, 5], upper=1e12)
    scaled = scale_small_coefficients(problem)
    x = np.array([3e9, 0.25])
    assert scaled.complete
    share = product(scaled.problem.a, x / scaled.columns) / scaled.problem.row_upper
    assert share.tolist() == (product(problem.a, x) / problem.row_upper).tolist()
    assert float(scaled.problem.c @ (x / scaled.columns)) == float(problem.c @ x)


def test_a_small_coefficient_of_a_large_integer_beside_a_large_one_is_not_complete() -> None:
    problem = Milp.from_arrays([-1, 1], [[5e-10, 1]], row_upper=4, upper=1e12, integrality=1)
    assert not scale_small_coefficients(problem).complete


@pytest.mark.parametrize("integrality", [0, 1])
def test_the_row_that_engines_lose_binds(integrality: int) -> None:
    problem = Milp.from_arrays([-1], [[5e-10]], row_upper=0.5, upper=1e10, integrality=integrality)
    result = solve(problem)
    assert result.status == "optimal"
    assert result.objective == pytest.approx(-1e9, rel=1e-6)


def test_bounds_of_engines_that_lose_a_term_are_not_believed() -> None:
    # The best is x = 1e10, y = 0 (5 <= 5); an engine that drops 5e-10 x adds y = 5.
    problem = Milp.from_arrays(
        [-1, -1e10], [[5e-10, 1]], row_upper=5, upper=[1e10, 9], integrality=1
    )
    result = solve(problem, time_limit=3)
    assert result.status in ("optimal", "feasible", "no_solution")
    if result.objective is not None:
        assert result.objective >= -5e10 - 1e4
