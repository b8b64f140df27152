"""Write CPLEX LP files, in the sense of the problem's source, with exact decimals."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from coopt.problem.milp import Milp
from coopt.read.lp_sections import NAME
from coopt.write.decimals import exact_text
from coopt.write.names import lp_names

TERMS_PER_LINE = 8


def lp_text(problem: Milp) -> str:
    """Return the problem as a CPLEX LP file.

    Notes
    -----
    Every variable stands in the objective, with 0 where it has no cost, so that the order of
    the variables is kept.
    """
    columns, rows = lp_names(problem)
    sign = -1 if problem.maximise else 1
    cost = [(columns[j], exact_text(problem, "c", j, sign)) for j in range(len(columns))]
    lines = ["Maximize" if problem.maximise else "Minimize", " obj:", *_wrapped(cost)]
    if problem.offset != 0 or "offset" in problem.exact:
        lines.append(f"  {_signed(exact_text(problem, 'offset', 0, sign))}")
    lines += ["Subject To", *_rows(problem, columns, rows)]
    lines += _section("Bounds", _bounds(problem, columns))
    binary = _binary(problem)
    lines += _section("Binaries", _list(columns, binary))
    lines += _section("Generals", _list(columns, problem.integer & ~binary))
    lines += _section("Semi-Continuous", _list(columns, problem.semicontinuous))
    lines += _section("SOS", _sos(problem, columns))
    return "\n".join([*lines, "End", ""])


def _binary(problem: Milp) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    zero_one = (problem.lower == 0) & (problem.upper == 1)
    return np.asarray(problem.integer & zero_one & ~problem.semicontinuous)


def _section(name: str, lines: Iterator[str]) -> list[str]:
    found = list(lines)
    return [name, *found] if found else []


def _signed(text: str) -> str:
    return f"- {text[1:]}" if text.startswith("-") else f"+ {text}"


def _wrapped(terms: list[tuple[str, str]]) -> Iterator[str]:
    pieces = [f"{_signed(text)} {name}" for name, text in terms]
    for start in range(0, len(pieces), TERMS_PER_LINE):
        yield "  " + " ".join(pieces[start : start + TERMS_PER_LINE])


def _rows(problem: Milp, columns: Sequence[str], rows: Sequence[str]) -> Iterator[str]:
    ends = problem.a.indptr.tolist()
    indices = problem.a.indices.tolist()
    conditions = {rule.row: rule for rule in problem.indicators}
    for i, name in enumerate(rows):
        entries = range(ends[i], ends[i + 1])
        terms = [(columns[indices[k]], exact_text(problem, "a", k)) for k in entries]
        if not terms:
            terms = [(columns[0], "0")] if columns else []
        left, right = _sides(problem, i)
        rule = conditions.get(i)
        condition = f"{columns[rule.column]} = {rule.value} -> " if rule else ""
        yield f" {name}: {condition}{left}".rstrip()
        yield from _wrapped(terms)
        yield f"   {right}"


def _sides(problem: Milp, i: int) -> tuple[str, str]:
    """Return what stands left and right of a row's terms."""
    lower, upper = problem.row_lower[i], problem.row_upper[i]
    low = _extended(problem, "row_lower", i)
    high = _extended(problem, "row_upper", i)
    if low == high:
        return "", f"= {low}"
    if lower == -math.inf:
        return "", f"<= {high}"
    return ("", f">= {low}") if upper == math.inf else (f"{low} <=", f"<= {high}")


def _extended(problem: Milp, what: str, position: int) -> str:
    value = getattr(problem, what)[position]
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return exact_text(problem, what, position)


def _bounds(problem: Milp, columns: Sequence[str]) -> Iterator[str]:
    binary = _binary(problem)
    for j, name in enumerate(columns):
        lower, upper = problem.lower[j], problem.upper[j]
        low, high = _extended(problem, "lower", j), _extended(problem, "upper", j)
        if (low, high) == ("-inf", "inf"):
            yield f" {name} free"
        elif low == high:
            yield f" {name} = {low}"
        elif upper == math.inf:
            if lower != 0:
                yield f" {name} >= {low}"
        elif not binary[j]:
            yield f" {low} <= {name} <= {high}"


def _list(
    columns: Sequence[str], members: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> Iterator[str]:
    names = [columns[j] for j in np.flatnonzero(members).tolist()]
    for start in range(0, len(names), TERMS_PER_LINE):
        yield " " + " ".join(names[start : start + TERMS_PER_LINE])


def _sos(problem: Milp, columns: Sequence[str]) -> Iterator[str]:
    for group in problem.sos:
        members = " ".join(
            f"{columns[j]}:{weight!r}"
            for j, weight in zip(group.columns, group.weights, strict=True)
        )
        name = f"{group.name}: " if NAME.match(group.name) else ""
        yield f" {name}S{group.kind}:: {members}"
