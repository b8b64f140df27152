"""The COLUMNS section of MPS, line by line: every fault is found and located."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats, Ints
from coopt.read.decimals import INFINITE_FROM, Number, parse_number
from coopt.read.mps_rows import Rows
from coopt.read.mps_sections import Fields, Section, records
from coopt.read.wording import FaultError, quoted

MARKER = "'MARKER'"
BEGIN, END = "'INTORG'", "'INTEND'"


class Columns(NamedTuple):
    """What COLUMNS holds: the columns, and its entries as triplets in the file's order."""

    names: list[str]
    integer: NDArray[np.bool_]
    rows: Ints
    columns: Ints
    values: Floats
    exact: dict[int, Fraction]
    notes: tuple[str, ...] = ()


def number_at(text: str, line: int, what: str, name: str) -> Number:
    """Read a finite number, or say where and why not."""
    try:
        number = parse_number(text)
    except ValueError as error:
        raise FaultError(line, f"{what} {quoted(name)}: {quoted(text)} {error}") from None
    if abs(number.value) >= INFINITE_FROM:
        raise FaultError(
            line, f"{what} {quoted(name)}: {quoted(text)} is too large, expected less than 1e20"
        )
    return number


def read_columns(section: Section, fields: Fields, rows: Rows) -> Columns:
    """Read COLUMNS with every check.

    Raises
    ------
    FaultError
        If a line is not understood, names an unknown row, repeats an entry, or returns to an
        earlier column.

    Notes
    -----
    An integer block that no marker ends reaches to the last column, with a warning.
    """
    index: dict[str, int] = {}
    integer: list[bool] = []
    triplets: list[tuple[int, int, float]] = []
    exact: dict[int, Fraction] = {}
    inside, opened, current = False, 0, None
    seen: set[str] = set()
    for line, found in records(section, fields, rows.position):
        if len(found) > 1 and found[1] == MARKER and MARKER not in rows.position:
            inside, opened, current = _marker(line, found, inside), line, None
            continue
        name = found[0]
        if len(found) not in (3, 5):
            raise FaultError(
                line,
                f"COLUMNS: {len(found)} fields found,"
                " expected a column and one or two pairs of row and value",
            )
        if name != current:
            _check_new_column(name, index, line)
            index[name] = len(integer)
            integer.append(inside)
            current, seen = name, set()
        for row, text in zip(found[1::2], found[2::2], strict=True):
            _check_entry(name, row, rows, seen, line)
            seen.add(row)
            number = number_at(text, line, "COLUMNS: the entry of column", name)
            if number.exact is not None:
                exact[len(triplets)] = number.exact
            triplets.append((rows.position[row], len(integer) - 1, number.value))
    found_columns = _as_arrays(list(index), integer, triplets, exact)
    if not inside:
        return found_columns
    note = f"{opened}: marker {BEGIN} without {END}: all columns that follow are integer"
    return found_columns._replace(notes=(note,))


def _marker(line: int, found: list[str], inside: bool) -> bool:
    """Return whether integer columns follow the marker."""
    if len(found) != 3 or found[2] not in (BEGIN, END):
        shown = quoted(" ".join(found[2:]))
        raise FaultError(line, f"COLUMNS: unknown marker {shown}, expected {BEGIN} or {END}")
    if (found[2] == BEGIN) == inside:
        raise FaultError(line, f"COLUMNS: marker {found[2]} found, expected the other one")
    return not inside


def _check_new_column(name: str, index: dict[str, int], line: int) -> None:
    if name in index:
        raise FaultError(
            line, f"COLUMNS: column {quoted(name)} appears again after other lines between"
        )


def _check_entry(name: str, row: str, rows: Rows, seen: set[str], line: int) -> None:
    if row not in rows.position:
        raise FaultError(
            line,
            f"COLUMNS: column {quoted(name)} names row {quoted(row)}, which ROWS does not declare",
        )
    if row in seen:
        raise FaultError(
            line, f"COLUMNS: the entry of column {quoted(name)} in row {quoted(row)} appears twice"
        )


def _as_arrays(
    names: list[str],
    integer: list[bool],
    triplets: list[tuple[int, int, float]],
    exact: dict[int, Fraction],
) -> Columns:
    if not triplets:
        nothing = np.zeros(0, np.int64)
        return Columns([], np.zeros(0, bool), nothing, nothing, np.zeros(0), {})
    rows, columns, values = (np.array(part) for part in zip(*triplets, strict=True))
    return Columns(
        names,
        np.array(integer, dtype=bool),
        rows.astype(np.int64),
        columns.astype(np.int64),
        values.astype(np.float64),
        exact,
    )
