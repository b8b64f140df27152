from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from coopt.check.milp import evaluate, objective, round_integers
from coopt.problem.csr import csr_from_triplets
from coopt.problem.milp import Indicator, Milp, Sos

LARGE = st.floats(-1e100, 1e100, allow_subnormal=False).filter(lambda v: v == 0 or abs(v) > 1e-100)


def test_whole_data_leave_no_rounding_error() -> None:
    problem = Milp.from_arrays([1.0, 2.0], [[3.0, 4.0]], 7.0, 7.0, integrality=1)
    assert evaluate(problem, np.ones(2)).violation == 0.0


def test_decimals_leave_an_error_far_below_the_tolerance() -> None:
    problem = Milp.from_arrays([1.0, 2.0], [[0.1, 0.2]], 0.3, 0.3)
    evaluation = evaluate(problem, np.ones(2))
    assert evaluation.feasible
    assert 0.0 < evaluation.violation < 1e-14


def test_a_long_cancelling_row_is_summed_exactly_rather_than_doubted() -> None:
    n = 200_000
    columns = np.arange(n)
    data = np.where(columns % 2, -1.1, 1.1)
    a, _ = csr_from_triplets(np.zeros(n, np.int64), columns, data, (1, n))
    problem = Milp.from_arrays(np.zeros(n), a, 0.0, 0.0, upper=1e9)
    assert evaluate(problem, np.full(n, 123456.7)).feasible


def test_a_violated_row_counts_relative_to_its_side() -> None:
    problem = Milp.from_arrays([1.0], [[1.0]], -np.inf, 1000.0)
    assert evaluate(problem, np.array([1001.0])).violation == pytest.approx(1e-3)
    assert not evaluate(problem, np.array([1001.0])).feasible


@pytest.mark.parametrize(
    "x", [np.ones(1), np.ones((2, 1)), np.array([1.0, np.nan]), np.array([np.inf, 0.0])]
)
def test_what_is_no_point_is_infeasible(x: np.ndarray) -> None:
    problem = Milp.from_arrays([1.0, 1.0])
    evaluation = evaluate(problem, x)
    assert not evaluation.feasible
    assert evaluation.violation == math.inf
    assert np.array_equal(round_integers(problem, x), x, equal_nan=True)


def test_products_that_overflow_are_infeasible_or_exactly_summed() -> None:
    problem = Milp.from_arrays([1.0, 1.0], [[1e300, -1e300]], -1.0, 1.0)
    assert evaluate(problem, np.array([1e10, 1e10])).feasible
    assert not evaluate(problem, np.array([1e10, 1.0])).feasible


def test_an_indicator_row_counts_only_at_its_value() -> None:
    base = Milp.from_arrays([1.0, 1.0], [[1.0, 0.0]], -np.inf, 1.0, integrality=[0, 1])
    problem = Milp(
        base.c, base.a, base.row_lower, base.row_upper, base.lower, base.upper,
        base.integer, base.semicontinuous, indicators=(Indicator(0, 1, 1),),
    )  # fmt: skip
    assert evaluate(problem, np.array([5.0, 0.0])).feasible
    assert not evaluate(problem, np.array([5.0, 1.0])).feasible


def test_semicontinuous_values_are_zero_or_within_bounds() -> None:
    problem = Milp.from_arrays([1.0], lower=2.0, upper=5.0, integrality=2)
    assert evaluate(problem, np.array([0.0])).violation == 0.0
    assert evaluate(problem, np.array([3.0])).violation == 0.0
    assert evaluate(problem, np.array([1.5])).violation == pytest.approx(0.25)
    assert round_integers(problem, np.array([1e-8])).tolist() == [0.0]


def test_an_ordered_set_keeps_neighbours_only() -> None:
    base = Milp.from_arrays([1.0] * 4)
    problem = Milp(
        base.c, base.a, base.row_lower, base.row_upper, base.lower, base.upper,
        base.integer, base.semicontinuous, sos=(Sos(2, (0, 1, 2, 3), (1.0, 2.0, 3.0, 4.0)),),
    )  # fmt: skip
    assert evaluate(problem, np.array([0.0, 1.0, 2.0, 0.0])).violation == 0.0
    assert evaluate(problem, np.array([0.5, 1.0, 2.0, 0.0])).violation == pytest.approx(0.5)


def test_rounding_clips_integers_into_fractional_bounds() -> None:
    problem = Milp.from_arrays([1.0, 1.0, 1.0], lower=[0.2, 0, 0], upper=2.9, integrality=[1, 1, 0])
    point = round_integers(problem, np.array([0.1, 2.99, 2.9000001]))
    assert point.tolist() == [1.0, 2.0, 2.9]


def test_rounding_leaves_a_continuous_value_that_is_plainly_outside() -> None:
    problem = Milp.from_arrays([1.0], upper=1.0)
    assert round_integers(problem, np.array([1.1])).tolist() == [1.1]


def test_rounding_respects_a_bound_that_its_double_exceeds() -> None:
    base = Milp.from_arrays([1.0], upper=0.1)
    problem = Milp(
        base.c, base.a, base.row_lower, base.row_upper, base.lower, base.upper,
        base.integer, base.semicontinuous,
        exact={"upper": {0: Fraction(1, 10) - Fraction(1, 10**25)}},
    )  # fmt: skip
    assert round_integers(problem, np.array([0.1])).tolist() == [np.nextafter(0.1, 0.0)]


@given(npst.arrays(float, 6, elements=LARGE), npst.arrays(float, 6, elements=LARGE))
def test_the_objective_is_the_nearest_double(c: np.ndarray, x: np.ndarray) -> None:
    problem = Milp.from_arrays(c, offset=0.5)
    terms = (Fraction(a) * Fraction(b) for a, b in zip(c.tolist(), x.tolist(), strict=True))
    assert objective(problem, x) == float(sum(terms, Fraction(1, 2)))
