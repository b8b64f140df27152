"""Numbers of TSPLIB's sections: all at once, and line by line only to name a fault."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from coopt.problem.csr import Floats, Ints
from coopt.read.decimals import parse_number
from coopt.read.tsplib_sections import Keyword, Parts, Section
from coopt.read.wording import FaultError, quoted

LARGEST = 1e15
"""Sums of a few numbers up to this size are exact as far as they are whole."""
_PLAIN = b"0123456789+-.eE \t\n"


class NodeTable(NamedTuple):
    """Numbers by node, shape (n, width), and where each node stands in the section."""

    section: Section
    values: Floats
    row: Ints

    def line(self, node: int) -> int:
        """Return the line of a node, counted from 0."""
        return line_of(self.section, int(self.row[node]) * (self.values.shape[1] + 1))


def numbers(section: Section) -> Floats:
    """Return all numbers of a section, however they are wrapped.

    Raises
    ------
    FaultError
        If a word is no decimal number, or its size is beyond 1e15.
    """
    values = _at_once(section.body)
    if values is None:
        values = np.array([_number(word, section, line) for line, word in _words(section)])
    large = np.flatnonzero(np.abs(values) > LARGEST)
    if large.size:
        k = int(large[0])
        raise FaultError(
            line_of(section, k), f"{section.name}: {values[k]:g} is too large, the limit is 1e15"
        )
    return values


def _at_once(body: str) -> Floats | None:
    """Read plain decimals; None if a word needs a closer look."""
    data = body.encode()
    if data.translate(None, _PLAIN):
        return None
    blank = np.frombuffer(data, np.uint8) <= 32
    words = int(np.count_nonzero(blank[:-1] & ~blank[1:])) + int(data[:1].strip() != b"")
    if words == 0:
        return np.zeros(0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            values = np.fromstring(body, sep=" ")
        except (ValueError, DeprecationWarning):
            return None
    tiny = (b"e-" in data or b"E-" in data) and not values.all()
    # As many numbers as words: no word was read as two.
    return values if values.size == words and np.isfinite(values).all() and not tiny else None


def _number(word: str, section: Section, line: int) -> float:
    try:
        return parse_number(word).value
    except ValueError as error:
        raise FaultError(
            line, f"{section.name}: {quoted(word)} {error}, expected a number"
        ) from None


def _words(section: Section) -> Iterator[tuple[int, str]]:
    for line, text in enumerate(section.body.split("\n"), section.line):
        for word in text.split():
            yield line, word


def line_of(section: Section, position: int) -> int:
    """Return the line of a number by its position in the section."""
    for k, (line, _) in enumerate(_words(section)):
        if k == position:
            return line
    return section.last_line


def node_table(section: Section, n: int, columns: str) -> NodeTable:
    """Read rows of a node's number, from 1 to n in any order, and its values.

    Parameters
    ----------
    columns : str
        What follows a node's number, for errors: ``"x y"``.

    Raises
    ------
    FaultError
        If nodes are missing, repeated or not in 1 to n.
    """
    values = numbers(section)
    width = len(columns.split()) + 1
    if values.size != n * width:
        raise _wrong_size(section, n, columns, values.size)
    rows = values.reshape(n, width)
    at = rows[:, 0]
    wrong = np.flatnonzero((at != np.rint(at)) | (at < 1) | (at > n))
    if wrong.size:
        k = int(wrong[0])
        raise FaultError(
            line_of(section, k * width),
            f"{section.name}: node {at[k]:.15g} found, expected 1 to {n} (DIMENSION)",
        )
    nodes = at.astype(np.int64) - 1
    row = np.full(n, -1, dtype=np.int64)
    row[nodes[::-1]] = np.arange(n)[::-1]
    twice = np.flatnonzero(row[nodes] != np.arange(n))
    if twice.size:
        k = int(twice[0])
        raise FaultError(
            line_of(section, k * width), f"{section.name}: node {nodes[k] + 1} appears twice"
        )
    return NodeTable(section, rows[row, 1:], row)


def _wrong_size(section: Section, n: int, columns: str, size: int) -> FaultError:
    width = len(columns.split()) + 1
    for line, text in enumerate(section.body.split("\n"), section.line):
        found = len(text.split())
        if found not in (0, width):
            return FaultError(
                line, f"{section.name}: {found} numbers found, expected {width}: node {columns}"
            )
    return FaultError(
        section.last_line,
        f"{section.name} has {size // width} nodes, expected {n} (DIMENSION)",
    )


def required(parts: Parts, name: str, expected: str = "a number") -> Keyword:
    """Return a keyword's value.

    Raises
    ------
    FaultError
        If it is missing or empty.
    """
    keyword = parts.keywords.get(name)
    if keyword is None:
        raise FaultError(parts.end, f"{name} is missing, expected a line {name} : {expected}")
    if not keyword.text:
        raise FaultError(keyword.line, f"{name} has no value, expected {expected}")
    return keyword


def needed(parts: Parts, name: str) -> Section:
    """Return a section.

    Raises
    ------
    FaultError
        If it is missing.
    """
    if name not in parts.sections:
        raise FaultError(parts.end, f"{name} is missing")
    return parts.sections[name]


def number(parts: Parts, name: str) -> float:
    """Return a keyword's number.

    Raises
    ------
    FaultError
        If it is missing or no decimal number.
    """
    line, text = required(parts, name)
    try:
        return parse_number(text).value
    except ValueError as error:
        raise FaultError(line, f"{name}: {quoted(text)} {error}, expected a number") from None


def whole(parts: Parts, name: str) -> int:
    """Return a keyword's whole number, 1 or more.

    Raises
    ------
    FaultError
        If it is missing or something else.
    """
    line, text = required(parts, name)
    if not (text.isascii() and text.isdigit() and len(text) <= 15 and int(text) >= 1):
        raise FaultError(line, f"{name} is {quoted(text)}, expected a whole number from 1 on")
    return int(text)
