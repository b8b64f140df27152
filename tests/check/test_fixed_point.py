from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coopt.check.fixed_point import decimal_fraction, fixed_point

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(FINITE)
def test_a_decimal_is_what_repr_prints(value: float) -> None:
    assert decimal_fraction(value) == Fraction(repr(value))


@given(st.lists(FINITE, max_size=6), st.integers(0, 5))
def test_fixed_point_numbers_are_the_decimals(values: list[float], position: int) -> None:
    exact = {position: Fraction(1, 10**40)} if position < len(values) else {}
    numbers, scale = fixed_point(np.array(values), exact)
    expected = [exact.get(k, Fraction(repr(v))) for k, v in enumerate(values)]
    assert [Fraction(number, scale) for number in numbers] == expected
