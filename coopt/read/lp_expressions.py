"""Linear expressions and constraints of LP files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn

from coopt.read.decimals import (
    INFINITE_FROM,
    SURE_LENGTH,
    Number,
    parse_extended,
    parse_number,
)
from coopt.read.lp_sections import (
    NAME,
    NOT_NAMES,
    NUMBER_HEAD,
    LpSection,
    line_of,
    tokens_of,
)
from coopt.read.wording import FaultError, quoted

RELATIONS = {"<=": "L", "=<": "L", "<": "L", ">=": "G", "=>": "G", ">": "G", "=": "E"}
QUADRATIC = {"[", "]", "^", "*"}
DIGITS = frozenset("0123456789.")
# Signs that may stand together before a term, and what they make.
SIGNS = {"": "", "+": "", "-": "-", "+-": "-", "-+": "-"}


@dataclass(slots=True)
class Terms:
    """The variables met so far, and the terms of all expressions as texts.

    ``index`` leads from a variable's name to its position; term ``k`` adds the number
    ``values[k]`` times variable ``columns[k]`` to row ``rows[k]`` (-1: the objective).
    """

    index: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    values: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Cursor:
    """A place in the tokens of a section."""

    section: LpSection
    tokens: list[str]
    at: int = 0

    def peek(self) -> str:
        """Return the next token other than a line end, and stand before it."""
        while self.tokens[self.at] == "\n":
            self.at += 1
        return self.tokens[self.at]

    def take(self) -> str:
        """Return the next token other than a line end, and step behind it."""
        token = self.peek()
        self.at += bool(token)
        return token

    def fail(self, message: str, back: int = 0) -> NoReturn:
        """Raise a fault at the line of the next token, or of one before."""
        raise FaultError(line_of(self.section, self.at - back), message)

    def unexpected(self, expected: str) -> NoReturn:
        """Raise a fault that shows the next token."""
        token = self.peek()
        if token in QUADRATIC:
            self.fail(f"{quoted(token)} found: quadratic terms are not supported")
        if not token:
            self.fail(f"the section or file ends, expected {expected} (is it truncated?)")
        self.fail(f"{quoted(token)} found, expected {expected}")


def cursor_of(section: LpSection) -> Cursor:
    """Stand before the first token of a section."""
    return Cursor(section, tokens_of(section))


def read_expression(cursor: Cursor, terms: Terms, row: int) -> list[str]:
    """Read terms up to the first token that continues none; return the constants among them."""
    tokens, i = cursor.tokens, cursor.at
    index, rows, columns, values = terms.index, terms.rows, terms.columns, terms.values
    constants: list[str] = []
    signs, number, may_begin = "", "", True
    while True:
        token = tokens[i]
        if token == "\n":
            i += 1
            continue
        if token in ("+", "-"):
            if number:
                constants.append(SIGNS[signs] + number)
                signs, number = "", ""
            signs += token
            if signs not in SIGNS:
                cursor.at = i
                cursor.fail(f"the signs {signs} stand together")
            may_begin = True
            i += 1
            continue
        if not may_begin:
            break
        column = index.get(token)
        if column is None:
            if token and token[0] in DIGITS and not number:
                number, name = _split_number(cursor, token, i)
                if name:
                    tokens[i] = name
                else:
                    i += 1
                continue
            if not _is_new_variable(tokens, i):
                break
            column = index[token] = len(index)
        rows.append(row)
        columns.append(column)
        values.append(SIGNS[signs] + (number or "1"))
        signs, number, may_begin = "", "", False
        i += 1
    cursor.at = i
    if number:
        constants.append(SIGNS[signs] + number)
    elif signs:
        cursor.unexpected("a number or a variable after the sign")
    return constants


def _split_number(cursor: Cursor, token: str, i: int) -> tuple[str, str]:
    """Return a number and the name glued to it, as in ``3x``."""
    if len(token) <= SURE_LENGTH and token.isascii() and token.isdecimal():
        return token, ""
    match = NUMBER_HEAD.match(token)
    number = match.group() if match else ""
    name = token[len(number) :]
    cursor.at = i
    if not number or (name and not _may_be_glued(number, name)):
        cursor.fail(f"{quoted(token)} is neither a number nor a number and a variable")
    if abs(number_at(cursor, number).value) >= INFINITE_FROM:
        cursor.fail(f"{quoted(number)} is too large for a coefficient, expected less than 1e20")
    return number, name


def is_glued_term(token: str) -> bool:
    """Whether a token is a coefficient and a variable without a blank between, as ``2x``."""
    match = NUMBER_HEAD.match(token)
    number = match.group() if match else ""
    name = token[len(number) :]
    return bool(number and name) and _may_be_glued(number, name)


def _may_be_glued(number: str, name: str) -> bool:
    looks_like_number = name[0] in "eEdDxX" and (len(name) == 1 or name[1].isdigit())
    looks_like_number &= name[0] not in "xX" or number == "0"
    return _legal_name(name) and not looks_like_number


def _legal_name(token: str) -> bool:
    """Whether a token can name a variable: ``x(1)`` can, ``(x`` and ``y;`` are syntax of others."""
    if token[:1] == "(" or token[-1:] == ";" or token.count("(") != token.count(")"):
        return False
    return NAME.match(token) is not None and token.lower() not in NOT_NAMES


def _is_new_variable(tokens: list[str], i: int) -> bool:
    """Say whether a token names a variable; a label, which a colon follows, does not."""
    return _legal_name(tokens[i]) and tokens[i + 1] not in (":", "::")


def number_at(cursor: Cursor, text: str, extended: bool = False) -> Number:
    """Read a number just before or at the cursor, or say where and why not."""
    try:
        if "d" in text.lower():
            raise ValueError("is not a decimal number of the LP format")
        return parse_extended(text) if extended else parse_number(text)
    except ValueError as error:
        cursor.fail(f"{quoted(text)} {error}")


def read_signed_number(cursor: Cursor) -> Number:
    """Read a number or an infinity with at most one sign: the side of a row, or a bound."""
    sign = cursor.take() if cursor.peek() in ("+", "-") else ""
    token = cursor.peek()
    if not token or token in RELATIONS or token in "+-:":
        cursor.unexpected("a number")
    number = number_at(cursor, sign + token, extended=True)
    cursor.take()
    return number
