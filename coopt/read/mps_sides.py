"""The RHS and RANGES sections of MPS: the two sides of each row, and the constant."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from coopt.read.decimals import (
    INFINITE_FROM,
    MINUS_INFINITY,
    PLUS_INFINITY,
    ZERO,
    Number,
    Vector,
    fraction,
    nearest,
    negative,
    parse_extended,
    parse_many,
)
from coopt.read.mps_entries import plain_body, positions, split_entries
from coopt.read.mps_rows import DROPPED, OBJECTIVE, Rows
from coopt.read.mps_sections import Fields, Section, free_fields, records
from coopt.read.wording import FaultError, quoted


class Sides(NamedTuple):
    """Lower and upper side of each row, the constant of the objective, and warnings."""

    lower: Vector
    upper: Vector
    constant: Number
    notes: list[str]


class _Entry(NamedTuple):
    line: int
    name: str
    row: int
    number: Number


def extended_at(text: str, line: int, what: str, name: str) -> Number:
    """Read a number or an infinity, or say where and why not."""
    try:
        return parse_extended(text)
    except ValueError as error:
        raise FaultError(line, f"{what} {quoted(name)}: {quoted(text)} {error}") from None


def read_sides(rhs: Section | None, ranges: Section | None, fields: Fields, rows: Rows) -> Sides:
    """Read RHS and RANGES.

    Notes
    -----
    The entry of the objective in RHS is minus its constant. On an E row, a range widens
    towards its sign; on L and G rows its size counts. Of several sets the first is used.
    """
    notes: list[str] = []
    found = _right_sides_bulk(rhs, rows) if rhs is not None and fields is free_fields else None
    side, constant = found or _right_sides(rhs, fields, rows, notes)
    kinds = np.array(rows.kinds, dtype="U1")
    lower, upper = side.values.copy(), side.values.copy()
    lower[kinds == "L"] = -math.inf
    upper[kinds == "G"] = math.inf
    sides = Sides(
        Vector(lower, {i: v for i, v in side.exact.items() if rows.kinds[i] != "L"}),
        Vector(upper, {i: v for i, v in side.exact.items() if rows.kinds[i] != "G"}),
        constant,
        notes,
    )
    for entry in _entries(ranges, fields, rows, notes):
        _widen(entry, rows, sides)
    return sides


def _right_sides_bulk(section: Section, rows: Rows) -> tuple[Vector, Number] | None:
    """Read RHS in bulk; None if anything is unusual."""
    text = plain_body(section.body)
    entries = None if text is None else split_entries(text)
    if entries is None or (entries.names != entries.names[0]).any():
        return None
    row, numbers = positions(rows.position, entries.rows), parse_many(entries.values)
    if row is None or numbers is None or row.min() < 0 or np.bincount(row).max() > 1:
        return None
    values, exact = numbers
    if (np.abs(values) >= INFINITE_FROM).any():
        return None
    side = np.zeros(len(rows.names))
    side[row] = values
    return Vector(side, {int(row[k]): value for k, value in exact.items()}), ZERO


def _right_sides(
    section: Section | None, fields: Fields, rows: Rows, notes: list[str]
) -> tuple[Vector, Number]:
    side = Vector(np.zeros(len(rows.names)), {})
    constant = ZERO
    for entry in _entries(section, fields, rows, notes):
        kind = "N" if entry.row == OBJECTIVE else rows.kinds[entry.row]
        # The infinite side that leaves a row free; every other one contradicts its type.
        harmless = {"L": math.inf, "G": -math.inf}.get(kind)
        if math.isinf(entry.number.value) and entry.number.value != harmless:
            raise FaultError(
                entry.line, f"RHS: row {quoted(entry.name)} of type {kind} has an infinite side"
            )
        if kind == "N":
            constant = negative(entry.number)
        else:
            side.put(entry.row, entry.number)
    return side, constant


def _entries(
    section: Section | None, fields: Fields, rows: Rows, notes: list[str]
) -> Iterator[_Entry]:
    """Yield the entries of the first set, without those of dropped N rows."""
    if section is None:
        return
    what = f"{section.name}: the entry of row"
    used: str | None = None
    seen: set[str] = set()
    ignored: set[str] = set()
    for line, found in records(section, fields, rows.position):
        if not 2 <= len(found) <= 5:
            raise FaultError(
                line,
                f"{section.name}: {len(found)} fields found,"
                " expected a set's name and one or two pairs of row and value",
            )
        named = len(found) % 2 == 1
        if named:
            used = found[0] if used is None else used
        if named and found[0] != used:
            if found[0] not in ignored:
                notes.append(second_set(section.name, line, found[0], used))
            ignored.add(found[0])
            continue
        _refuse_missing_value(section.name, line, found, rows)
        for name, text in zip(found[named::2], found[named + 1 :: 2], strict=True):
            row = _row(section.name, name, rows, seen, line)
            number = extended_at(text, line, what, name)
            if row != DROPPED:
                yield _Entry(line, name, row, number)


def _refuse_missing_value(section: str, line: int, found: list[str], rows: Rows) -> None:
    """Refuse a set's name and rows of which the last has no value."""
    if len(found) % 2 == 0 and found[0] not in rows.position and found[-1] in rows.position:
        raise FaultError(line, f"{section}: row {quoted(found[-1])} has no value")


def second_set(section: str, line: int, name: str, used: str | None) -> str:
    """Word the warning about a second set of right-hand sides, ranges or bounds."""
    return (
        f"{line}: {section} set {quoted(name)} is ignored:"
        f" of several sets the first, {quoted(used or '')}, is used"
    )


def _row(section: str, name: str, rows: Rows, seen: set[str], line: int) -> int:
    if name not in rows.position:
        raise FaultError(line, f"{section} names row {quoted(name)}, which ROWS does not declare")
    if name in seen:
        raise FaultError(line, f"{section}: row {quoted(name)} appears twice")
    seen.add(name)
    return rows.position[name]


def _widen(entry: _Entry, rows: Rows, sides: Sides) -> None:
    i = entry.row
    if i == OBJECTIVE:
        raise FaultError(entry.line, f"RANGES: row {quoted(entry.name)} is of type N")
    kind, size = rows.kinds[i], entry.number
    down = kind == "L" or (kind == "E" and size.value < 0)
    start = (sides.upper if down else sides.lower).number(i)
    if math.isinf(start.value):
        raise FaultError(
            entry.line, f"RANGES: row {quoted(entry.name)} has an infinite right-hand side"
        )
    moved = MINUS_INFINITY if down else PLUS_INFINITY
    if math.isfinite(size.value):
        step = abs(fraction(size))
        moved = nearest(fraction(start) + (-step if down else step))
    (sides.lower if down else sides.upper).put(i, moved)
