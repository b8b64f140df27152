"""JSON that every reader accepts: one line, no infinities, no NaN."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any


def json_text(value: Any, indent: int | None = None) -> str:
    """Turn a value into JSON text; infinite and undefined numbers become null."""
    return json.dumps(_plain(value), allow_nan=False, indent=indent, default=_from_numpy)


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _from_numpy(value: Any) -> Any:
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    return str(value)
