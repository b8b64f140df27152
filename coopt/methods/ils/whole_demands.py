"""Demands as whole numbers: exact for decimals with few digits, else rounded to the safe side."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats

DIGITS = 9
LARGEST = 2**62
GRAIN = 2**40
"""Units of the capacity where decimals do not fit."""


def whole_demands(demand: Floats, capacity: float) -> tuple[NDArray[np.int64], int]:
    """Return demands and capacity in units so small that both are whole numbers.

    A route that fits in these fits in the problem. Where no power of ten up to `DIGITS` makes all
    of them whole, demands are rounded up, so that a few routes that just fit may be missed.
    """
    values = [Fraction(repr(float(value))) for value in np.unique(np.append(demand, capacity))]
    for digits in range(DIGITS + 1):
        unit = 10**digits
        if float(demand.sum() + capacity) * unit >= LARGEST:
            break
        if all((value * unit).denominator == 1 for value in values):
            return _exactly(demand, unit), int(Fraction(repr(float(capacity))) * unit)
    scaled = np.minimum(demand, 2.0 * capacity) / capacity * GRAIN
    return np.ceil(scaled * (1.0 + 2.0**-50)).astype(np.int64), GRAIN


def _exactly(demand: Floats, unit: int) -> NDArray[np.int64]:
    if unit == 1:
        return demand.astype(np.int64)
    return np.array([int(Fraction(repr(value)) * unit) for value in demand.tolist()], np.int64)
