"""The COLUMNS section of MPS, all at once: for the clean files that nearly all files are."""

from __future__ import annotations

import numpy as np

from coopt.problem.csr import Ints
from coopt.read.decimals import INFINITE_FROM, parse_many
from coopt.read.mps_columns import BEGIN, END, MARKER, Columns
from coopt.read.mps_entries import Entries, plain_body, positions, split_entries
from coopt.read.mps_rows import OBJECTIVE, Rows

_MARKER_ROW = -3


def read_columns_bulk(body: str, rows: Rows) -> Columns | None:
    """Read COLUMNS in bulk; None if anything is unusual and needs the careful reader.

    Parameters
    ----------
    body : str
        The lines of the section.
    rows : Rows
        What ROWS declares.

    Notes
    -----
    Linear in the text but for sorts of its entries.
    """
    text = plain_body(body)
    if text is None or MARKER in rows.position:
        return None
    entries = split_entries(text)
    if entries is None:
        return None
    row = positions({**rows.position, MARKER: _MARKER_ROW}, entries.rows)
    columns = None if row is None else _columns(entries, row)
    return None if columns is None or _has_duplicates(columns, len(rows.names)) else columns


def _columns(entries: Entries, row: Ints) -> Columns | None:
    marks = np.flatnonzero(row == _MARKER_ROW)
    mark_lines = entries.lines[marks]
    without = _without_markers(entries, row, marks)
    if without is None:
        return None
    row, values, lines = without
    of_entry = entries.names[lines]
    begins = np.ones(of_entry.size, dtype=bool)
    begins[1:] = of_entry[1:] != of_entry[:-1]
    passed = np.searchsorted(mark_lines, lines)
    names = of_entry[begins].tolist()
    numbers = parse_many(values)
    split_by_marker = (np.diff(passed).astype(bool) & ~begins[1:]).any()
    if numbers is None or split_by_marker or len(set(names)) != len(names):
        return None
    if (np.abs(numbers.values) >= INFINITE_FROM).any():
        return None
    return Columns(names, passed[begins] % 2 == 1, row, np.cumsum(begins) - 1, *numbers)


def _without_markers(
    entries: Entries, row: Ints, marks: Ints
) -> tuple[Ints, list[str], Ints] | None:
    """Return rows, values and lines of the entries that are no markers."""
    if not marks.size:
        return row, entries.values, entries.lines
    kinds = [entries.values[k] for k in marks.tolist()]
    half = len(kinds) // 2
    kept = np.flatnonzero(row != _MARKER_ROW)
    mark_lines, lines = entries.lines[marks], entries.lines[kept]
    # A marker line holds nothing else.
    alone = not np.isin(lines, mark_lines).any() and (np.diff(mark_lines) > 0).all()
    if not alone or kinds[0::2] != [BEGIN] * half or kinds[1::2] != [END] * half:
        return None
    return row[kept], np.array(entries.values, dtype=object)[kept].tolist(), lines


def _has_duplicates(columns: Columns, m: int) -> bool:
    """Say whether a column has two entries in one row; dropped rows are not looked at."""
    kept = columns.rows >= OBJECTIVE
    key = np.sort(columns.columns[kept] * (m + 1) + columns.rows[kept] + 1)
    return bool((key[1:] == key[:-1]).any())
