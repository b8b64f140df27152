"""Exact check of a mixed-integer candidate in rational arithmetic, on the file's decimals."""

from __future__ import annotations

import math
from fractions import Fraction
from operator import mul
from typing import TYPE_CHECKING

import numpy as np

from coopt.check.evaluation import Certificate
from coopt.check.fixed_point import decimal_fraction, fixed_point
from coopt.check.milp_columns import column_violations
from coopt.check.milp_rows import exact_row_excess, point_numbers, row_violations
from coopt.check.point import Point, exact_point, value_at
from coopt.check.sos import sos_violation
from coopt.check.violation import Violation, certificate, side_scale
from coopt.problem.milp import Milp, Sos, row_name, variable_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coopt.problem.csr import Floats


def certify(
    problem: Milp,
    x: Floats,
    tolerance: float = 1e-6,
    exact_x: Mapping[int, Fraction] | None = None,
) -> Certificate:
    """Check a candidate exactly, against the decimals of the source.

    Parameters
    ----------
    problem : Milp
        The problem; its data are the decimals in ``problem.exact`` and, for the rest, those
        that ``repr`` prints.
    x : ndarray of float64, shape (n,)
        The candidate; each value counts as the decimal that ``repr`` prints, which is what a
        solution file says.
    tolerance : float
        Allowed violation: of rows and bounds times ``max(1, |side|)``, else absolute.
    exact_x : mapping of position to Fraction, optional
        Values that replace those of ``x``.

    Returns
    -------
    Certificate
        Its objective is in the sense of the source.

    Notes
    -----
    Rows that a float sum with a rigorous error bound proves satisfied are not summed again.
    """
    raw = np.asarray(x, dtype=float)
    fault = _not_a_point(problem, raw)
    if fault:
        return Certificate(Fraction(0), math.inf, fault, None)
    point = exact_point(raw, exact_x or {})
    return certificate(_objective(problem, point), list(_violations(problem, point)), tolerance)


def violations_table(
    problem: Milp, x: Floats, limit: int = 10, exact_x: Mapping[int, Fraction] | None = None
) -> list[tuple[str, str, float]]:
    """List the largest violations of a candidate, exactly computed.

    Parameters
    ----------
    problem, x, exact_x
        As for `certify`.
    limit : int
        How many to list.

    Returns
    -------
    list of (kind, name, amount)
        Largest first; ``kind`` is ``row``, ``bound``, ``integrality``, ``semicontinuity`` or
        ``ordered set``. Empty if the candidate satisfies everything exactly.
    """
    raw = np.asarray(x, dtype=float)
    fault = _not_a_point(problem, raw)
    if fault:
        return [("point", fault, math.inf)]
    found = list(_violations(problem, exact_point(raw, exact_x or {})))
    found.sort(key=lambda each: each.amount, reverse=True)
    return [(each.kind, each.name, float(each.amount)) for each in found[:limit]]


def _not_a_point(problem: Milp, x: Floats) -> str:
    if x.shape != problem.c.shape:
        return f"the point has shape {x.shape}, expected {problem.c.shape}"
    bad = np.flatnonzero(~np.isfinite(x))
    return f"variable {variable_name(problem, int(bad[0]))!r} is not finite" if bad.size else ""


def _objective(problem: Milp, point: Point) -> Fraction:
    """Sum the objective exactly, in the sense of the source."""
    exact_c = problem.exact.get("c", {})
    size = (problem.c != 0.0) & (point.x != 0.0)
    size[list(exact_c)] = True
    used = np.flatnonzero(size)
    given = {k: exact_c[j] for k, j in enumerate(used.tolist()) if j in exact_c} if exact_c else {}
    cost, scale = fixed_point(problem.c[used], given)
    x, own, unit = point_numbers(point, used)
    if own is None:
        total = Fraction(sum(map(mul, cost, x)))
    else:
        total = sum((Fraction(c * v, q) for c, v, q in zip(cost, x, own, strict=True)), Fraction(0))
    offset = problem.exact.get("offset", {}).get(0, decimal_fraction(problem.offset))
    value = total / (scale * unit) + offset
    return -value if problem.maximise else value


def _violations(problem: Milp, point: Point) -> Iterator[Violation]:
    yield from _row_violations(problem, point)
    for j in np.flatnonzero(column_violations(problem, point) > 0.0).tolist():
        yield from _variable(problem, j, value_at(point, j))
    for k, group in enumerate(problem.sos):
        yield from _ordered_set(problem, group, k, point)


def _row_violations(problem: Milp, point: Point) -> Iterator[Violation]:
    at_most, _ = row_violations(problem, point)
    verbs = {"lower": "falls short of its lower side", "upper": "exceeds its upper side"}
    for found in exact_row_excess(problem, point, np.flatnonzero(at_most > 0.0)):
        name = row_name(problem, found.row)
        text = f"row {name!r} {verbs[found.side]}"
        yield Violation("row", name, found.amount, side_scale(found.at), text)


def _variable(problem: Milp, j: int, value: Fraction) -> Iterator[Violation]:
    name = variable_name(problem, j)
    beyond = _beyond_bounds(problem, j, value)
    if problem.semicontinuous[j]:
        text = f"semi-continuous variable {name!r} is neither zero nor within its bounds"
        if beyond and abs(value) <= max(amount / scale for amount, scale in beyond):
            beyond = [(abs(value), Fraction(1))] if value else []
        yield from (Violation("semicontinuity", name, *each, text) for each in beyond)
    else:
        text = f"variable {name!r} is outside its bounds"
        yield from (Violation("bound", name, *each, text) for each in beyond)
    distance = abs(value - round(value))
    if problem.integer[j] and distance > 0:
        text = f"integer variable {name!r} is not a whole number"
        yield Violation("integrality", name, distance, Fraction(1), text)


def _beyond_bounds(
    problem: Milp, j: int, value: Fraction
) -> list[tuple[Fraction | float, Fraction]]:
    """Return excess and scale for each bound that is violated: both may be, if they cross."""
    lower, upper = _bound(problem, "lower", j), _bound(problem, "upper", j)
    sides = ((lower - value, lower), (value - upper, upper))
    return [(excess, side_scale(side)) for excess, side in sides if excess > 0]


def _bound(problem: Milp, what: str, j: int) -> Fraction | float:
    stored = float(getattr(problem, what)[j])
    if math.isinf(stored):
        return stored
    return problem.exact.get(what, {}).get(j, decimal_fraction(stored))


def _ordered_set(problem: Milp, group: Sos, k: int, point: Point) -> Iterator[Violation]:
    values = [abs(value_at(point, j)) for j in group.columns if point.x[j] != 0.0]
    inside = len(values) <= 1 or len(group.columns) <= group.kind
    if inside:
        return
    amount = sos_violation(group.kind, [abs(value_at(point, j)) for j in group.columns])
    if amount > 0:
        name = group.name or f"sos{k}"
        text = f"ordered set {name!r} has nonzeros that are no neighbours"
        yield Violation("ordered set", name, amount, Fraction(1), text)
