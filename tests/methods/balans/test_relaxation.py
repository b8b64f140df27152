"""The relaxation: every engine solves the same linear program."""

from __future__ import annotations

import numpy as np
import pytest

from coopt.problem import Milp
from tests.in_child import in_child


@in_child
def relaxed_value(problem: Milp, engine: str | None, limit_s: float) -> float | None:
    """Return the objective of the relaxed solution, which must hold all rows; None without one."""
    from coopt.methods.balans.relaxation import relaxed_solution
    from coopt.problem.csr import product

    x = relaxed_solution(problem, engine, limit_s)
    if x is None:
        return None
    activity = product(problem.a, x)
    assert (activity >= problem.row_lower - 1e-6).all()
    assert (activity <= problem.row_upper + 1e-6).all()
    assert (x >= problem.lower - 1e-6).all() and (x <= problem.upper + 1e-6).all()
    return float(problem.c @ x)


ENGINES = ["highs", "cpsat", None]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_odd_cycle_is_covered_by_halves(engine: str | None) -> None:
    a = np.eye(5) + np.roll(np.eye(5), 1, axis=1)
    problem = Milp.from_arrays(np.ones(5), a, row_lower=1.0, upper=1.0, integrality=1)
    assert relaxed_value(problem, engine, 10.0) == pytest.approx(2.5)


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_with_two_sides_and_free_columns_give_the_same_value(engine: str | None) -> None:
    rng = np.random.default_rng(3)
    a = np.round(rng.normal(size=(12, 20)), 2)
    middle = a @ rng.random(20)
    problem = Milp.from_arrays(
        rng.normal(size=20), a, middle - 1.0, middle + 1.0, lower=-2.0, upper=3.0, integrality=1
    )
    assert relaxed_value(problem, engine, 10.0) == pytest.approx(
        relaxed_value(problem, None, 10.0), abs=1e-5
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_a_relaxation_without_a_point_has_no_solution(engine: str | None) -> None:
    problem = Milp.from_arrays([1.0], [[1.0]], row_lower=3.0, upper=1.0, integrality=1)
    assert relaxed_value(problem, engine, 10.0) is None
