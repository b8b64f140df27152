"""Best known values of instances, from a table of comma-separated values."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from coopt.errors import InstanceError

Standing = Literal["optimal", "best_known", "infeasible", "unbounded", "disputed"]

FULL_DIGITS = 8
TIGHT, LOOSE = 1e-6, 1e-4
_NAME = ("name", "instance", "file")
_VALUE = ("objective", "reference", "best", "best_known", "value")
_STANDINGS: dict[str, Standing] = {
    "optimal": "optimal",
    "opt": "optimal",
    "proven": "optimal",
    "best_known": "best_known",
    "best": "best_known",
    "feasible": "best_known",
    "infeasible": "infeasible",
    "inf": "infeasible",
    "unbounded": "unbounded",
    "disputed": "disputed",
}
_PACKED = re.compile(r"\.(gz|bz2|xz|zst)$")
_FORMATS = re.compile(
    r"\.(mps|lp|tsp|atsp|vrp|oplib|json|opb|txt|csv|tsv|kp|col|clq|mis|graph|edges)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What is known of an instance: its value, how sure that is, and how exactly it is printed.

    ``tolerance`` is relative: 1e-6, or 1e-4 where a fraction is printed with fewer than eight
    significant digits.
    """

    standing: Standing
    value: float | None
    tolerance: float = TIGHT


def parse_references(lines: Iterable[str], path: str = "references") -> dict[str, Reference]:
    """Read a table of references.

    Parameters
    ----------
    lines : iterable of str
        CSV with a header; one column ``name``, ``instance`` or ``file``, one ``objective``,
        ``reference``, ``best``, ``best_known`` or ``value``, and optionally ``status``, or
        ``is_optimal`` with 0 or 1.
    path : str
        Where the lines come from, for errors.

    Returns
    -------
    dict of str to Reference
        By the stem of each name and file.

    Raises
    ------
    InstanceError
        If a column is missing or a value is no number.
    """
    table = csv.DictReader(lines)
    columns = {(title or "").strip().lower(): title for title in table.fieldnames or ()}
    names = [columns[title] for title in _NAME if title in columns]
    values = [columns[title] for title in _VALUE if title in columns]
    if not names or not values:
        raise InstanceError(f"{path}:1: expected a column of {_NAME} and one of {_VALUE}")
    found: dict[str, Reference] = {}
    for row in table:
        where = f"{path}:{table.line_num}"
        status = row.get(columns.get("status", ""))
        if not status and "is_optimal" in columns:
            status = "optimal" if row[columns["is_optimal"]] == "1" else "best_known"
        reference = _reference(row.get(values[0]), status, where)
        found |= {stem(row[name]): reference for name in names if row[name]}
    return found


def stem(name: str) -> str:
    """Return the name of an instance: of a file name, what precedes its suffixes."""
    return _FORMATS.sub("", _PACKED.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]))


def lookup(references: Mapping[str, Reference], file: str) -> Reference | None:
    """Return the reference of a file, or None."""
    return references.get(stem(file))


def _reference(text: str | None, status: str | None, where: str) -> Reference:
    text, status = (text or "").strip(), (status or "").strip().lower()
    value, tolerance = _value(text, where)
    standing: Standing = _STANDINGS.get(status, "best_known")
    if not status and value is not None:
        standing = "optimal"
    return Reference(standing, value, tolerance)


def _value(text: str, where: str) -> tuple[float | None, float]:
    if not text or text.lower() in ("-", "na", "n/a", "none", "inf", "infeasible", "unbounded"):
        return None, TIGHT
    try:
        value = float(text)
    except ValueError:
        raise InstanceError(f"{where}: {text!r} is no number") from None
    if not math.isfinite(value):
        return None, TIGHT
    digits = re.sub(r"[eE].*", "", text).lstrip("+-0.").replace(".", "")
    whole = text.lstrip("+-").isdigit() or value == round(value)
    return value, TIGHT if whole or len(digits) >= FULL_DIGITS else LOOSE
