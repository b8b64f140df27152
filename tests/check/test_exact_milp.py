from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopt.check.exact_milp import certify, violations_table
from coopt.check.milp import evaluate, round_integers
from coopt.check.point import nearest_double
from coopt.problem.milp import Indicator, Milp, Sos
from tests.check.fraction_twin import twin
from tests.check.random_milp import random_case

SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=400, deadline=None)
@given(SEEDS)
def test_certify_agrees_with_plain_fractions(seed: int) -> None:
    problem, x, exact_x = random_case(seed)
    objective, absolute, scaled = twin(problem, x.tolist(), exact_x)
    certificate = certify(problem, x, exact_x=exact_x)
    assert certificate.objective == objective
    assert certificate.max_violation == nearest_double(absolute)
    assert (certificate.verified == "exact") == (absolute == 0)
    assert (certificate.verified is not None) == (scaled <= Fraction(1, 10**6))
    assert bool(certificate.worst) == (absolute > 0)


@settings(max_examples=400, deadline=None)
@given(SEEDS, st.sampled_from([1e-6, 1e-9, 1e-12, 0.0]))
def test_a_feasible_evaluation_implies_a_certificate(seed: int, tolerance: float) -> None:
    problem, x, _ = random_case(seed)
    evaluation = evaluate(problem, x, tolerance)
    _, _, scaled = twin(problem, x.tolist(), {})
    assert Fraction(evaluation.violation) >= scaled
    if evaluation.feasible:
        assert certify(problem, x, tolerance).verified is not None


@settings(max_examples=300, deadline=None)
@given(SEEDS)
def test_a_certificate_with_room_to_spare_implies_a_feasible_evaluation(seed: int) -> None:
    problem, x, _ = random_case(seed)
    if certify(problem, x, 9.9e-7).verified is not None:
        assert evaluate(problem, x, 1e-6).feasible


@settings(max_examples=300, deadline=None)
@given(SEEDS)
def test_rounding_puts_integers_on_whole_numbers_within_exact_bounds(seed: int) -> None:
    problem, x, _ = random_case(seed)
    wobbly = x + 1e-8 * np.random.default_rng(seed).normal(size=x.size)
    point = round_integers(problem, wobbly)
    kinds = {kind for kind, _, _ in violations_table(problem, point)}
    assert "integrality" not in kinds
    assert not np.any(np.signbit(point) & (point == 0.0))
    assert np.array_equal(round_integers(problem, point), point)


def cap(upper_side: float, **exact: dict[int, Fraction]) -> Milp:
    plain = Milp.from_arrays([1.0, 1.0], [[0.1, 0.2]], -np.inf, upper_side, row_names=["cap"])
    return Milp(
        plain.c, plain.a, plain.row_lower, plain.row_upper, plain.lower, plain.upper,
        plain.integer, plain.semicontinuous, row_names=("cap",), exact=exact,
    )  # fmt: skip


def test_decimals_that_no_double_holds_add_up_exactly() -> None:
    assert 0.1 + 0.2 > 0.3
    certificate = certify(cap(0.3), np.ones(2))
    assert certificate.verified == "exact"
    assert certificate.max_violation == 0.0
    assert certificate.worst == ""


def test_the_worst_violation_is_named() -> None:
    certificate = certify(cap(0.3), np.array([1.000003, 1.0]))
    assert certificate.worst == "row 'cap' exceeds its upper side by 3e-07"
    assert certificate.verified == "tolerance"
    assert certify(cap(0.2), np.ones(2)).verified is None


def test_a_decimal_of_thirty_places_counts() -> None:
    tighter = cap(0.3, row_upper={0: Fraction(3, 10) - Fraction(1, 10**30)})
    certificate = certify(tighter, np.ones(2))
    assert certificate.verified == "tolerance"
    assert certificate.max_violation == pytest.approx(1e-30)


def test_thirds_sum_to_one() -> None:
    problem = Milp.from_arrays([1.0] * 3, [[1.0, 1.0, 1.0]], 1.0, 1.0, maximise=True)
    third = dict.fromkeys(range(3), Fraction(1, 3))
    assert certify(problem, np.full(3, 1 / 3)).verified == "tolerance"
    certificate = certify(problem, np.full(3, 1 / 3), exact_x=third)
    assert (certificate.verified, certificate.objective) == ("exact", Fraction(1))


def test_numbers_beyond_doubles_are_still_compared() -> None:
    problem = Milp.from_arrays([1.0], [[1.0]], 0.0, 1.0)
    assert certify(problem, np.ones(1), exact_x={0: Fraction(10) ** 400}).verified is None
    tiny = {0: -Fraction(1, 10**400)}
    assert certify(problem, np.zeros(1), exact_x=tiny).verified == "tolerance"
    assert certify(problem, np.zeros(1), exact_x=tiny).max_violation > 0.0


def test_an_infinite_lower_side_cannot_be_met() -> None:
    problem = Milp.from_arrays([1.0], [[1.0]], np.inf, np.inf)
    assert certify(problem, np.ones(1)).verified is None
    assert not evaluate(problem, np.ones(1)).feasible


@pytest.mark.parametrize("x", [np.ones(3), np.array([np.nan, 0.0]), np.array([0.0, np.inf])])
def test_what_is_no_point_is_not_verified(x: np.ndarray) -> None:
    certificate = certify(cap(0.3), x)
    assert certificate.verified is None
    assert "shape" in certificate.worst or "not finite" in certificate.worst
    assert violations_table(cap(0.3), x)


def test_the_table_lists_the_largest_first() -> None:
    base = Milp.from_arrays([0.0] * 3, [[1.0, 1.0, 0.0]], 0.0, 1.0, upper=2.0)
    problem = Milp(
        base.c, base.a, base.row_lower, base.row_upper, base.lower, base.upper,
        integer=np.array([True, False, False]),
        semicontinuous=np.array([False, False, True]),
        indicators=(Indicator(0, 2, 0),),
        sos=(Sos(1, (0, 1, 2), (1.0, 2.0, 3.0), "one"),),
    )  # fmt: skip
    table = violations_table(problem, np.array([0.5, 2.5, 3.5]))
    assert table == [
        ("ordered set", "one", 2.5),
        ("semicontinuity", "x2", 1.5),
        ("integrality", "x0", 0.5),
        ("bound", "x1", 0.5),
    ]
    assert len(violations_table(problem, np.array([0.5, 2.5, 3.5]), limit=2)) == 2
