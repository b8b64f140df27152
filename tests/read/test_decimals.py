from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopt.read.decimals import (
    Number,
    fraction,
    nearest,
    negative,
    parse_extended,
    parse_many,
    parse_number,
)

GOOD = {
    "1": 1.0,
    "+2.5": 2.5,
    "-.5": -0.5,
    "3.": 3.0,
    "1e3": 1000.0,
    "1.0D3": 1000.0,
    "1d-1": 0.1,
    "0e999999999999": 0.0,
    "-0": 0.0,
}
BAD = ["", "12,5", "15abc", "0x14", "4.5.0", "--45", "NaN", "inf", "1e400", "-1e400", "1_0"]
BAD += ["1e", "e5", ".", "+", "1e-400", "²", "1 2", "9" * 1001, "1e+", "Infinity", "٣"]


@pytest.mark.parametrize(("text", "value"), GOOD.items())
def test_a_decimal_is_read(text: str, value: float) -> None:
    number = parse_number(text)
    assert number == Number(value)
    assert math.copysign(1, number.value) == math.copysign(1, value)


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_decimal_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is "):
        parse_number(text)
    many = parse_many(["1", text]) if text else None
    assert many is None


def test_digits_that_a_double_cannot_hold_are_kept() -> None:
    text = "0.1234567890123456789"
    assert parse_number(text).exact == Fraction(text)
    assert parse_number("0.1").exact is None
    assert parse_number("1234567890.1234567").exact is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("inf", math.inf), ("-Infinity", -math.inf), ("1e30", math.inf), ("-1e20", -math.inf)],
)
def test_bounds_from_1e20_on_are_infinite(text: str, value: float) -> None:
    assert parse_extended(text).value == value


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=8))
def test_reading_many_agrees_with_reading_one(values: list[float]) -> None:
    texts = [repr(value) for value in values] + [f"{value:.20g}" for value in values]
    numbers = parse_many(texts)
    assert numbers is not None
    assert [numbers.number(k) for k in range(len(texts))] == [parse_number(t) for t in texts]


@given(st.fractions(max_denominator=10**6).filter(lambda f: abs(f) < 10**9))
def test_nearest_keeps_the_exact_value(value: Fraction) -> None:
    number = nearest(value)
    assert fraction(number) == value
    assert fraction(negative(number)) == -value
    assert number.value == float(value)
