"""The slow, plainly right twin of the exact check: every sum in fractions, nothing skipped."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from coopt.problem.csr import entry_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coopt.problem.milp import Milp

Measured = tuple[Fraction, Fraction]
"""Absolute violation, and scaled violation."""


def exact_value(problem: Milp, what: str, k: int, stored: float) -> Fraction | float:
    if math.isinf(stored):
        return stored
    return problem.exact.get(what, {}).get(k, Fraction(repr(float(stored))))


def beyond(value: Fraction, lower: Fraction | float, upper: Fraction | float) -> list[Measured]:
    found = []
    for excess, side in ((lower - value, lower), (value - upper, upper)):
        if excess > 0:
            scale = max(Fraction(1), abs(Fraction(side)))
            found.append((Fraction(excess), Fraction(excess) / scale))
    return found


def twin(
    problem: Milp, x: Sequence[float], exact_x: Mapping[int, Fraction]
) -> tuple[Fraction, Fraction, Fraction]:
    """Return objective (in the source's sense), largest absolute and largest scaled violation."""
    m, n = problem.a.shape
    v = [exact_x.get(j, Fraction(repr(float(x[j])))) for j in range(n)]
    total = Fraction(exact_value(problem, "offset", 0, problem.offset))
    total += sum(Fraction(exact_value(problem, "c", j, problem.c[j])) * v[j] for j in range(n))
    activity = [Fraction(0)] * m
    for k, i in enumerate(entry_rows(problem.a)):
        entry = Fraction(exact_value(problem, "a", k, problem.a.data[k]))
        activity[i] += entry * v[problem.a.indices[k]]
    found = [*rows(problem, v, activity), *columns(problem, v), *sets(problem, v)]
    sign = -1 if problem.maximise else 1
    largest = max((each[0] for each in found), default=Fraction(0))
    return sign * total, largest, max((each[1] for each in found), default=Fraction(0))


def rows(problem: Milp, v: list[Fraction], activity: list[Fraction]) -> list[Measured]:
    found: list[Measured] = []
    for i, value in enumerate(activity):
        conditions = [round(v[e.column]) == e.value for e in problem.indicators if e.row == i]
        if conditions and not any(conditions):
            continue
        lower = exact_value(problem, "row_lower", i, problem.row_lower[i])
        upper = exact_value(problem, "row_upper", i, problem.row_upper[i])
        found += beyond(value, lower, upper)
    return found


def columns(problem: Milp, v: list[Fraction]) -> list[Measured]:
    found: list[Measured] = []
    for j, value in enumerate(v):
        lower = exact_value(problem, "lower", j, problem.lower[j])
        upper = exact_value(problem, "upper", j, problem.upper[j])
        measured = beyond(value, lower, upper)
        if problem.semicontinuous[j] and any(abs(value) <= scaled for _, scaled in measured):
            measured = [(abs(value), abs(value))]
        found += measured
        if problem.integer[j]:
            found.append((abs(value - round(value)),) * 2)
    return found


def sets(problem: Milp, v: list[Fraction]) -> list[Measured]:
    found = []
    for group in problem.sos:
        sizes = [abs(v[j]) for j in group.columns]
        starts = range(max(1, len(sizes) - group.kind + 1))
        least = min(max(sizes[:s] + sizes[s + group.kind :], default=Fraction(0)) for s in starts)
        found.append((least, least))
    return found
