import numpy as np
import pytest

from coopt.engines.small_coefficients import scale_small_coefficients
from coopt.problem import Milp
from coopt.problem.csr import dense
from coopt.solve import solve


def test_an_ordinary_problem_is_left_alone() -> None:
    problem = Milp.from_arrays([1, 1], [[1, 2]], row_upper=3)
    assert scale_small_coefficients(problem).problem is problem


def test_a_row_with_a_small_coefficient_is_scaled_by_a_power_of_two() -> None:
    problem = Milp.from_arrays([-1, 1], [[5e-10, 2], [1, 1]], row_upper=[0.5, 3])
    scaled = scale_small_coefficients(problem)
    factor = dense(scaled.problem.a) / dense(problem.a)
    assert scaled.complete
    assert np.log2(factor[0, 0]) == int(np.log2(factor[0, 0])) > 0
    assert factor[0].tolist() == [factor[0, 0]] * 2
    assert factor[1].tolist() == [1.0, 1.0]
    assert scaled.problem.row_upper.tolist() == [0.5 * factor[0, 0], 3.0]
    assert dense(scaled.problem.a)[0, 0] > 1e-6


@pytest.mark.parametrize(("upper", "complete"), [(1e12, False), (1.0, True)])
def test_a_term_that_stays_small_matters_by_its_reach(upper: float, complete: bool) -> None:
    problem = Milp.from_arrays([-1, 1], [[1e-18, 1e9]], row_upper=4, upper=upper, integrality=1)
    assert scale_small_coefficients(problem).complete is complete


@pytest.mark.parametrize("integrality", [0, 1])
def test_the_row_that_engines_lose_binds(integrality: int) -> None:
    problem = Milp.from_arrays([-1], [[5e-10]], row_upper=0.5, upper=1e10, integrality=integrality)
    result = solve(problem)
    assert result.status == "optimal"
    assert result.objective == pytest.approx(-1e9, rel=1e-6)


def test_a_lost_term_beside_a_large_one_counts() -> None:
    # The best is x = 1e10 with y = 0 (5 <= 5) or y = 5 with x = 0; both cost -5e10 at most.
    problem = Milp.from_arrays(
        [-4, -1e10], [[5e-10, 1]], row_upper=5, upper=[1e10, 9], integrality=1
    )
    result = solve(problem, time_limit=10)
    assert result.objective == pytest.approx(-5e10)
