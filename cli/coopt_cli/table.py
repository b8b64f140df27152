"""Aligned columns of plain text."""

from __future__ import annotations

from collections.abc import Sequence


def table(header: Sequence[str], rows: Sequence[Sequence[str]], right: str = "") -> list[str]:
    """Lay out rows under a header.

    Parameters
    ----------
    header : sequence of str
        Titles of the columns.
    rows : sequence of sequences of str
        Cells.
    right : str
        One letter a column, ``r`` to align it to the right; left where it says nothing.

    Returns
    -------
    list of str
        Lines.
    """
    cells = [tuple(header), *map(tuple, rows)]
    widths = [max(len(row[k]) for row in cells) for k in range(len(header))]
    align = [">" if right[k : k + 1] == "r" else "<" for k in range(len(header))]
    lines = [
        "  ".join(f"{cell:{a}{w}}" for cell, a, w in zip(row, align, widths, strict=True)).rstrip()
        for row in cells
    ]
    return [lines[0], "  ".join("-" * w for w in widths), *lines[1:]]
