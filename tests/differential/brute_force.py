"""Solve tiny mixed-integer problems exactly: enumerate the integers, project the rest away.

Fourier and Motzkin's elimination removes the continuous variables from the rows and from the
equation of the objective, in whole numbers. What is left bounds the objective for each assignment
of the integer variables. No floating point, no tolerance, no solver. References: Schrijver (1986),
*Theory of Linear and Integer Programming*, section 12.2.
"""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import Literal

import numpy as np

from coopt.check.box import inner_box
from coopt.check.fixed_point import decimal_fraction
from coopt.problem.csr import entry_rows
from coopt.problem.milp import Milp

Answer = tuple[Literal["optimal", "infeasible", "unbounded"], Fraction | None]
Row = tuple[int, ...]
"""Coefficients of all variables, of the objective's value, and the right-hand side of <=."""


def brute_force(problem: Milp) -> Answer:
    """Return the status and, in the sense of the source, the optimal objective.

    The integer variables need finite bounds; extensions (semi-continuous variables, indicators,
    ordered sets) are not handled.
    """
    if problem.indicators or problem.sos or problem.semicontinuous.any():
        raise ValueError("brute force handles rows, bounds and integrality only")
    lower, upper = inner_box(problem)
    integers = np.flatnonzero(problem.integer)
    ranges = [range(int(lower[j]), int(upper[j]) + 1) for j in integers]
    points = np.array(list(itertools.product(*ranges)), dtype=np.int64)
    points = points.reshape(math.prod(map(len, ranges)), len(ranges))
    rows = _inequalities(problem)
    for j in np.flatnonzero(~problem.integer).tolist():
        rows = _eliminate(rows, j)
    return _best(problem, rows, points, integers)


def _exact(problem: Milp, what: str, k: int, stored: float) -> Fraction:
    return problem.exact.get(what, {}).get(k, decimal_fraction(float(stored)))


def _inequalities(problem: Milp) -> list[Row]:
    """Write rows, continuous bounds and the objective's equation as whole inequalities."""
    m, n = problem.a.shape
    left = [[Fraction(0)] * (n + 1) for _ in range(m)]
    for k, i in enumerate(entry_rows(problem.a).tolist()):
        left[i][problem.a.indices[k]] += _exact(problem, "a", k, problem.a.data[k])
    found: list[Row] = []
    for i in range(m):
        found += _sides(problem, left[i], "row_lower", "row_upper", i)
    for j in np.flatnonzero(~problem.integer).tolist():
        unit = [Fraction(int(k == j)) for k in range(n + 1)]
        found += _sides(problem, unit, "lower", "upper", j)
    value = [_exact(problem, "c", j, problem.c[j]) for j in range(n)] + [Fraction(-1)]
    found += [_whole(value, Fraction(0)), _whole([-v for v in value], Fraction(0))]
    return list(dict.fromkeys(found))


def _sides(problem: Milp, left: list[Fraction], low: str, high: str, i: int) -> list[Row]:
    found = []
    for what, sign in ((low, -1), (high, 1)):
        stored = float(getattr(problem, what)[i])
        if math.isfinite(stored):
            side = _exact(problem, what, i, stored)
            found.append(_whole([sign * v for v in left], sign * side))
        elif sign * stored < 0.0:
            found.append(_whole([Fraction(0)] * len(left), Fraction(-1)))
    return found


def _whole(left: list[Fraction], right: Fraction) -> Row:
    scale = math.lcm(*(v.denominator for v in (*left, right)))
    return _reduced([int(v * scale) for v in (*left, right)])


def _reduced(row: list[int]) -> Row:
    divisor = math.gcd(*row) or 1
    return tuple(v // divisor for v in row)


def _eliminate(rows: list[Row], j: int) -> list[Row]:
    """Combine each row that bounds variable j above with each that bounds it below."""
    above = [row for row in rows if row[j] > 0]
    below = [row for row in rows if row[j] < 0]
    found = {row for row in rows if row[j] == 0}
    for p, q in itertools.product(above, below):
        found.add(_reduced([u * -q[j] + v * p[j] for u, v in zip(p, q, strict=True)]))
    return sorted(found)


def _best(problem: Milp, rows: list[Row], points: np.ndarray, integers: np.ndarray) -> Answer:
    """Find the least objective value over all assignments."""
    system = np.array(rows, dtype=object)
    largest = max(abs(v) for row in rows for v in row) * int(np.abs(points).max(initial=1))
    if largest * (points.shape[1] + 1) < 2**62:
        system = system.astype(np.int64)
    else:
        points = points.astype(object)
    room = system[:, -1:] - system[:, integers] @ points.T
    slope = system[:, -2]
    points_left = np.all(room[slope == 0] >= 0, axis=0)
    if not (slope < 0).any():
        # Nothing bounds the value below: any assignment that is left is unbounded.
        return ("unbounded", None) if points_left.any() else ("infeasible", None)
    values = [
        value
        for k in np.flatnonzero(points_left).tolist()
        if (value := _least(room[:, k].tolist(), slope.tolist())) is not None
    ]
    if not values:
        return "infeasible", None
    total = min(values) + _exact(problem, "offset", 0, problem.offset)
    return "optimal", -total if problem.maximise else total


def _least(room: list[int], slope: list[int]) -> Fraction | None:
    """Return the least value t with ``slope * t <= room``, or None if there is no t."""
    low = max(Fraction(r, s) for r, s in zip(room, slope, strict=True) if s < 0)
    high = min((Fraction(r, s) for r, s in zip(room, slope, strict=True) if s > 0), default=None)
    return low if high is None or low <= high else None
