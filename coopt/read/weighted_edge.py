"""An edge of a learned graph, as a file states it."""

from __future__ import annotations

from typing import NamedTuple


class WeightedEdge(NamedTuple):
    """The line where an edge stands, the names of its ends, and its weight."""

    line: int
    source: str
    target: str
    weight: float
