"""The BOUNDS section of MPS."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopt.read.decimals import MINUS_INFINITY, ONE, PLUS_INFINITY, ZERO, Number, Vector, vector
from coopt.read.mps_bounds_bulk import read_bounds_bulk
from coopt.read.mps_sections import Fields, Section, free_fields, records
from coopt.read.mps_sides import extended_at, second_set
from coopt.read.wording import FaultError, quoted

VALUED = ("UP", "LO", "FX", "LI", "UI", "SC", "SI")
BARE = ("FR", "MI", "PL", "BV")
# Which sides each kind gives; a value stands for None.
LOWER: dict[str, Number | None] = {
    "LO": None,
    "LI": None,
    "FX": None,
    "FR": MINUS_INFINITY,
    "MI": MINUS_INFINITY,
    "BV": ZERO,
}
UPPER: dict[str, Number | None] = {
    "UP": None,
    "UI": None,
    "FX": None,
    "SC": None,
    "SI": None,
    "FR": PLUS_INFINITY,
    "PL": PLUS_INFINITY,
    "BV": ONE,
}
NO_VALUE_LEFT = {"LO": (math.inf,), "LI": (math.inf,), "FX": (math.inf, -math.inf)}


class Box(NamedTuple):
    """Bounds and types of the columns, and warnings."""

    lower: Vector
    upper: Vector
    integer: NDArray[np.bool_]
    semicontinuous: NDArray[np.bool_]
    notes: list[str]


class _Bound(NamedTuple):
    line: int
    kind: str
    number: Number


class _Line(NamedTuple):
    line: int
    kind: str
    group: str
    name: str
    text: str


def read_bounds(
    section: Section | None, fields: Fields, names: list[str], integer: NDArray[np.bool_]
) -> Box:
    """Read BOUNDS.

    Notes
    -----
    Without a bound, a column is in ``[0, inf)``, an integer column of a marker block in
    ``[0, 1]``. A negative UP without a lower bound makes the lower one minus infinity, with
    a warning. Of several sets the first is used. Bounds from 1e20 on are infinite.
    """
    index = dict(zip(names, range(len(names)), strict=True))
    if section is not None and fields is free_fields:
        bulk = read_bounds_bulk(section.body, index, integer)
        if bulk is not None:
            return Box(*bulk, np.zeros(len(names), dtype=bool), [])
    kinds: set[tuple[int, str]] = set()
    low: dict[int, _Bound] = {}
    high: dict[int, _Bound] = {}
    notes: list[str] = []
    used: str | None = None
    ignored: set[str] = set()
    for line, found in records(section, fields, index):
        bound = _parse(line, found, index)
        used = bound.group if used is None and bound.group else used
        if bound.group and bound.group != used:
            if bound.group not in ignored:
                notes.append(second_set("BOUNDS", line, bound.group, used))
            ignored.add(bound.group)
            continue
        j = index[bound.name]
        if (j, bound.kind) in kinds:
            raise FaultError(
                line, f"BOUNDS: column {quoted(bound.name)} has two bounds of type {bound.kind}"
            )
        kinds.add((j, bound.kind))
        _apply(bound, j, low, high)
    return _box(names, integer, kinds, low, high, notes)


def _parse(line: int, found: list[str], index: dict[str, int]) -> _Line:
    kind = found[0].upper()
    if kind not in VALUED and kind not in BARE:
        raise FaultError(
            line,
            f"BOUNDS: unknown type {quoted(found[0])}, expected one of"
            f" {' '.join((*VALUED, *BARE))}",
        )
    group, name, text = _group_name_text(line, kind, found, index)
    if name not in index:
        raise FaultError(
            line, f"BOUNDS names column {quoted(name)}, which COLUMNS does not declare"
        )
    return _Line(line, kind, group, name, text)


def _group_name_text(
    line: int, kind: str, found: list[str], index: dict[str, int]
) -> tuple[str, str, str]:
    """Tell apart the set's name, the column and the value; the first and last may be missing."""
    rest = found[1:]
    if len(rest) == 3:
        return rest[0], rest[1], rest[2]
    if len(rest) == 2:
        valueless = rest[1] in index or rest[0] not in index
        if kind in BARE and valueless:
            return rest[0], rest[1], ""
        if kind in VALUED and rest[1] in index and rest[0] not in index:
            raise FaultError(line, f"BOUNDS: type {kind} of column {quoted(rest[1])} has no value")
        return "", rest[0], rest[1]
    if len(rest) == 1 and kind in BARE:
        return "", rest[0], ""
    raise FaultError(
        line,
        f"BOUNDS: {len(found)} fields found, expected a type, a set's name, a column"
        + (" and a value" if kind in VALUED else ""),
    )


def _apply(bound: _Line, j: int, low: dict[int, _Bound], high: dict[int, _Bound]) -> None:
    number = _value(bound)
    for sides, effects in ((low, LOWER), (high, UPPER)):
        if bound.kind not in effects:
            continue
        side = effects[bound.kind] or number
        before = sides.get(j)
        if before is not None and before.number != side:
            which = "lower" if sides is low else "upper"
            raise FaultError(
                bound.line,
                f"BOUNDS: types {before.kind} (line {before.line}) and {bound.kind} give column"
                f" {quoted(bound.name)} two different {which} bounds",
            )
        sides[j] = _Bound(bound.line, bound.kind, side)


def _value(bound: _Line) -> Number:
    what = f"BOUNDS: type {bound.kind} of column"
    if bound.kind in BARE:
        if bound.text:
            extended_at(bound.text, bound.line, what, bound.name)
        return ZERO
    number = extended_at(bound.text, bound.line, what, bound.name)
    if number.value in NO_VALUE_LEFT.get(bound.kind, (-math.inf,)):
        shown = f"{quoted(bound.name)}: {quoted(bound.text)}"
        raise FaultError(bound.line, f"{what} {shown} leaves no value")
    if bound.kind in ("SC", "SI") and number.value <= 0:
        shown = f"{quoted(bound.name)}: {quoted(bound.text)}"
        raise FaultError(bound.line, f"{what} {shown} is not positive")
    return number


def _box(
    names: list[str],
    integer: NDArray[np.bool_],
    kinds: set[tuple[int, str]],
    low: dict[int, _Bound],
    high: dict[int, _Bound],
    notes: list[str],
) -> Box:
    lower = [ZERO] * len(names)
    bounded = low.keys() | high.keys()
    upper = [ONE if flag else PLUS_INFINITY for flag in integer.tolist()]
    for j in bounded:
        upper[j] = high[j].number if j in high else PLUS_INFINITY
        lower[j] = low[j].number if j in low else ZERO
    below = [j for j in high if j not in low and high[j].number.value < 0]
    for j in below:
        lower[j] = MINUS_INFINITY
    if below:
        notes.append(_negative_upper(names, high, below))
    integer, semicontinuous = integer.copy(), np.zeros(len(names), dtype=bool)
    for j, kind in kinds:
        integer[j] |= kind in ("BV", "LI", "UI", "SI")
        semicontinuous[j] |= kind in ("SC", "SI")
    return Box(vector(lower), vector(upper), integer, semicontinuous, notes)


def _negative_upper(names: list[str], high: dict[int, _Bound], below: list[int]) -> str:
    first = high[below[0]]
    others = f" (and {len(below) - 1} more such columns)" if len(below) > 1 else ""
    return (
        f"{first.line}: column {quoted(names[below[0]])} has a negative upper bound and no lower"
        f" bound: its lower bound is read as minus infinity{others}"
    )
