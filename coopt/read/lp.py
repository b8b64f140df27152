"""Read CPLEX LP files: strictly, exactly, in one pass over their tokens."""

from __future__ import annotations

import warnings
from collections.abc import Iterable

import numpy as np

from coopt.errors import ReadWarning
from coopt.problem.csr import Ints
from coopt.problem.milp import Milp, Sos
from coopt.read.decimals import (
    ZERO,
    Number,
    Vector,
    fraction,
    nearest,
    parse_many,
    parse_number,
    vector,
)
from coopt.read.lp_bounds import LpBox, finish_box, read_bounds, read_list
from coopt.read.lp_expressions import Terms
from coopt.read.lp_rows import OBJECTIVE, LpRows, read_objective, read_rows
from coopt.read.lp_sections import LpText, cut_lp
from coopt.read.lp_sos import read_sos
from coopt.read.milp_parts import MilpParts, assemble
from coopt.read.sets import check_indicators
from coopt.read.source import decode
from coopt.read.wording import FaultError, located

# Sections after which a missing End is forgiven: their text cannot end inside a number.
LISTS = ("general", "binary", "semi")


def read_lp(data: bytes, where: str) -> Milp:
    """Read a CPLEX LP file.

    Parameters
    ----------
    data : bytes
        The file.
    where : str
        Its name in messages.

    Returns
    -------
    Milp
        The problem, minimised.

    Raises
    ------
    InstanceError
        If the file breaks the format; the message names the line.

    Notes
    -----
    Terms of one variable in one expression are added up. Variables stand on the left of a
    constraint, constants on either side. Without its End a file is cut, except in a list of
    names, where a warning says so. What follows End is ignored.
    """
    try:
        problem, notes = _read(cut_lp(decode(data, where)))
    except FaultError as fault:
        raise located(where, fault) from None
    for note in notes:
        warnings.warn(f"{where}:{note}", ReadWarning, stacklevel=3)
    return problem


def _read(text: LpText) -> tuple[Milp, list[str]]:
    terms, rows, box = Terms(), LpRows(), LpBox()
    sets: list[Sos] = []
    constant = ZERO
    for section in text.sections:
        if section.kind == "objective":
            constant = read_objective(section, terms)
        elif section.kind == "rows":
            read_rows(section, terms, rows)
        elif section.kind == "bounds":
            read_bounds(section, terms.index, box)
        elif section.kind == "sos":
            sets += read_sos(section, terms.index)
        else:
            members = {"general": box.integer, "binary": box.binary, "semi": box.semicontinuous}
            read_list(section, terms.index, members[section.kind])
    if not text.ended:
        _forgive_end(text, box)
    maximise = text.sections[0].word.lower().startswith("max")
    return _milp(terms, rows, box, constant, maximise, tuple(sets)), box.notes


def _forgive_end(text: LpText, box: LpBox) -> None:
    if text.sections[-1].kind not in LISTS:
        word = text.sections[-1].word
        raise FaultError(text.last_line, f"the file ends in section {word} without End: truncated?")
    box.notes.append(f"{text.last_line}: the file has no End")


def _milp(
    terms: Terms, rows: LpRows, box: LpBox, constant: Number, maximise: bool, sets: tuple[Sos, ...]
) -> Milp:
    names = list(terms.index)
    n = len(names)
    lower, upper = map(vector, finish_box(names, box))
    row_at, column_at, numbers = _summed(terms, n)
    integer = _flags(n, box.integer | box.binary)
    parts = MilpParts(
        names=names,
        row_names=_row_names(rows),
        rows=row_at,
        columns=column_at,
        values=numbers.values,
        exact=numbers.exact,
        objective_row=OBJECTIVE,
        row_lower=vector(rows.lower),
        row_upper=vector(rows.upper),
        lower=lower,
        upper=upper,
        integer=integer,
        semicontinuous=_flags(n, box.semicontinuous),
        constant=constant,
        maximise=maximise,
        name="",
    )
    return assemble(parts, check_indicators(rows.indicators, names, lower, upper, integer), sets)


def _flags(n: int, members: Iterable[int]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    flags = np.zeros(n, dtype=bool)
    flags[list(members)] = True
    return flags


def _row_names(rows: LpRows) -> list[str]:
    """Name the unnamed rows c1, c2, ... by position, with a suffix where that is taken."""
    names = []
    for i, given in enumerate(rows.names):
        name = given or f"c{i + 1}"
        while not given and name in rows.taken:
            name += "_"
        names.append(name)
    return names


def _summed(terms: Terms, n: int) -> tuple[Ints, Ints, Vector]:
    """Turn the terms into triplets, adding up those of one variable in one row."""
    rows = np.array(terms.rows, dtype=np.int64)
    columns = np.array(terms.columns, dtype=np.int64)
    numbers = parse_many(terms.values)
    if numbers is None:
        numbers = vector([parse_number(text) for text in terms.values])
    key = (rows + 1) * max(n, 1) + columns
    order = np.argsort(key, kind="stable")
    kept = np.ones(rows.size, dtype=bool)
    # From the last repeat to the first, so that each sum moves to the first term.
    for k in np.flatnonzero(np.diff(key[order]) == 0)[::-1].tolist():
        first, second = int(order[k]), int(order[k + 1])
        numbers.put(first, _sum(numbers.number(first), numbers.number(second)))
        numbers.exact.pop(second, None)
        kept[second] = False
    if kept.all():
        return rows, columns, numbers
    position = np.cumsum(kept) - 1
    moved = {int(position[k]): value for k, value in numbers.exact.items()}
    return rows[kept], columns[kept], Vector(numbers.values[kept], moved)


def _sum(first: Number, second: Number) -> Number:
    try:
        return nearest(fraction(first) + fraction(second))
    except ValueError as error:
        raise FaultError(1, f"the sum of the terms of one variable {error}") from None
