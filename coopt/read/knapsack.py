"""Read knapsack problems from text."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from coopt.errors import InstanceError
from coopt.problem.knapsack import Knapsack
from coopt.read.fields import amount, content_lines, stem, whole
from coopt.read.source import decode
from coopt.read.wording import FaultError, located

Line = tuple[int, list[str]]


class _Frame(NamedTuple):
    """Number of items, capacity, and the lines behind them."""

    n: int
    capacity: float
    rest: list[Line]


def read_knapsack(data: bytes, where: str) -> Knapsack:
    """Read a 0-1 knapsack problem: ``n capacity``, then ``value weight`` for each item.

    Parameters
    ----------
    data : bytes
        The content of the file.
    where : str
        Its name, for errors.

    Returns
    -------
    Knapsack
        Named after the file.

    Raises
    ------
    InstanceError
        If the file breaks the format; the message names the line.

    Notes
    -----
    ``n`` and the capacity stand on the first line or on the first two, or ``n`` alone is first
    and the capacity last, as Pisinger's generator writes. Items of three columns begin with
    their number, counted from 0 or 1. One line of ``n`` zeros and ones behind the items, a
    solution, is passed over. ``#`` begins a comment.
    """
    text = decode(data, where)
    lines = [(line, content.split()) for line, content in content_lines(text, ("#",))]
    try:
        frame = _frame(lines)
        value, weight = _items(frame)
    except FaultError as fault:
        raise located(where, fault) from None
    try:
        return Knapsack(np.array(value), np.array(weight), frame.capacity, stem(where))
    except InstanceError as error:
        raise InstanceError(f"{where}: {error}") from None


def _frame(lines: list[Line]) -> _Frame:
    if not lines:
        raise FaultError(1, "no line 'NUMBER CAPACITY'")
    line, fields = lines[0]
    n = whole(fields[0], line, "the number of items")
    if len(fields) == 2:
        return _Frame(n, amount(fields[1], line, "the capacity"), lines[1:])
    if len(fields) != 1:
        raise FaultError(line, f"{len(fields)} fields found, expected 'NUMBER CAPACITY'")
    for at, rest in ((1, lines[2:]), (-1, lines[1:-1])):
        if len(lines) > 1 and len(lines[at][1]) == 1:
            return _Frame(n, amount(lines[at][1][0], lines[at][0], "the capacity"), rest)
    raise FaultError(line, "a number of items, but no capacity: neither on a line below nor last")


def _items(frame: _Frame) -> tuple[list[float], list[float]]:
    value, weight = [], []
    for k, (line, fields) in enumerate(frame.rest[: frame.n]):
        if len(fields) != len(frame.rest[0][1]) or len(fields) not in (2, 3):
            raise FaultError(line, f"{len(fields)} fields found, expected '[ITEM] VALUE WEIGHT'")
        if len(fields) == 3 and fields[0] != str(k + int(frame.rest[0][1][0] != "0")):
            raise FaultError(line, f"item {fields[0]} found where item {k + 1} was expected")
        value.append(amount(fields[-2], line, "the value"))
        weight.append(amount(fields[-1], line, "the weight"))
    if len(value) < frame.n:
        raise FaultError(1, f"{frame.n} items declared, but the file ends after {len(value)}")
    _check_end(frame)
    return value, weight


def _check_end(frame: _Frame) -> None:
    """Let nothing follow the items but one solution, on however many lines."""
    flags = [flag for _, fields in frame.rest[frame.n :] for flag in fields]
    if flags and (len(flags) != frame.n or set(flags) - {"0", "1"}):
        raise FaultError(frame.rest[frame.n][0], f"more than the {frame.n} items declared")
