"""A candidate as decimals, with exact values for some of its entries."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coopt.check.fixed_point import decimal_fraction

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from coopt.problem.csr import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """A point whose values are decimals or, at some positions, any rationals.

    ``x`` holds the doubles nearest to them, ``exact`` the rationals, ``whole`` says where the
    value is exactly the whole number that ``x`` holds.
    """

    x: Floats
    exact: Mapping[int, Fraction]
    whole: NDArray[np.bool_]


def exact_point(x: Floats, exact: Mapping[int, Fraction]) -> Point:
    """Join the doubles of a point with the exact values that override some."""
    values = np.array(x, dtype=float)
    for j, value in exact.items():
        values[j] = nearest_double(value)
    whole = values == np.rint(values)
    for j, value in exact.items():
        whole[j] = value.denominator == 1 and abs(value) < 2**53
    return Point(values, exact, whole)


def value_at(point: Point, j: int) -> Fraction:
    """Return one value of the point."""
    given = point.exact.get(j)
    return decimal_fraction(float(point.x[j])) if given is None else given


def nearest_double(value: Fraction | float) -> float:
    """Convert to a double that is zero only for zero, and infinite beyond the largest double."""
    try:
        near = float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
    if near == 0.0 and value != 0:
        return math.copysign(5e-324, value)
    return near
