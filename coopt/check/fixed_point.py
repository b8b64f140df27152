"""Decimals as whole numbers over one power of ten: exact sums at the speed of Python integers."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coopt.problem.csr import Floats

Pair = tuple[int, int]


def decimal_pair(value: float) -> Pair:
    """Return numerator and denominator of the decimal that ``repr`` prints.

    Examples
    --------
    >>> decimal_pair(0.25), decimal_pair(-3e20), decimal_pair(1.5e-7)
    ((25, 100), (-300000000000000000000, 1), (15, 100000000))
    """
    mantissa, _, exponent = repr(float(value)).partition("e")
    whole, _, digits = mantissa.partition(".")
    if digits == "0":
        digits = ""
    power = int(exponent or 0) - len(digits)
    number = int(whole + digits)
    return (number * 10**power, 1) if power >= 0 else (number, 10**-power)


def decimal_fraction(value: float) -> Fraction:
    """Return the decimal that ``repr`` prints, as a fraction."""
    return Fraction(*decimal_pair(value))


def fixed_point(values: Floats, exact: Mapping[int, Fraction]) -> tuple[list[int], int]:
    """Write decimals as whole numbers over a common denominator.

    Parameters
    ----------
    values : ndarray of float64, shape (k,)
        Finite doubles, each standing for the decimal that ``repr`` prints.
    exact : mapping of position to Fraction
        The true values of some positions.

    Returns
    -------
    numbers : list of int
        Numerators.
    scale : int
        The denominator of all.
    """
    distinct, inverse = np.unique(values, return_inverse=True)
    pairs = [decimal_pair(value) for value in distinct.tolist()]
    given = {k: (value.numerator, value.denominator) for k, value in exact.items()}
    scale = math.lcm(*{q for _, q in pairs}, *{q for _, q in given.values()})
    table = np.empty(len(pairs), dtype=object)
    table[:] = [p * (scale // q) for p, q in pairs]
    numbers: list[int] = table[inverse].tolist()
    for k, (p, q) in given.items():
        numbers[k] = p * (scale // q)
    return numbers, scale
