"""Build an orienteering problem from the parts of an OPLib file."""

from __future__ import annotations

import numpy as np

from coopt.problem.orienteering import Orienteering
from coopt.read.tsplib_depot import depot_first, numbering_if_needed
from coopt.read.tsplib_distances import read_distances
from coopt.read.tsplib_numbers import needed, node_table, number
from coopt.read.tsplib_sections import Parts
from coopt.read.wording import FaultError

KEYWORDS = ("COST_LIMIT", "TSPSOL")
SECTIONS = ("NODE_SCORE_SECTION", "DEPOT_SECTION")


def orienteering(parts: Parts) -> Orienteering:
    """Build the problem of TYPE OP.

    Raises
    ------
    FaultError
        If a part is wrong.
    """
    distances = read_distances(parts)
    limit = number(parts, "COST_LIMIT")
    if limit < 0:
        raise FaultError(
            parts.line_of("COST_LIMIT"), f"COST_LIMIT is {limit:g}, expected 0 or more"
        )
    scores = node_table(needed(parts, "NODE_SCORE_SECTION"), distances.n, "score")
    negative = np.flatnonzero(scores.values[:, 0] < 0)
    if negative.size:
        node = int(negative[0])
        raise FaultError(
            scores.line(node),
            f"node {node + 1} has the score {scores.values[node, 0]:g}, expected 0 or more",
        )
    ordered, order = depot_first(parts, distances)
    prize = np.ascontiguousarray(scores.values[order, 0])
    return Orienteering(ordered, prize, limit, parts.name, numbering_if_needed(order))
