"""The SOS and INDICATORS sections of MPS."""

from __future__ import annotations

from functools import partial

from coopt.problem.milp import Indicator, Sos
from coopt.read.mps_columns import number_at
from coopt.read.mps_rows import Rows
from coopt.read.mps_sections import Fields, Record, Section, records
from coopt.read.sets import Line, SosDraft, finish_set
from coopt.read.wording import FaultError, quoted


def read_sos(sections: dict[str, Section], fields: Fields, names: list[str]) -> tuple[Sos, ...]:
    """Read the special ordered sets.

    Notes
    -----
    A set begins with ``S1`` or ``S2``, then its name, or a group, its name and a priority.
    Members are ``column weight``, ``group column weight`` or ``column:weight``. Under a
    section SOS1 or SOS2, the kind of every set is the section's.
    """
    index = {name: j for j, name in enumerate(names)}
    drafts: list[SosDraft] = []
    for section_name in ("SOS", "SOS1", "SOS2"):
        section = sections.get(section_name)
        begin = len(drafts)
        for record in records(section, fields, index):
            kind = _begins_set(record, index, section_name)
            if kind:
                drafts.append(SosDraft(kind, _set_name(record), partial(int, record.line)))
            elif len(drafts) == begin:
                raise FaultError(record.line, f"{section_name}: a member before any S1 or S2 line")
            else:
                _add_member(record, index, drafts[-1])
    return tuple(finish_set(draft) for draft in drafts)


def _begins_set(record: Record, index: dict[str, int], section: str) -> int:
    """Return the kind of the set that a line begins, or 0 for a member line."""
    first = record.fields[0].upper()
    if first not in ("S1", "S2"):
        return 0
    if record.fields[0] in index and len(record.fields) == 2 and record.fields[1] not in index:
        try:
            float(record.fields[1])
        except ValueError:
            return int(first[1])
        return 0
    if section in ("SOS1", "SOS2") and first[1] != section[3]:
        raise FaultError(record.line, f"{section}: a set of kind {first} found")
    return int(first[1])


def _set_name(record: Record) -> str:
    rest = record.fields[1:]
    if len(rest) > 3:
        raise FaultError(
            record.line,
            f"SOS: {len(record.fields)} fields found, expected a kind, a group, a name, a priority",
        )
    if len(rest) == 3:
        number_at(rest[2], record.line, "SOS: the priority of set", rest[1])
        return rest[1]
    if len(rest) == 2:
        try:
            float(rest[1])
        except ValueError:
            return rest[1]
        return rest[0]
    return rest[0] if rest else ""


def _add_member(record: Record, index: dict[str, int], draft: SosDraft) -> None:
    line, found = record
    if len(found) == 1 and ":" in found[0]:
        found = found[0].rsplit(":", 1)
    if len(found) not in (2, 3):
        raise FaultError(line, f"SOS: {len(found)} fields found, expected a column and its weight")
    name, text = found[-2], found[-1]
    if name not in index:
        raise FaultError(line, f"SOS names column {quoted(name)}, which COLUMNS does not declare")
    weight = number_at(text, line, "SOS: the weight of column", name).value
    draft.add(index[name], weight, name, partial(int, line))


def read_indicators(
    section: Section | None, fields: Fields, rows: Rows, names: list[str]
) -> list[tuple[Indicator, Line]]:
    """Read INDICATORS: lines ``IF row column value``; each comes with its line."""
    index = {name: j for j, name in enumerate(names)}
    found: list[tuple[Indicator, Line]] = []
    seen: set[str] = set()
    for line, parts in records(section, fields, index):
        if len(parts) != 4 or parts[0].upper() != "IF":
            raise FaultError(line, "INDICATORS: expected IF, a row, a column, and 0 or 1")
        _, row, column, value = parts
        if rows.position.get(row, -1) < 0:
            raise FaultError(
                line, f"INDICATORS names row {quoted(row)}, no L, G or E row that ROWS declares"
            )
        if column not in index:
            raise FaultError(
                line, f"INDICATORS names column {quoted(column)}, which COLUMNS does not declare"
            )
        if row in seen:
            raise FaultError(line, f"INDICATORS: row {quoted(row)} appears twice")
        seen.add(row)
        number = number_at(value, line, "INDICATORS: the value of column", column)
        if number.value not in (0, 1):
            raise FaultError(line, f"INDICATORS: {quoted(value)} found, expected 0 or 1")
        found.append(
            (Indicator(rows.position[row], index[column], int(number.value)), partial(int, line))
        )
    return found
