"""The depot of a TSPLIB file: one node, which the problem counts first."""

from __future__ import annotations

import numpy as np

from coopt.problem.csr import Ints
from coopt.problem.distances import Distances
from coopt.read.tsplib_numbers import line_of, needed, numbers
from coopt.read.tsplib_sections import Parts
from coopt.read.wording import FaultError


def depot_first(parts: Parts, distances: Distances) -> tuple[Distances, Ints]:
    """Return the distances with the depot as node 0, and the position of each node in the file.

    Raises
    ------
    FaultError
        If there is not one depot among the nodes, or the list of depots does not end in -1.
    """
    depot = _depot(parts, distances.n)
    order = np.arange(distances.n, dtype=np.int64)
    if depot == 0:
        return distances, order
    order = np.concatenate([[depot], np.delete(order, depot)])
    points = None if distances.points is None else distances.points[order]
    matrix = None if distances.matrix is None else distances.matrix[np.ix_(order, order)]
    return Distances(distances.rule, points, matrix), order


def numbering_if_needed(order: Ints) -> Ints | None:
    """Return the positions of the nodes, or None where they are those of the problem."""
    return order if order[0] != 0 else None


def _depot(parts: Parts, n: int) -> int:
    section = needed(parts, "DEPOT_SECTION")
    values = numbers(section)
    if values.size == 0 or values[-1] != -1.0:
        raise FaultError(section.last_line, "DEPOT_SECTION does not end in -1: the file is cut")
    if values.size != 2:
        raise FaultError(
            line_of(section, 1), f"DEPOT_SECTION has {values.size - 1} numbers, expected one depot"
        )
    depot = float(values[0])
    if not (depot.is_integer() and 1 <= depot <= n):
        raise FaultError(
            line_of(section, 0), f"the depot is node {depot:.15g}, expected one of 1 to {n}"
        )
    return int(depot) - 1
