"""Text from files, made harmless for a terminal, and numbers, made short."""

from __future__ import annotations

import math
import unicodedata


def printable(text: str) -> str:
    r"""Escape control and formatting characters, so that one message stays one inert line.

    Examples
    --------
    >>> printable("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return "".join(_escaped(c) if unicodedata.category(c)[0] == "C" else c for c in text)


def number(value: float | None, missing: str = "-") -> str:
    """Show a number with up to ten significant digits."""
    if value is None or math.isnan(value):
        return missing
    return f"{value:.10g}"


def percent(gap: float | None) -> str:
    """Show a gap in percent."""
    if gap is None or not math.isfinite(gap):
        return "-"
    if abs(gap) < 1e-9:
        return "0.00%"
    if abs(gap) >= 1e-4:
        return f"{100 * gap:.2f}%"
    return f"{100 * gap:.0e}%"


def _escaped(c: str) -> str:
    return c.encode("unicode_escape").decode() if ord(c) < 0xD800 or ord(c) > 0xDFFF else "?"
