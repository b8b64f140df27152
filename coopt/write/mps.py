"""Write free MPS, in the sense of the problem's source, with exact decimals."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from coopt.errors import InstanceError
from coopt.problem.csr import entry_rows
from coopt.problem.milp import Milp
from coopt.write.decimals import decimal_text, exact_text, exact_value
from coopt.write.names import free_name, mps_names

INFINITE = "1e30"


def mps_text(problem: Milp) -> str:
    """Return the problem as free MPS.

    Raises
    ------
    InstanceError
        If a row's sides cross, or a bound is infinite on the wrong side: MPS cannot say so.

    Notes
    -----
    A row without sides is a G row with the right-hand side -1e30. Objective and constant are
    negated back where the source maximises.
    """
    columns, rows = mps_names(problem)
    objective = free_name("obj", rows)
    _refuse_crossed(problem, rows)
    lines = [f"NAME {' '.join(problem.name.split())}".rstrip()]
    if problem.maximise:
        lines += ["OBJSENSE", "    MAX"]
    lines += ["ROWS", f" N {objective}"]
    kinds = _kinds(problem)
    lines += [f" {kind} {name}" for kind, name in zip(kinds, rows, strict=True)]
    lines += ["COLUMNS", *_columns(problem, columns, rows, objective)]
    lines += ["RHS", *_right_sides(problem, rows, kinds, objective)]
    lines += _section("RANGES", _ranges(problem, rows))
    lines += _section("BOUNDS", _bounds(problem, columns))
    lines += _section("SOS", _sos(problem, columns))
    lines += _section("INDICATORS", _indicators(problem, columns, rows))
    return "\n".join([*lines, "ENDATA", ""])


def _section(name: str, lines: Iterator[str]) -> list[str]:
    found = list(lines)
    return [name, *found] if found else []


def _refuse_crossed(problem: Milp, rows: Sequence[str]) -> None:
    low, high = problem.row_lower, problem.row_upper
    for i in np.flatnonzero((low > high) | (low == math.inf) | (high == -math.inf)).tolist():
        raise InstanceError(
            f"row {rows[i]} has the sides [{low[i]}, {high[i]}], which MPS cannot state"
        )


def _kinds(problem: Milp) -> list[str]:
    """Return the type of each row; one with two sides is G, and RANGES gives its upper side."""
    kinds = np.where(np.isfinite(problem.row_lower), "G", "L")
    kinds[np.isinf(problem.row_lower) & np.isinf(problem.row_upper)] = "G"
    kinds[problem.row_lower == problem.row_upper] = "E"
    return [
        "G" if kind == "E" and _two_exact_sides(problem, i) else str(kind)
        for i, kind in enumerate(kinds)
    ]


def _two_exact_sides(problem: Milp, i: int) -> bool:
    """Say whether the sides of a row differ although their doubles do not."""
    known = problem.exact.get("row_lower", {}).get(i), problem.exact.get("row_upper", {}).get(i)
    return known[0] != known[1]


def _columns(
    problem: Milp, columns: Sequence[str], rows: Sequence[str], objective: str
) -> Iterator[str]:
    order = np.argsort(problem.a.indices, kind="stable").tolist()
    row_of = entry_rows(problem.a).tolist()
    ends = np.cumsum(np.bincount(problem.a.indices, minlength=len(columns))).tolist()
    sign = -1 if problem.maximise else 1
    start, inside = 0, False
    for j, name in enumerate(columns):
        if bool(problem.integer[j]) != inside:
            inside = not inside
            yield f"    MARKER 'MARKER' {_MARKERS[inside]}"
        if problem.c[j] != 0 or start == ends[j]:
            yield f"    {name} {objective} {exact_text(problem, 'c', j, sign)}"
        for k in order[start : ends[j]]:
            yield f"    {name} {rows[row_of[k]]} {exact_text(problem, 'a', k)}"
        start = ends[j]
    if inside:
        yield f"    MARKER 'MARKER' {_MARKERS[False]}"


_MARKERS = {True: "'INTORG'", False: "'INTEND'"}


def _right_sides(
    problem: Milp, rows: Sequence[str], kinds: Sequence[str], objective: str
) -> Iterator[str]:
    if problem.offset != 0 or "offset" in problem.exact:
        # The entry is minus the constant in the sense of the source.
        sign = 1 if problem.maximise else -1
        yield f"    RHS {objective} {exact_text(problem, 'offset', 0, sign)}"
    for i, kind in enumerate(kinds):
        what = "row_upper" if kind == "L" else "row_lower"
        side = getattr(problem, what)[i]
        if math.isinf(side):
            yield f"    RHS {rows[i]} -{INFINITE}"
        elif side != 0 or i in problem.exact.get(what, {}):
            yield f"    RHS {rows[i]} {exact_text(problem, what, i)}"


def _ranges(problem: Milp, rows: Sequence[str]) -> Iterator[str]:
    two = np.isfinite(problem.row_lower) & np.isfinite(problem.row_upper)
    for i in np.flatnonzero(two).tolist():
        width = exact_value(problem, "row_upper", i) - exact_value(problem, "row_lower", i)
        if width:
            yield f"    RNG {rows[i]} {decimal_text(width)}"


def _bounds(problem: Milp, columns: Sequence[str]) -> Iterator[str]:
    for j, name in enumerate(columns):
        lower, upper = float(problem.lower[j]), float(problem.upper[j])
        if lower == math.inf or upper == -math.inf:
            raise InstanceError(f"variable {name} has the bounds [{lower}, {upper}]")
        if problem.semicontinuous[j]:
            yield from _semicontinuous(problem, j, name)
        elif lower == -math.inf and upper == math.inf:
            yield f" FR BND {name}"
        elif lower == upper and _same_exactly(problem, j):
            yield f" FX BND {name} {exact_text(problem, 'lower', j)}"
        else:
            yield from _two_bounds(problem, j, name, lower, upper)


def _same_exactly(problem: Milp, j: int) -> bool:
    return exact_value(problem, "lower", j) == exact_value(problem, "upper", j)


def _two_bounds(problem: Milp, j: int, name: str, lower: float, upper: float) -> Iterator[str]:
    if lower == -math.inf:
        yield f" MI BND {name}"
    elif lower != 0 or upper <= 0:
        yield f" LO BND {name} {exact_text(problem, 'lower', j)}"
    if upper != math.inf:
        yield f" UP BND {name} {exact_text(problem, 'upper', j)}"
    elif problem.integer[j] and lower == 0:
        yield f" PL BND {name}"


def _semicontinuous(problem: Milp, j: int, name: str) -> Iterator[str]:
    if problem.upper[j] <= 0:
        raise InstanceError(
            f"semi-continuous variable {name} has the upper bound {problem.upper[j]}, which MPS"
            " cannot state"
        )
    finite = math.isfinite(problem.upper[j])
    yield f" SC BND {name} {exact_text(problem, 'upper', j) if finite else INFINITE}"
    if problem.lower[j] == -math.inf:
        yield f" MI BND {name}"
    elif problem.lower[j] != 0:
        yield f" LO BND {name} {exact_text(problem, 'lower', j)}"


def _sos(problem: Milp, columns: Sequence[str]) -> Iterator[str]:
    for k, group in enumerate(problem.sos):
        name = "_".join(group.name.split())
        yield f" S{group.kind} SOS {name} {k + 1}" if name else f" S{group.kind}"
        for j, weight in zip(group.columns, group.weights, strict=True):
            yield f"    SOS {columns[j]} {weight!r}"


def _indicators(problem: Milp, columns: Sequence[str], rows: Sequence[str]) -> Iterator[str]:
    for rule in problem.indicators:
        yield f" IF {rows[rule.row]} {columns[rule.column]} {rule.value}"
