import numpy as np
import pytest

from coopt.check.column_ray import column_ray
from coopt.problem import Milp
from coopt.solve import solve


def test_a_variable_that_no_side_stops_is_a_ray() -> None:
    # min -x + y: x may grow, since its rows have no side there; y is stopped by its bound.
    problem = Milp.from_arrays([-1, 1], [[1, 1], [-2, 0]], [1, -np.inf], [np.inf, 5])
    assert column_ray(problem) == 0


@pytest.mark.parametrize(
    ("row", "lower", "upper"),
    [([1.0], -np.inf, 5.0), ([-1.0], -5.0, np.inf)],
)
def test_a_finite_side_in_the_way_stops_it(row: list[float], lower: float, upper: float) -> None:
    assert column_ray(Milp.from_arrays([-1], [row], lower, upper)) is None


def test_bounds_and_missing_costs_stop_it() -> None:
    assert column_ray(Milp.from_arrays([-1], upper=7)) is None
    assert column_ray(Milp.from_arrays([1])) is None
    assert column_ray(Milp.from_arrays([0], lower=-np.inf)) is None
    assert column_ray(Milp.from_arrays([1], lower=-np.inf)) == 0


def test_a_ray_outweighs_an_engine_that_claims_an_optimum() -> None:
    # HiGHS 1.15 calls this optimal; the last variable may grow without end.
    problem = Milp.from_arrays(
        [5.1, -3.3, 6.0, -2.2, 1.6],
        [[-1.2, 0, -1.3, 2.6, 0], [5.4, -0.1, -3.1, 0.8, -6.6]],
        [-0.3, -np.inf],
        [2.7, 40.8],
        lower=[0, 1, -3, -4.2, -3.9],
        upper=[1, 5, -2, np.inf, np.inf],
        integrality=[1, 1, 1, 0, 0],
        maximise=True,
    )
    for methods in ((), ("highs",), ("scip",)):
        assert solve(problem, methods=methods).status == "unbounded"


def test_a_ray_of_an_infeasible_problem_proves_nothing() -> None:
    problem = Milp.from_arrays([-1, 0], [[0, 2]], 1, 1, upper=[np.inf, 5], integrality=1)
    assert solve(problem).status == "infeasible"
