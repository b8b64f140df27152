from __future__ import annotations

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from coopt.check.box import inner_box
from coopt.problem.csr import dense
from coopt.problem.milp import Milp
from tests.differential.brute_force import brute_force
from tests.differential.tiny_milp import tiny_milp


def test_a_knapsack_by_hand() -> None:
    problem = Milp.from_arrays(
        [5, 4, 3], [[2, 3, 1]], row_upper=5, upper=1, integrality=1, maximise=True, offset=1
    )
    assert brute_force(problem) == ("optimal", Fraction(10))


def test_decimals_are_exact() -> None:
    problem = Milp.from_arrays([1.0, 1.0], [[0.1, 0.2]], 0.3, 0.3, upper=1, integrality=1)
    assert brute_force(problem) == ("optimal", Fraction(2))


def test_a_continuous_part_is_optimised_for_each_assignment() -> None:
    problem = Milp.from_arrays(
        [1.0, 3.0, 0.1], [[1.0, 1.0, 3.0]], row_lower=7.0, upper=[3, np.inf, 1.5],
        integrality=[1, 0, 1],
    )  # fmt: skip
    assert brute_force(problem) == ("optimal", Fraction(61, 10))


def test_parity_is_infeasible() -> None:
    problem = Milp.from_arrays([1, 1], [[2, 2]], 3, 3, upper=5, integrality=1)
    assert brute_force(problem) == ("infeasible", None)


def test_fractional_bounds_without_a_whole_number_are_infeasible() -> None:
    problem = Milp.from_arrays([1], lower=0.2, upper=0.8, integrality=1)
    assert brute_force(problem) == ("infeasible", None)


def test_a_ray_is_unbounded_only_where_the_integers_allow_a_point() -> None:
    free = Milp.from_arrays([0, -1], [[2, 0]], 2, 2, upper=[5, np.inf], integrality=[1, 0])
    assert brute_force(free) == ("unbounded", None)
    odd = Milp.from_arrays([0, -1], [[2, 0]], 3, 3, upper=[5, np.inf], integrality=[1, 0])
    assert brute_force(odd) == ("infeasible", None)


def test_an_unbounded_continuous_variable_without_cost_does_no_harm() -> None:
    problem = Milp.from_arrays(
        [1, 0], [[1, -1]], 0, 0, lower=[2, -np.inf], upper=[5, np.inf], integrality=[1, 0]
    )
    assert brute_force(problem) == ("optimal", Fraction(2))


def test_tiny_problems_have_all_statuses_and_shapes() -> None:
    problems = [tiny_milp(seed) for seed in range(150)]
    statuses = Counter(brute_force(problem)[0] for problem in problems)
    assert statuses["optimal"] > 60
    assert statuses["infeasible"] > 15
    assert statuses["unbounded"] > 5
    assert any((p.lower > p.upper).any() for p in problems)
    assert any(p.a.shape[0] == 0 for p in problems)
    assert any((np.diff(p.a.indptr) == 0).any() for p in problems)
    assert any((p.row_lower == p.row_upper).any() for p in problems)
    assert {p.maximise for p in problems} == {True, False}


def test_the_same_seed_gives_the_same_problem() -> None:
    first, again = tiny_milp(7), tiny_milp(7)
    assert first.c.tolist() == again.c.tolist()
    assert dense(first.a).tolist() == dense(again.a).tolist()


@pytest.mark.parametrize("seed", range(60))
def test_brute_force_agrees_with_branch_and_bound(seed: int) -> None:
    problem = tiny_milp(seed)
    status, value = brute_force(problem)
    lower, upper = inner_box(problem)
    if np.any(lower > upper):
        assert status == "infeasible"
        return
    rows = LinearConstraint(dense(problem.a), problem.row_lower, problem.row_upper)
    found = milp(
        problem.c,
        constraints=rows if problem.a.shape[0] else (),
        bounds=Bounds(lower, upper),
        integrality=problem.integer,
    )
    if status == "optimal":
        sign = -1.0 if problem.maximise else 1.0
        assert value is not None
        assert found.status == 0
        assert sign * (found.fun + problem.offset) == pytest.approx(float(value), abs=1e-6)
    else:
        assert found.status in (2, 3, 4)
