"""Cut a whole MPS section into fields at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Ints


class Entries(NamedTuple):
    """Entries in the file's order: the row and value as texts, the line; first fields by line."""

    rows: list[str]
    values: list[str]
    lines: Ints
    names: NDArray[np.object_]


def plain_body(body: str) -> str | None:
    """Return a section's text without comment lines; None if blanks or remarks are unusual."""
    if not body.isascii() or "$" in body:
        return None
    if body.startswith("*") or "\n*" in body:
        return "\n".join(line for line in body.split("\n") if not line.startswith("*"))
    return body


def fields_per_line(body: str) -> Ints:
    """Count the fields of each line that has any."""
    data = np.frombuffer(body.encode(), np.uint8)
    blank = data <= 32
    starts = ~blank
    starts[1:] &= blank[:-1]
    upto = np.searchsorted(np.flatnonzero(starts), np.append(np.flatnonzero(data == 10), data.size))
    counts = np.diff(upto, prepend=0)
    return counts[counts > 0].astype(np.int64)


def split_entries(body: str) -> Entries | None:
    """Cut lines of a name and one or two pairs of row and value; None if a line is another."""
    counts = fields_per_line(body)
    if counts.size == 0 or not np.isin(counts, (3, 5)).all():
        return None
    tokens = body.split()
    if (counts == 3).all():
        names = np.array(tokens[0::3], dtype=object)
        return Entries(tokens[1::3], tokens[2::3], np.arange(counts.size), names)
    every = np.array(tokens, dtype=object)
    first = np.cumsum(counts) - counts
    lines = np.repeat(np.arange(counts.size), 1 + (counts == 5))
    at = first[lines] + 1
    # The second entry of a line stands two fields behind the first.
    at[1:][lines[1:] == lines[:-1]] += 2
    return Entries(every[at].tolist(), every[at + 1].tolist(), lines, every[first])


def positions(table: dict[str, int], names: list[str]) -> Ints | None:
    """Look names up; None if one is unknown."""
    try:
        return np.fromiter(map(table.__getitem__, names), np.int64, len(names))
    except KeyError:
        return None
