"""Decimal numbers as files write them: a strict grammar, the nearest double, the exact value."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

GRAMMAR = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eEdD][+-]?[0-9]+)?\Z")
INFINITY_WORDS = {"inf", "infinity", "+inf", "+infinity", "-inf", "-infinity"}
# From this size on, a bound or a side of a row is infinite: the convention of the field.
INFINITE_FROM = 1e20
LONGEST = 1000
# Every decimal of at most this many characters is the shortest text of its double,
# as long as the double is a normal number.
SURE_LENGTH = 15
SURE_SIZE = 1e-290


class Number(NamedTuple):
    """A double and, where its shortest text is another decimal than the file's, the exact value."""

    value: float
    exact: Fraction | None = None


class Vector(NamedTuple):
    """Doubles, shape (k,), and exact values by position where ``repr`` prints another decimal."""

    values: NDArray[np.float64]
    exact: dict[int, Fraction]

    def number(self, position: int) -> Number:
        """Return one of the numbers."""
        return Number(float(self.values[position]), self.exact.get(position))

    def put(self, position: int, number: Number) -> None:
        """Replace one of the numbers."""
        self.values[position] = number.value
        self.exact.pop(position, None)
        if number.exact is not None:
            self.exact[position] = number.exact


def vector(numbers: Sequence[Number]) -> Vector:
    """Gather numbers."""
    exact = {k: number.exact for k, number in enumerate(numbers) if number.exact is not None}
    return Vector(np.array([number.value for number in numbers], dtype=np.float64), exact)


ZERO, ONE = Number(0.0), Number(1.0)
PLUS_INFINITY, MINUS_INFINITY = Number(math.inf), Number(-math.inf)


def fraction(number: Number) -> Fraction:
    """Return the exact value of a finite number."""
    return Fraction(repr(number.value)) if number.exact is None else number.exact


def nearest(exact: Fraction) -> Number:
    """Return the number nearest to an exact value.

    Raises
    ------
    ValueError
        If it is too large for a double.
    """
    try:
        value = float(exact) + 0.0
    except OverflowError:
        raise ValueError("is too large for a double") from None
    return Number(value, None if Fraction(repr(value)) == exact else exact)


def negative(number: Number) -> Number:
    """Return minus the number."""
    return Number(0.0 - number.value, None if number.exact is None else -number.exact)


@lru_cache(maxsize=1 << 14)
def parse_number(text: str) -> Number:
    """Read a finite decimal number.

    Raises
    ------
    ValueError
        If the text is no decimal number, or too large or too small for a double.
    """
    if len(text) > LONGEST or not GRAMMAR.match(text):
        raise ValueError("is not a decimal number")
    plain = text.lower().replace("d", "e")
    value = float(plain) + 0.0
    if math.isinf(value):
        raise ValueError("is too large for a double")
    return Number(value, exact_if_needed(plain, value))


@lru_cache(maxsize=1 << 14)
def parse_extended(text: str) -> Number:
    """Read a bound or a side: a decimal number or an infinity.

    Raises
    ------
    ValueError
        If the text is neither.
    """
    if text.lower() in INFINITY_WORDS:
        return MINUS_INFINITY if text[0] == "-" else PLUS_INFINITY
    number = parse_number(text)
    if abs(number.value) >= INFINITE_FROM:
        return PLUS_INFINITY if number.value > 0 else MINUS_INFINITY
    return number


def exact_if_needed(plain: str, value: float) -> Fraction | None:
    """Return the exact value of a decimal text if ``repr(value)`` is another decimal.

    Raises
    ------
    ValueError
        If the text is not zero, but its double is.
    """
    if value == 0.0:
        if re.search("[1-9]", plain.partition("e")[0]):
            raise ValueError("is too small for a double")
        return None
    if len(plain) <= SURE_LENGTH and abs(value) >= SURE_SIZE:
        return None
    decimal = Decimal(plain)
    return None if decimal == Decimal(repr(value)) else Fraction(decimal)


def parse_many(texts: Sequence[str]) -> Vector | None:
    """Read many finite decimals at once.

    None is returned if some text needs a closer look (`parse_number` says why).
    """
    codes = {text: code for code, text in enumerate(dict.fromkeys(texts))}
    # Within these characters, float() knows no other grammar than ours.
    if "".join(codes).translate(_DELETE_PLAIN):
        return None
    try:
        values = np.fromiter(map(float, codes), np.float64, len(codes)) + 0.0
        sure = np.fromiter(map(len, codes), np.int64, len(codes)) <= SURE_LENGTH
        sure &= (np.abs(values) >= SURE_SIZE) & np.isfinite(values)
        exact = {} if sure.all() else _exact_codes(list(codes), values, sure)
    except ValueError:
        return None
    if len(codes) == 1:
        where = np.zeros(len(texts), dtype=np.int64)
    else:
        where = np.fromiter(map(codes.__getitem__, texts), np.int64, len(texts))
    return Vector(values[where], _spread(exact, where))


_DELETE_PLAIN = str.maketrans("", "", "0123456789+-.eE")


def _exact_codes(
    texts: list[str], values: NDArray[np.float64], sure: NDArray[np.bool_]
) -> dict[int, Fraction]:
    exact = {}
    for code in np.flatnonzero(~sure).tolist():
        number = parse_number(texts[code])
        values[code] = number.value
        if number.exact is not None:
            exact[code] = number.exact
    return exact


def _spread(exact: dict[int, Fraction], where: NDArray[np.int64]) -> dict[int, Fraction]:
    if not exact:
        return {}
    marked = np.zeros(int(where.max()) + 1, dtype=bool)
    marked[list(exact)] = True
    return {int(k): exact[int(where[k])] for k in np.flatnonzero(marked[where])}
