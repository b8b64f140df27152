"""The objective and the constraints of LP files."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from coopt.problem.milp import Indicator
from coopt.read.decimals import (
    MINUS_INFINITY,
    PLUS_INFINITY,
    ZERO,
    Number,
    fraction,
    nearest,
    parse_number,
)
from coopt.read.lp_expressions import (
    DIGITS,
    RELATIONS,
    Cursor,
    Terms,
    cursor_of,
    is_glued_term,
    number_at,
    read_expression,
    read_signed_number,
)
from coopt.read.lp_sections import NAME, LpSection, line_of
from coopt.read.sets import Line
from coopt.read.wording import quoted

OBJECTIVE = -1
MIRRORED = {"L": "G", "G": "L", "E": "E"}


@dataclass(slots=True)
class LpRows:
    """The constraints met so far: names (empty if unnamed), sides, indicators with lines."""

    names: list[str] = field(default_factory=list)
    lower: list[Number] = field(default_factory=list)
    upper: list[Number] = field(default_factory=list)
    indicators: list[tuple[Indicator, Line]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)


def read_objective(section: LpSection, terms: Terms) -> Number:
    """Read the objective; return its constant."""
    cursor = cursor_of(section)
    _read_label(cursor)
    constants = read_expression(cursor, terms, OBJECTIVE)
    if cursor.peek():
        cursor.unexpected("a sign, or the end of the objective")
    return _shifted(cursor, ZERO, constants, 1)


def read_rows(section: LpSection, terms: Terms, rows: LpRows) -> None:
    """Read the constraints of a section."""
    cursor = cursor_of(section)
    while cursor.peek():
        _read_row(cursor, terms, rows)


def _read_label(cursor: Cursor) -> str:
    name = cursor.peek()
    if name and cursor.tokens[cursor.at + 1] == ":" and name not in (":", "::"):
        cursor.at += 2
        return name
    return ""


def _read_row(cursor: Cursor, terms: Terms, rows: LpRows) -> None:
    i, start = len(rows.names), cursor.at
    opens_line = start == 0 or cursor.tokens[start - 1] == "\n"
    name = _read_label(cursor)
    if not name and not opens_line and i:
        cursor.unexpected("a line end after the right-hand side")
    if name in rows.taken:
        cursor.fail(f"two constraints have the name {quoted(name)}", back=2)
    condition = _read_condition(cursor, terms, i)
    before = len(terms.rows)
    lower, upper = _read_sides(cursor, terms, i)
    if len(terms.rows) == before:
        cursor.fail(f"constraint {quoted(name or f'number {i + 1}')} has no variables", back=1)
    if condition is not None:
        rows.indicators.append((condition, partial(line_of, cursor.section, start)))
    rows.names.append(name)
    if name:
        rows.taken.add(name)
    rows.lower.append(lower)
    rows.upper.append(upper)


def _read_condition(cursor: Cursor, terms: Terms, row: int) -> Indicator | None:
    """Read ``variable = value ->`` if it opens the constraint."""
    name = cursor.peek()
    ahead = cursor.tokens[cursor.at + 1 : cursor.at + 4]
    if len(ahead) < 3 or ahead[0] != "=" or ahead[2] != "->":
        return None
    if not NAME.match(name):
        cursor.fail(f"{quoted(name)} found, expected the variable of an indicator")
    if number_at(cursor, ahead[1]).value not in (0, 1):
        cursor.fail(f"indicator value {quoted(ahead[1])} found, expected 0 or 1")
    cursor.at += 4
    # It may appear in no term, but must be declared binary.
    column = terms.index.setdefault(name, len(terms.index))
    return Indicator(row, column, int(parse_number(ahead[1]).value))


def _read_sides(cursor: Cursor, terms: Terms, row: int) -> tuple[Number, Number]:
    """Read ``expression relation side`` or ``side relation expression [relation side]``."""
    lead = None
    lower, upper = MINUS_INFINITY, PLUS_INFINITY
    if _opens_with_side(cursor):
        number = read_signed_number(cursor)
        lead = RELATIONS[cursor.take()]
        lower, upper = _bounded(cursor, MIRRORED[lead], number)
    constants = read_expression(cursor, terms, row)
    relation = RELATIONS.get(cursor.peek())
    if relation is None:
        if lead is None:
            cursor.unexpected("a relation such as <=")
    else:
        cursor.take()
        low, high = _bounded(cursor, relation, read_signed_number(cursor))
        if lead is None:
            lower, upper = low, high
        elif lead != relation or lead == "E":
            cursor.fail("the two relations of a ranged constraint point in different ways", back=1)
        else:
            lower, upper = (lower, high) if relation == "L" else (low, upper)
    return _shifted(cursor, lower, constants, -1), _shifted(cursor, upper, constants, -1)


def _opens_with_side(cursor: Cursor) -> bool:
    cursor.peek()
    at = cursor.at + (cursor.tokens[cursor.at] in ("+", "-"))
    token = cursor.tokens[at]
    is_side = token[:1] in DIGITS or token.lower() in ("inf", "infinity")
    # 2x is a term, and everything else that begins like a number is one, or a fault.
    is_side &= not is_glued_term(token)
    return bool(token) and is_side and cursor.tokens[at + 1] in RELATIONS


def _bounded(cursor: Cursor, relation: str, side: Number) -> tuple[Number, Number]:
    """Return the two sides that a relation to a number means."""
    harmless = {"L": math.inf, "G": -math.inf}.get(relation)
    if math.isinf(side.value) and side.value != harmless:
        cursor.fail("an infinite side leaves this constraint no value", back=1)
    if relation == "E":
        return side, side
    return (MINUS_INFINITY, side) if relation == "L" else (side, PLUS_INFINITY)


def _shifted(cursor: Cursor, side: Number, constants: list[str], sign: int) -> Number:
    """Add constants of the left-hand side, or subtract them."""
    if not constants or math.isinf(side.value):
        return side
    total = sum((fraction(number_at(cursor, text)) for text in constants), Fraction(0))
    try:
        return nearest(fraction(side) + sign * total)
    except ValueError as error:
        cursor.fail(f"the sum of the constants {error}", back=1)
