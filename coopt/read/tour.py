"""Read a tour: TSPLIB's TOUR_SECTION, or JSON."""

from __future__ import annotations

import numpy as np

from coopt.problem.tsp import Tsp
from coopt.read.node_list import check_solution_head, node_list
from coopt.read.solution import SolutionValues
from coopt.read.solution_json import is_json, positions, read_list
from coopt.read.source import decode
from coopt.read.tsplib_sections import cut_parts
from coopt.read.wording import FaultError, located


def read_tour(data: bytes, where: str, problem: Tsp) -> SolutionValues:
    """Read a tour.

    Raises
    ------
    InstanceError
        If the text breaks its format, or names a node that the problem has not.

    Notes
    -----
    Lengths in comments are not believed: some of TSPLIB's own are outdated.
    """
    text = decode(data, where)
    if is_json(text):
        listed, stated = read_list(text, where, "tour")
        tour = positions(listed, problem.n, where, "tour")
        return SolutionValues(np.array(tour, dtype=float), objective=stated)
    try:
        parts = cut_parts(text)
        check_solution_head(parts, problem.n, ("TOUR",))
        nodes = node_list(parts, "TOUR_SECTION", problem.n)
    except FaultError as fault:
        raise located(where, fault) from None
    return SolutionValues(nodes.astype(float))
