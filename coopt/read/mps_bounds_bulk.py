"""The BOUNDS section of MPS, all at once: for the clean files that nearly all files are."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats, Ints
from coopt.read.decimals import INFINITE_FROM, Vector, parse_many
from coopt.read.mps_entries import fields_per_line, plain_body, positions

# The sides that each kind gives: a number, "value" for the line's, or None.
GIVES: dict[str, tuple[float | str | None, float | str | None]] = {
    "UP": (None, "value"),
    "LO": ("value", None),
    "FX": ("value", "value"),
    "LI": ("value", None),
    "UI": (None, "value"),
    "BV": (0.0, 1.0),
    "FR": (-math.inf, math.inf),
    "MI": (-math.inf, None),
    "PL": (None, math.inf),
}
BARE = ("BV", "FR", "MI", "PL")


def read_bounds_bulk(
    body: str, index: dict[str, int], integer: NDArray[np.bool_]
) -> tuple[Vector, Vector, NDArray[np.bool_]] | None:
    """Read BOUNDS in bulk; None if anything is unusual and needs the careful reader.

    Returns
    -------
    lower, upper : Vector
        Bounds of the columns.
    integer : ndarray of bool, shape (n,)
        Integer columns, those among them that bounds make so.
    """
    text = plain_body(body)
    lines = None if text is None else _lines(text)
    if lines is None:
        return None
    kinds, names, texts = lines
    column, numbers = positions(index, names), parse_many(texts)
    if column is None or numbers is None:
        return None
    values, exact = numbers
    if (np.abs(values) >= INFINITE_FROM).any():
        return None
    bounded = np.zeros(len(index), dtype=bool)
    bounded[column] = True
    low = Vector(np.zeros(len(index)), {})
    high = Vector(np.where(integer & ~bounded, 1.0, math.inf), {})
    for side, vector in enumerate((low, high)):
        if not _set_side(side, vector, kinds, column, values):
            return None
        for k, value in exact.items():
            if GIVES[kinds[k]][side] == "value":
                vector.exact[int(column[k])] = value
    # A negative upper bound without a lower one needs a warning.
    if (high.values < 0).any():
        return None
    makes_integer = np.isin(kinds, ("BV", "LI", "UI"))
    made = integer.copy()
    made[column[makes_integer]] = True
    return low, high, made


def _lines(text: str) -> tuple[NDArray[np.str_], list[str], list[str]] | None:
    """Return kind, column and value by line; 0 for a value that is not there."""
    counts = fields_per_line(text)
    if counts.size == 0 or not np.isin(counts, (3, 4)).all():
        return None
    every = np.array(text.split(), dtype=object)
    first = np.cumsum(counts) - counts
    kinds = every[first].astype(np.str_)
    groups = every[first + 1]
    short = counts == 3
    bare = np.isin(kinds, BARE)
    known = np.isin(kinds, tuple(GIVES)).all()
    if not known or (short & ~bare).any() or (groups != groups[0]).any():
        return None
    texts = every[np.where(bare, first, first + 3)]
    if (bare & ~short).any():
        return None
    texts[bare] = "0"
    return kinds, every[first + 2].tolist(), texts.tolist()


def _set_side(
    side: int, vector: Vector, kinds: NDArray[np.str_], column: Ints, values: Floats
) -> bool:
    """Write one side's bounds; false if a column has two."""
    taken = np.zeros(vector.values.size, dtype=bool)
    for kind, gives in GIVES.items():
        given = gives[side]
        chosen = np.flatnonzero(kinds == kind) if given is not None else np.zeros(0, np.int64)
        at = column[chosen]
        if taken[at].any() or np.unique(at).size != at.size:
            return False
        taken[at] = True
        vector.values[at] = values[chosen] if given == "value" else given
    return True
