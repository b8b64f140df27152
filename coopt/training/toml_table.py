"""Tables of TOML as frozen dataclasses: unknown keys, wrong types and wrong ranges are refused."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from coopt.errors import OptionError

T = TypeVar("T")
_WORDS = {int: "a whole number", float: "a number", str: "a text in quotes", bool: "true or false"}


def from_table(kind: type[T], table: Mapping[str, Any], where: str) -> T:
    """Make a dataclass of a table.

    Parameters
    ----------
    kind : type
        A dataclass whose fields are int, float, str, bool, tuples of them, literals or mappings.
    table : mapping
        What was read.
    where : str
        What errors begin with.

    Returns
    -------
    T
        The dataclass; missing keys have their defaults.

    Raises
    ------
    OptionError
        If a key is unknown or missing, or a value is not of its type.
    """
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    for key in table:
        if key not in known:
            close = difflib.get_close_matches(key, known, n=1) or sorted(known)
            raise OptionError(f"{where}: there is no key {key!r}; did you mean {', '.join(close)}?")
    for name, field in known.items():
        if name not in table and field.default is MISSING and field.default_factory is MISSING:
            raise OptionError(f"{where}: the key {name!r} is missing")
    values = {key: _value(table[key], hints[key], f"{where}: {key}") for key in table}
    return kind(**values)


def at_least(where: str, least: float, **values: float) -> None:
    """Raise `OptionError` if a value is below the least that makes sense."""
    for name, value in values.items():
        if not value >= least:
            raise OptionError(f"{where}: {name} is {value}, expected at least {least:g}")


def in_range(where: str, least: float, most: float, **values: float) -> None:
    """Raise `OptionError` if a value is below the least or above the most that makes sense."""
    for name, value in values.items():
        if not least <= value <= most:
            raise OptionError(f"{where}: {name} is {value}, expected {least:g} to {most:g}")


def _value(value: Any, hint: Any, where: str) -> Any:
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise OptionError(f"{where} is {value!r}, expected {' or '.join(get_args(hint))}")
        return value
    if hint in _WORDS:
        return _plain(value, hint, where)
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise OptionError(f"{where} is {value!r}, expected a list")
        return tuple(_plain(part, get_args(hint)[0], where) for part in value)
    if not isinstance(value, Mapping):
        raise OptionError(f"{where} is {value!r}, expected a table")
    return value


def _plain(value: Any, hint: type, where: str) -> Any:
    given = type(value)
    if hint is float and given in (int, float):
        value, given = float(value), float
        if not math.isfinite(value):
            raise OptionError(f"{where} is {value}, expected a finite number")
    if given is not hint:
        raise OptionError(f"{where} is {value!r}, expected {_WORDS[hint]}")
    return value
