"""Amounts with units on the command line: ``60``, ``60s``, ``10m``, ``1h30m``; ``4G``, ``500M``."""

from __future__ import annotations

import math
import re
from typing import Any

import click

_SECONDS = {"ms": 1e-3, "": 1.0, "s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, "d": 86400.0}
_BYTES = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
_NUMBER = r"\d+(?:\.\d*)?|\.\d+"
_DURATION = re.compile(rf"({_NUMBER})\s*(ms|s|min|m|h|d|)\s*", re.ASCII)
_SIZE = re.compile(rf"({_NUMBER})\s*([KMGT]?)i?B?", re.ASCII | re.IGNORECASE)
_LEAST_MEMORY = 2**24


def seconds(text: str) -> float:
    """Read a duration.

    Raises
    ------
    ValueError
        If the text is none.
    """
    parts = _DURATION.findall(text)
    if not parts or "".join(re.split(r"\s", text)) != "".join(map("".join, parts)):
        raise ValueError(f"{text!r} is no duration, expected one such as 60, 90s, 10m or 1h30m")
    total = sum(float(value) * _SECONDS[unit] for value, unit in parts)
    if not math.isfinite(total):
        raise ValueError(f"{text!r} is too long")
    return total


def size(text: str) -> int:
    """Read an amount of memory in bytes.

    Raises
    ------
    ValueError
        If the text is none, or so little that a unit must be missing.
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no amount of memory, expected one such as 500M or 4G")
    total = int(float(match[1]) * _BYTES[match[2].upper()])
    if total < _LEAST_MEMORY:
        raise ValueError(f"{text!r} is less than 16M; is a unit missing, as in 500M or 4G?")
    return total


def share(text: str) -> float:
    """Read a number from 0 on, such as a gap or a tolerance; ``5%`` is 0.05.

    Raises
    ------
    ValueError
        If the text is none.
    """
    match = re.fullmatch(rf"((?:{_NUMBER})(?:[eE][+-]?\d+)?)\s*(%?)", text.strip(), re.ASCII)
    value = float(match[1]) / (100 if match[2] else 1) if match else math.nan
    if not math.isfinite(value):
        raise ValueError(f"{text!r} is no number from 0 on, expected one such as 1e-4 or 5%")
    return value


class _Amount(click.ParamType[Any]):
    def __init__(self, name: str, read: Any) -> None:
        self.name, self.read = name, read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the text; numbers from a parameter file are taken as text, too."""
        try:
            return self.read(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


DURATION = _Amount("duration", seconds)
SIZE = _Amount("size", size)
SHARE = _Amount("number", share)
