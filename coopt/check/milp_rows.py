"""How far each row may be from its sides, by floating point and in exact arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from operator import mul
from typing import TYPE_CHECKING

import numpy as np

from coopt.check.activity import UNIT, activities
from coopt.check.fixed_point import fixed_point

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from coopt.check.point import Point
    from coopt.problem.csr import Floats, Ints
    from coopt.problem.milp import Milp


@dataclass(frozen=True, slots=True)
class RowExcess:
    """A row beyond one of its sides: ``side`` is ``lower`` or ``upper``, ``at`` its value."""

    row: int
    side: str
    amount: Fraction | float
    at: Fraction | float


def active_rows(problem: Milp, x: Floats) -> NDArray[np.bool_]:
    """Say which rows bind: all but those of indicators whose binary has the other value."""
    active = np.ones(problem.a.shape[0], dtype=np.bool_)
    if problem.indicators:
        rows = np.array([each.row for each in problem.indicators])
        columns = np.array([each.column for each in problem.indicators])
        values = np.array([each.value for each in problem.indicators])
        active[rows] = False
        active[rows[np.rint(x[columns]) == values]] = True
    return active


def row_violations(problem: Milp, point: Point) -> tuple[Floats, Floats]:
    """Bound each row's violation, divided by ``max(1, |side|)``, from both sides.

    Returns
    -------
    at_most, at_least : ndarray of float64, shape (m,)
        The scaled violation lies between them; ``at_most`` is 0 where the row certainly holds.
        Not a number in ``at_least`` means that nothing is known.
    """
    activity, error = activities(problem, point.x, point.whole)
    lower, upper, exact = problem.row_lower, problem.row_upper, problem.exact
    with np.errstate(all="ignore"):
        below = _beyond(lower - activity, error, lower, exact.get("row_lower", {}))
        above = _beyond(activity - upper, error, upper, exact.get("row_upper", {}))
    active = active_rows(problem, point.x)
    at_most = np.where(active, np.maximum(below[0], above[0]), 0.0)
    return at_most, np.where(active, np.maximum(below[1], above[1]), 0.0)


def _beyond(
    excess: Floats, error: Floats, side: Floats, exact: Mapping[int, Fraction]
) -> tuple[Floats, Floats]:
    """Scale the excess over one side and bound it, the rounding of the side included."""
    size = np.where(np.isfinite(side), np.abs(side), 0.0)
    unsure = (excess > 0.0) | (error > 0.0)
    unsure[np.fromiter(exact, dtype=np.int64)] = True
    doubt = np.where(unsure, error + 4.0 * UNIT * size + 2.0**-1074, 0.0)
    scale = np.maximum(size, 1.0)
    at_most = np.maximum(excess + doubt, 0.0) / scale * (1.0 + 16.0 * UNIT)
    at_most[np.isnan(at_most)] = np.inf
    return at_most, (excess - doubt) / scale * (1.0 - 16.0 * UNIT)


def exact_row_excess(problem: Milp, point: Point, rows: Ints) -> Iterator[RowExcess]:
    """Sum the given rows exactly and yield each side that is violated.

    Notes
    -----
    Coefficients, values and sides become whole numbers over one power of ten each, so that a
    row is a sum of products of Python integers, and a fraction is made only where a side is
    violated. Values of the point that are no decimals bring their own denominators.
    """
    totals, scale = _totals(problem, point, rows)
    low, high = _sides(problem, rows, "row_lower"), _sides(problem, rows, "row_upper")
    for k, (total, own) in enumerate(totals):
        row, units = int(rows[k]), scale * own
        for name, sign, (numbers, q, side) in (("lower", 1, low), ("upper", -1, high)):
            if np.isfinite(side[k]):
                over = sign * (numbers[k] * units - total * q)
                if over > 0:
                    yield RowExcess(row, name, Fraction(over, units * q), Fraction(numbers[k], q))
            elif sign * side[k] > 0.0:
                yield RowExcess(row, name, np.inf, np.inf)


def _sides(problem: Milp, rows: Ints, what: str) -> tuple[list[int], int, list[float]]:
    side: Floats = getattr(problem, what)[rows]
    exact = _restrict(problem.exact.get(what, {}), rows)
    numbers, scale = fixed_point(np.where(np.isfinite(side), side, 0.0), exact)
    return numbers, scale, side.tolist()


def _totals(problem: Milp, point: Point, rows: Ints) -> tuple[list[tuple[int, int]], int]:
    """Return each row's activity as numerator and own denominator, over a common scale."""
    a = problem.a
    chosen = np.zeros(a.shape[0], dtype=np.bool_)
    chosen[rows] = True
    entries = np.flatnonzero(np.repeat(chosen, np.diff(a.indptr)))
    numbers, scale = fixed_point(a.data[entries], _restrict(problem.exact.get("a", {}), entries))
    columns, position = np.unique(a.indices[entries], return_inverse=True)
    x, own, unit = point_numbers(point, columns)
    at = position.tolist()
    values = [x[k] for k in at]
    ends = np.cumsum(np.diff(a.indptr)[rows]).tolist()
    spans = [slice(start, end) for start, end in zip([0, *ends], ends, strict=False)]
    if own is None:
        return [(sum(map(mul, numbers[s], values[s])), 1) for s in spans], scale * unit
    shares = [own[k] for k in at]
    return [_rational_sum(numbers[s], values[s], shares[s]) for s in spans], scale * unit


def _rational_sum(numbers: list[int], values: list[int], shares: list[int]) -> tuple[int, int]:
    common = lcm(*shares)
    terms = (a * x * (common // q) for a, x, q in zip(numbers, values, shares, strict=True))
    return sum(terms), common


def point_numbers(
    point: Point, columns: NDArray[np.integer]
) -> tuple[list[int], list[int] | None, int]:
    """Write values of a point as whole numbers over a common denominator.

    Returns
    -------
    numbers : list of int
        Numerators.
    own : list of int or None
        A further denominator of each, where one is not 1.
    scale : int
        The common denominator.
    """
    given = _restrict(point.exact, columns)
    odd = {k: value for k, value in given.items() if not _is_decimal(value)}
    plain = {k: value for k, value in given.items() if k not in odd}
    doubles = point.x[columns]
    doubles[list(given)] = 0.0
    numbers, scale = fixed_point(doubles, plain)
    if not odd:
        return numbers, None, scale
    own = [1] * len(numbers)
    for k, value in odd.items():
        scaled = value * scale
        numbers[k], own[k] = scaled.numerator, scaled.denominator
    return numbers, own, scale


def _is_decimal(value: Fraction) -> bool:
    """Say whether the denominator has no prime factor but 2 and 5."""
    q = value.denominator
    return pow(10, q.bit_length(), q) == 0


def _restrict(exact: Mapping[int, Fraction], positions: NDArray[np.integer]) -> dict[int, Fraction]:
    """Keep the exact values at sorted positions, counted from there."""
    if not exact:
        return {}
    keys = np.fromiter(exact, dtype=np.int64)
    if positions.size == 0:
        return {}
    place = np.minimum(np.searchsorted(positions, keys), positions.size - 1)
    found = positions[place] == keys
    pairs = zip(keys[found].tolist(), place[found].tolist(), strict=True)
    return {k: exact[j] for j, k in pairs}
