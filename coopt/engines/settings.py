"""Options of an engine, given as text, in the engine's own types."""

from __future__ import annotations


def typed(text: str) -> bool | int | float | str:
    """Read ``true``/``false``, an integer, a number, or else keep the text."""
    lowered = text.strip().lower()
    if lowered in ("true", "false"):
        return lowered == "true"
    for kind in (int, float):
        try:
            return kind(lowered)
        except ValueError:
            continue
    return text
