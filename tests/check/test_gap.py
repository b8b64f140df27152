from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopt.check.gap import primal_gap, primal_integral, shifted_geometric_mean
from coopt.errors import OptionError

NUMBERS = st.floats(-1e12, 1e12)
GAPS = st.floats(0.0, 1.0)


@given(NUMBERS, NUMBERS)
def test_the_primal_gap_is_symmetric_and_within_zero_and_one(value: float, other: float) -> None:
    gap = primal_gap(value, other)
    assert 0.0 <= gap <= 1.0
    assert gap == primal_gap(other, value)
    assert primal_gap(value, value) == 0.0


@given(st.floats(1e-3, 1e6), st.floats(1e-3, 1e6))
def test_the_primal_gap_is_the_relative_distance(value: float, other: float) -> None:
    expected = abs(value - other) / max(value, other)
    assert primal_gap(value, other) == pytest.approx(expected, abs=1e-12)
    assert primal_gap(-value, -other) == primal_gap(value, other)
    assert primal_gap(-value, other) == 1.0


@pytest.mark.parametrize("value", [None, math.inf, math.nan])
def test_without_a_value_the_gap_is_one(value: float | None) -> None:
    assert primal_gap(value, 3.0) == 1.0


def test_a_zero_reference_is_met_or_missed() -> None:
    assert primal_gap(0.0, 0.0) == 0.0
    assert primal_gap(1e-9, 0.0) == 1.0


def test_the_primal_integral_of_a_run_by_hand() -> None:
    assert primal_integral([1.0, 3.0], [0.5, 0.0], 10.0) == pytest.approx(1.0 + 2.0 * 0.5)
    assert primal_integral([], [], 7.0) == 7.0
    assert primal_integral([0.0], [0.0], 7.0) == 0.0


@given(st.lists(st.tuples(st.floats(0.0, 10.0), GAPS)), st.floats(10.0, 100.0))
def test_the_primal_integral_is_within_the_horizon(
    steps: list[tuple[float, float]], horizon: float
) -> None:
    steps.sort()
    times, gaps = [t for t, _ in steps], [g for _, g in steps]
    total = primal_integral(times, gaps, horizon)
    assert -1e-9 <= total <= horizon + 1e-9
    worse = primal_integral(times, [min(1.0, g + 0.1) for g in gaps], horizon)
    assert worse >= total - 1e-9


@pytest.mark.parametrize(
    ("times", "gaps"), [([1.0], []), ([2.0, 1.0], [0.5, 0.1]), ([1.0], [1.5]), ([11.0], [0.0])]
)
def test_a_trace_that_cannot_be_is_refused(times: list[float], gaps: list[float]) -> None:
    with pytest.raises(OptionError):
        primal_integral(times, gaps, 10.0)


@given(st.lists(st.floats(0.0, 1e6), min_size=1), st.floats(0.1, 100.0))
def test_the_shifted_mean_lies_among_its_values(values: list[float], shift: float) -> None:
    mean = shifted_geometric_mean(values, shift)
    assert min(values) - 1e-6 <= mean <= max(values) * (1 + 1e-9) + 1e-6


def test_the_shifted_mean_by_hand() -> None:
    assert shifted_geometric_mean([0.0, 3.0], 1.0) == pytest.approx(1.0)
    with pytest.raises(OptionError, match="above -1"):
        shifted_geometric_mean([-1.0], 1.0)
    with pytest.raises(OptionError):
        shifted_geometric_mean([], 1.0)
