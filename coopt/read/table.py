"""Tables of cells as CSV files hold them: delimiters, quotes, a header, decimal commas."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

import numpy as np

from coopt.problem.csr import Floats
from coopt.read.decimals import parse_number
from coopt.read.wording import FaultError, quoted

# A cell with a comma that is no delimiter; "1,234" is one and a bit, not a thousand.
DECIMAL_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+(?:[eE][+-]?[0-9]+)?\Z")
# What stands where there is no number; no column is named like that.
NOTHING = frozenset({"", "-", "inf", "nan", "na", "n/a"})


@dataclass(frozen=True, slots=True)
class Table:
    """Cells of equal rows.

    Parameters
    ----------
    header : tuple of str
        Names of the columns; empty if the first row is one of numbers.
    rows : list of list of str
        Cells, without blanks around them.
    lines : list of int
        Line of each row in the file.
    delimiter : str
        What stands between the cells.
    first_line : int
        Line of the header, or of the first row if there is none.
    """

    header: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]
    delimiter: str
    first_line: int

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.header or self.rows[0])


def read_table(text: str) -> Table:
    """Split a text into cells.

    Parameters
    ----------
    text : str
        Lines of cells; blank lines and lines that begin with ``#`` are passed over.

    Raises
    ------
    FaultError
        If a row has another number of cells than the first, or there is no row of data.

    Notes
    -----
    The first line tells the delimiter: tabs if there is one, else semicolons, else commas. The
    first row is a header if one of its cells is neither a number nor empty (``nan``, ``inf`` and
    ``-`` count as empty here), or if its first cell is empty and the others are what the first
    column holds below it.
    """
    kept = [
        (line, content)
        for line, content in enumerate(text.split("\n"), 1)
        if content.strip() and not content.lstrip().startswith("#")
    ]
    if not kept:
        raise FaultError(1, "the table has no row")
    delimiter = next((mark for mark in "\t;" if mark in kept[0][1]), ",")
    rows = [[cell.strip() for cell in _split(content, delimiter, at)] for at, content in kept]
    lines = [line for line, _ in kept]
    for line, row in zip(lines, rows, strict=True):
        if len(row) != len(rows[0]):
            expected = f"expected {len(rows[0])} as in line {lines[0]}"
            raise FaultError(line, f"the row has {len(row)} cells, {expected}")
    headed = any(not (_is_nothing(c) or is_number(c, delimiter)) for c in rows[0])
    headed = headed or _names_rows_too(rows)
    if headed and len(rows) == 1:
        raise FaultError(lines[0], "the table has a header, but no row of numbers")
    header = tuple(rows[0]) if headed else ()
    return Table(header, rows[headed:], lines[headed:], delimiter, lines[0])


def is_number(cell: str, delimiter: str) -> bool:
    """Whether a cell is a finite decimal number, in the manner of this delimiter."""
    try:
        parse_number(_plain(cell, delimiter))
    except ValueError:
        return False
    return True


def numbers(table: Table, columns: list[int]) -> Floats:
    """Return some columns as numbers, shape (rows, len(columns)).

    Raises
    ------
    FaultError
        If a cell is empty or no finite decimal number; the message names line and column.
    """
    values = np.empty((len(table.rows), len(columns)))
    for i, row in enumerate(table.rows):
        for k, j in enumerate(columns):
            values[i, k] = number(table, row[j], i, j)
    return values


def number(table: Table, cell: str, i: int, j: int) -> float:
    """Return a cell as a number; ``i`` and ``j`` say where it is."""
    if not cell:
        raise FaultError(table.lines[i], f"{column_name(table, j)}: the cell is empty")
    try:
        return parse_number(_plain(cell, table.delimiter)).value
    except ValueError as error:
        raise FaultError(
            table.lines[i], f"{column_name(table, j)}: {quoted(cell)} {error}"
        ) from None


def column_name(table: Table, j: int) -> str:
    """Return how messages name a column."""
    name = f" ({quoted(table.header[j])})" if table.header and table.header[j] else ""
    return f"column {j + 1}{name}"


def _is_nothing(cell: str) -> bool:
    return cell.lower() in NOTHING


def _names_rows_too(rows: list[list[str]]) -> bool:
    """Whether numbers above and beside a square table are names: its diagonal is filled then."""
    beside = [row[0] for row in rows[1:]]
    if rows[0][0] or len(rows) < 2 or rows[0][1:] != beside:
        return False
    return any(row[i] for i, row in enumerate(rows))


def _split(content: str, delimiter: str, line: int) -> list[str]:
    try:
        rows = list(csv.reader([content], delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error as error:
        raise FaultError(line, f"the cells cannot be told apart: {error}") from None
    return rows[0]


def _plain(cell: str, delimiter: str) -> str:
    if delimiter != "," and DECIMAL_COMMA.match(cell):
        return cell.replace(",", ".")
    return cell
