"""Rows of decimals as rows of integers, exactly, or not at all."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from coopt.problem.csr import Floats
from coopt.problem.milp import Milp

LIMIT = 2**62


@dataclass(frozen=True, slots=True)
class IntegerRow:
    """``low <= sum(values[k] * x[columns[k]]) <= high`` in integers; a side may be None."""

    columns: list[int]
    values: list[int]
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class IntegerObjective:
    """The objective is ``(sum(values * x) + constant) / scale``, exactly."""

    columns: list[int]
    values: list[int]
    constant: Fraction
    scale: Fraction


class Decimals:
    """The exact values of a problem's fields, cached by value."""

    def __init__(self, problem: Milp) -> None:
        self._exact = problem.exact
        self._cache: dict[float, Fraction] = {}

    def __call__(self, field: str, position: int, value: float) -> Fraction:
        """Return the decimal at a position of a field as a fraction."""
        special = self._exact.get(field)
        if special is not None and position in special:
            return special[position]
        if value not in self._cache:
            self._cache[value] = Fraction(repr(value))
        return self._cache[value]


def integer_row(problem: Milp, i: int, decimals: Decimals, reach: Floats) -> IntegerRow | None:
    """Scale row ``i`` to integers; None if its values would leave 62 bits.

    Parameters
    ----------
    problem : Milp
        A problem in integer variables.
    i : int
        The row.
    decimals : Decimals
        Its exact values.
    reach : ndarray of float64, shape (n,)
        Largest absolute value of each variable.

    Notes
    -----
    A side is rounded inwards: with integers on the left, ``<= 7.5`` says ``<= 7``.
    """
    row = range(int(problem.a.indptr[i]), int(problem.a.indptr[i + 1]))
    columns = [int(problem.a.indices[k]) for k in row]
    exact = [decimals("a", k, float(problem.a.data[k])) for k in row]
    scale = _common_scale(exact)
    values = [int(v * scale) for v in exact]
    if sum(abs(v) * float(reach[j]) for v, j in zip(values, columns, strict=True)) >= LIMIT:
        return None
    low, high = float(problem.row_lower[i]), float(problem.row_upper[i])
    return IntegerRow(
        columns,
        values,
        math.ceil(decimals("row_lower", i, low) * scale) if low > -np.inf else None,
        math.floor(decimals("row_upper", i, high) * scale) if high < np.inf else None,
    )


def integer_objective(problem: Milp, decimals: Decimals, reach: Floats) -> IntegerObjective | None:
    """Scale the objective to integers; None if its values would leave 62 bits."""
    columns = np.flatnonzero(problem.c).tolist()
    exact = [decimals("c", j, float(problem.c[j])) for j in columns]
    scale = _common_scale(exact)
    values = [int(v * scale) for v in exact]
    if sum(abs(v) * float(reach[j]) for v, j in zip(values, columns, strict=True)) >= LIMIT:
        return None
    return IntegerObjective(columns, values, decimals("offset", 0, problem.offset) * scale, scale)


def _common_scale(values: list[Fraction]) -> Fraction:
    """Return the factor that makes all integer with greatest common divisor 1."""
    if not values:
        return Fraction(1)
    denominator = math.lcm(*(v.denominator for v in values))
    divisor = math.gcd(*(int(v * denominator) for v in values))
    return Fraction(denominator, divisor or 1)
