"""The bounds and the lists of integer, binary and semi-continuous variables of LP files."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from coopt.read.decimals import MINUS_INFINITY, ONE, PLUS_INFINITY, ZERO, Number
from coopt.read.lp_expressions import RELATIONS, Cursor, cursor_of, read_signed_number
from coopt.read.lp_rows import MIRRORED
from coopt.read.lp_sections import LpSection
from coopt.read.wording import FaultError, quoted


@dataclass(slots=True)
class LpBox:
    """Bounds given so far by position, with their lines; types; warnings."""

    lower: dict[int, tuple[Number, int]] = field(default_factory=dict)
    upper: dict[int, tuple[Number, int]] = field(default_factory=dict)
    integer: set[int] = field(default_factory=set)
    binary: set[int] = field(default_factory=set)
    semicontinuous: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def read_bounds(section: LpSection, index: dict[str, int], box: LpBox) -> None:
    """Read bounds, one definition a line.

    Notes
    -----
    Where a bound is given twice, the last one counts, with a warning. A negative upper bound
    does not move the lower bound from 0, but is warned about.
    """
    for line, text in enumerate(section.body.split("\n"), section.line):
        cursor = cursor_of(LpSection(section.kind, section.word, line, text))
        if cursor.peek():
            _read_bound(cursor, line, index, box)
            if cursor.peek():
                cursor.unexpected("the end of the line after a bound")


def _read_bound(cursor: Cursor, line: int, index: dict[str, int], box: LpBox) -> None:
    sides: list[tuple[str, Number]] = []
    if cursor.peek() not in index:
        _refuse_unknown(cursor)
        number = read_signed_number(cursor)
        sides.append((MIRRORED[_relation(cursor)], number))
    name = cursor.take()
    if name not in index:
        raise FaultError(line, f"a bound names variable {quoted(name)}, which no term has")
    if not sides and cursor.peek().lower() == "free":
        cursor.take()
        sides = [("G", MINUS_INFINITY), ("L", PLUS_INFINITY)]
    elif not sides or cursor.peek() in RELATIONS:
        relation = _relation(cursor)
        sides.append((relation, read_signed_number(cursor)))
        if len(sides) == 2 and (sides[0][0] == relation or "E" in (relation, sides[0][0])):
            raise FaultError(line, f"the two bounds of variable {quoted(name)} are on one side")
    for relation, number in sides:
        _set_bound(box, index[name], name, relation, number, line)


def _refuse_unknown(cursor: Cursor) -> None:
    token = cursor.peek()
    follows = cursor.tokens[cursor.at + 1]
    is_word = token[0].isalpha() and token.lower() not in ("inf", "infinity")
    if is_word and (follows in RELATIONS or follows.lower() == "free"):
        cursor.fail(f"a bound names variable {quoted(token)}, which no term has")


def _relation(cursor: Cursor) -> str:
    if cursor.peek() not in RELATIONS:
        cursor.unexpected("a relation such as <=")
    return RELATIONS[cursor.take()]


def _set_bound(box: LpBox, j: int, name: str, relation: str, number: Number, line: int) -> None:
    forbidden = {"G": (math.inf,), "L": (-math.inf,), "E": (math.inf, -math.inf)}[relation]
    if number.value in forbidden:
        raise FaultError(line, f"the infinite bound of variable {quoted(name)} leaves no value")
    for key, sides in (("G", box.lower), ("L", box.upper)):
        if relation not in (key, "E"):
            continue
        if j in sides and sides[j][0] != number:
            which = "lower" if key == "G" else "upper"
            box.notes.append(
                f"{line}: variable {quoted(name)} has another {which} bound on line"
                f" {sides[j][1]}: the last one counts"
            )
        sides[j] = (number, line)


def read_list(section: LpSection, index: dict[str, int], members: set[int]) -> None:
    """Read the names of a general, binary or semi-continuous section."""
    for line, text in enumerate(section.body.split("\n"), section.line):
        for name in text.split():
            if name not in index:
                raise FaultError(
                    line, f"section {section.word} names variable {quoted(name)}, which no term has"
                )
            members.add(index[name])


def finish_box(names: list[str], box: LpBox) -> tuple[list[Number], list[Number]]:
    """Return lower and upper bounds of all variables.

    Notes
    -----
    Without a bound a variable is in ``[0, inf)``; a binary one in ``[0, 1]`` and in the
    bounds given for it.
    """
    lower = [ZERO] * len(names)
    upper = [PLUS_INFINITY] * len(names)
    for j in box.binary:
        upper[j] = ONE
    for j, (number, line) in box.lower.items():
        lower[j] = number
        if j in box.binary and number.value < 0:
            lower[j] = _clipped(box, names[j], line, ZERO)
    for j, (number, line) in box.upper.items():
        upper[j] = number
        if j in box.binary and number.value > 1:
            upper[j] = _clipped(box, names[j], line, ONE)
        if number.value < 0 and j not in box.lower:
            box.notes.append(
                f"{line}: variable {quoted(names[j])} has a negative upper bound and keeps its"
                " lower bound 0: no value satisfies both"
            )
    return lower, upper


def _clipped(box: LpBox, name: str, line: int, limit: Number) -> Number:
    if not any("binary and" in note for note in box.notes):
        box.notes.append(
            f"{line}: variable {quoted(name)} is binary and has a bound outside [0, 1]:"
            " it is read as binary"
        )
    return limit
