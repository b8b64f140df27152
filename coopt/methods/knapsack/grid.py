"""Numbers as whole multiples of a unit: decimals, or doubles with few binary places."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from coopt.problem.csr import Floats, Ints

DECIMALS = 12
LARGEST_DECIMAL = 1e15
LARGEST_BINARY_BITS = 55


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Amounts as ``counts * unit``; ``exact`` unless they were rounded."""

    counts: Ints
    unit: Fraction
    exact: bool


def on_grid(amounts: Floats, up: bool) -> Grid:
    """Put amounts that are not negative on the coarsest grid that is known to hold them.

    Decimals of up to fifteen digits are taken as what they print; other doubles as the binary
    fractions that they are, if 55 bits hold all of them. What fits neither is rounded, ``up`` or
    down.
    """
    largest = float(amounts.max(initial=0.0))
    for places in range(DECIMALS + 1):
        factor = 10.0**places
        if largest * factor > LARGEST_DECIMAL:
            break
        counts = np.rint(amounts * factor)
        if (counts / factor == amounts).all():
            return Grid(counts.astype(np.int64), Fraction(1, 10**places), True)
    places = _binary_places(amounts)
    top = int(np.frexp(largest)[1])
    if places + top <= LARGEST_BINARY_BITS:
        counts = np.ldexp(amounts, places).astype(np.int64)
        return Grid(counts, Fraction(2) ** -places, True)
    places = LARGEST_BINARY_BITS - 3 - top
    counts = (np.ceil if up else np.floor)(np.ldexp(amounts, places)).astype(np.int64)
    return Grid(counts, Fraction(2) ** -places, False)


def capacity_on_grid(capacity: float, unit: Fraction) -> int:
    """Return how many whole units are within the capacity, read as the grid reads numbers."""
    decimal = unit.numerator == 1 and unit.denominator % 5 == 0
    exact = Fraction(repr(float(capacity))) if decimal else Fraction(capacity)
    return int(exact // unit)


def _binary_places(amounts: Floats) -> int:
    """Return the least ``k`` such that every amount is a whole multiple of ``2**-k``."""
    fractions, exponents = np.frexp(amounts[amounts > 0])
    if not fractions.size:
        return 0
    mantissas = np.ldexp(fractions, 53).astype(np.int64)
    trailing = np.log2((mantissas & -mantissas).astype(float)).astype(np.int64)
    return int((53 - exponents - trailing).max())
