"""Fields of a text format: its lines with their numbers, and the numbers on them."""

from __future__ import annotations

from collections.abc import Iterator

from coopt.read.decimals import parse_number
from coopt.read.wording import FaultError, quoted


def content_lines(text: str, comments: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield lines with their numbers, stripped, without blank lines and comments."""
    for line, content in enumerate(text.split("\n"), 1):
        shown = content.strip()
        if shown and not shown.startswith(comments):
            yield line, shown


def whole(text: str, line: int, what: str) -> int:
    """Read a whole number of at least 0.

    Raises
    ------
    FaultError
        If it is none; likewise below.
    """
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise FaultError(line, f"{what}: {quoted(text)} is no whole number of at least 0")
    return int(text)


def real(text: str, line: int, what: str) -> float:
    """Read a decimal number."""
    try:
        return parse_number(text).value
    except ValueError as error:
        raise FaultError(line, f"{what}: {quoted(text)} {error}") from None


def amount(text: str, line: int, what: str) -> float:
    """Read a decimal number of at least 0."""
    value = real(text, line, what)
    if value < 0.0:
        raise FaultError(line, f"{what} is {text}, expected a number >= 0")
    return value


def stem(where: str) -> str:
    """Return the name that an instance has from its file."""
    return "" if where.startswith("<") else where.rpartition("/")[2].partition(".")[0]
