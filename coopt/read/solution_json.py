"""Read solutions from JSON: an objective, and a list of positions counted from 0."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from coopt.errors import InstanceError
from coopt.read.json_text import parse_object


def is_json(text: str) -> bool:
    """Say whether a text begins as an object of JSON."""
    return text.lstrip().startswith("{")


def read_list(text: str, where: str, key: str) -> tuple[list[Any], Fraction | None]:
    """Return the list under a key, and the objective if it is stated.

    Raises
    ------
    InstanceError
        If the text is no JSON, or has no such list.
    """
    record = parse_object(text, where)
    listed = record.get(key)
    if not isinstance(listed, list):
        raise InstanceError(f"{where}: this JSON has no list {key!r}")
    stated = record.get("objective", record.get("primal_bound"))
    is_number = isinstance(stated, int | float) and not isinstance(stated, bool)
    return listed, Fraction(repr(stated)) if is_number else None


def positions(listed: list[Any], n: int, where: str, key: str) -> list[int]:
    """Return the list's entries as positions below ``n``.

    Raises
    ------
    InstanceError
        If an entry is something else.
    """
    for entry in listed:
        if type(entry) is not int or not 0 <= entry < n:
            shown = entry if isinstance(entry, int | float) else type(entry).__name__
            raise InstanceError(f"{where}: {key!r} holds {shown}, expected 0 to {n - 1}")
    return listed
