"""Strict JSON: an object without repeated names, whose numbers are finite doubles."""

from __future__ import annotations

import json
import math
from typing import Any

from coopt.errors import InstanceError
from coopt.read.decimals import parse_number
from coopt.read.wording import quoted

# Whole numbers of more digits are read as doubles.
LONGEST_WHOLE = 15


def parse_object(text: str, where: str) -> dict[str, Any]:
    """Parse a text that holds one JSON object.

    Parameters
    ----------
    text : str
        The text.
    where : str
        Name of its source, for errors.

    Returns
    -------
    dict
        Its values by name; numbers are ``int`` or ``float``.

    Raises
    ------
    InstanceError
        If it is not JSON (the message names the line), no object, holds a name twice, or a
        number that no double is near to.
    """
    try:
        record = json.loads(
            text,
            parse_float=_real,
            parse_int=_whole,
            parse_constant=refuse_constant,
            object_pairs_hook=unique_names,
        )
    except json.JSONDecodeError as error:
        what = error.msg.lower()
        raise InstanceError(f"{where}:{error.lineno}: not JSON: {what}") from None
    except ValueError as error:
        raise InstanceError(f"{where}: a value in this JSON {error}") from None
    except RecursionError:
        raise InstanceError(f"{where}: this JSON is nested too deeply") from None
    if not isinstance(record, dict):
        raise InstanceError(f"{where}:1: this JSON is no object {{...}}")
    return record


def _real(text: str) -> float:
    value = float(text)
    # A number near zero or infinity may be one that no double is near to.
    return parse_number(text).value if value == 0.0 or math.isinf(value) else value


def _whole(text: str) -> int | float:
    return int(text) if len(text) <= LONGEST_WHOLE else _real(text)


def refuse_constant(text: str) -> Any:
    """Refuse NaN and infinities, as ``parse_constant`` of `json.loads`."""
    raise ValueError(f"is {text}, no number")


def unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object with a name twice, as ``object_pairs_hook`` of `json.loads`."""
    record = dict(pairs)
    if len(record) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"has the name {quoted(twice)} twice")
    return record
