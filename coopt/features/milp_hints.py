"""What makes a mixed-integer problem hard for engines that need not: hints for its author."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coopt.features.milp_summary import magnitude_range
from coopt.problem.csr import entry_rows, transpose
from coopt.problem.milp import Milp, row_name, variable_name

WIDE_RANGE = 1e6
TINY = 1e-9
BIG_M = 1e5
HUGE_DOMAIN = 1e7


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to look at: what it is, how often it occurs, the first place, what it does."""

    what: str
    count: int
    first: str
    why: str


def hints(problem: Milp) -> list[Hint]:
    """Look for what makes a problem needlessly hard; O(nonzeros log nonzeros)."""
    return [*_scaling(problem), *_big_m(problem), *_domains(problem), *_superfluous(problem)]


def _scaling(problem: Milp) -> Iterator[Hint]:
    for what, values in (("matrix", problem.a.data), ("objective", problem.c)):
        found = magnitude_range(values)
        if found and found[1] / found[0] > WIDE_RANGE:
            text = f"from {found[0]:.3g} to {found[1]:.3g}"
            yield Hint(f"wide range of {what} values", 1, text, "tolerances lose their meaning")
    tiny = np.flatnonzero((np.abs(problem.a.data) <= TINY) & (problem.a.data != 0))
    if tiny.size:
        row = row_name(problem, int(entry_rows(problem.a)[tiny[0]]))
        yield Hint("tiny coefficients", tiny.size, f"row {row}", "most engines drop them")


def _big_m(problem: Milp) -> Iterator[Hint]:
    rows = entry_rows(problem.a)
    binary = problem.integer & (problem.lower >= 0) & (problem.upper <= 1)
    size = np.abs(problem.a.data)
    others = np.where(binary[problem.a.indices], np.inf, size)
    least = np.full(problem.a.shape[0], np.inf)
    np.minimum.at(least, rows, others)
    big = np.flatnonzero(binary[problem.a.indices] & (size >= BIG_M * least[rows]))
    if big.size:
        name = row_name(problem, int(rows[big[0]]))
        why = "a binary of 1e-6 switches the row; smaller constants or indicators are safer"
        yield Hint("big-M coefficients", big.size, f"row {name}", why)


def _domains(problem: Milp) -> Iterator[Hint]:
    free = problem.integer & np.isinf(problem.lower) & np.isinf(problem.upper)
    yield from _of_variables(problem, free, "free integers", "bounds make branching finite")
    with np.errstate(invalid="ignore"):
        width = problem.upper - problem.lower
    huge = problem.integer & ~free & (width > HUGE_DOMAIN)
    yield from _of_variables(
        problem, huge, "integers with huge domains", "tighter bounds help, or continuous will do"
    )
    finite = np.isfinite(problem.lower) & (problem.lower != np.rint(problem.lower))
    finite |= np.isfinite(problem.upper) & (problem.upper != np.rint(problem.upper))
    yield from _of_variables(
        problem, problem.integer & finite, "integers with fractional bounds", "coopt rounds them"
    )


def _superfluous(problem: Milp) -> Iterator[Hint]:
    bare = np.bincount(problem.a.indices, minlength=problem.a.shape[1]) == 0
    yield from _of_variables(problem, bare, "variables in no row", "their bounds decide them")
    empty = np.flatnonzero(np.diff(problem.a.indptr) == 0)
    if empty.size:
        name = row_name(problem, int(empty[0]))
        yield Hint("empty rows", empty.size, f"row {name}", "they hold always or never")
    twins = duplicate_rows(problem)
    if twins.size:
        name = row_name(problem, int(twins[0]))
        yield Hint("duplicate rows", twins.size, f"row {name}", "one of each set is enough")


def duplicate_rows(problem: Milp) -> NDArray[np.int64]:
    """Return the rows whose entries are a multiple of an earlier row's.

    Two rows count as equal if, divided by their first entry, their entries are the same doubles.
    """
    a = problem.a
    size = np.diff(a.indptr)
    sorted_a = transpose(transpose(a))
    first = sorted_a.data[np.minimum(sorted_a.indptr[:-1], max(sorted_a.data.size - 1, 0))]
    scaled = sorted_a.data / np.repeat(first, size) if sorted_a.data.size else sorted_a.data
    seen: dict[bytes, int] = {}
    twins = []
    for i in np.flatnonzero(size).tolist():
        part = slice(sorted_a.indptr[i], sorted_a.indptr[i + 1])
        key = sorted_a.indices[part].tobytes() + scaled[part].tobytes()
        if seen.setdefault(key, i) != i:
            twins.append(i)
    return np.array(twins, dtype=np.int64)


def _of_variables(problem: Milp, mask: NDArray[np.bool_], what: str, why: str) -> Iterator[Hint]:
    where = np.flatnonzero(mask)
    if where.size:
        name = variable_name(problem, int(where[0]))
        yield Hint(what, int(where.size), f"variable {name}", why)
