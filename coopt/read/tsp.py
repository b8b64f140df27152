"""Build a travelling-salesman problem from the parts of a TSPLIB file."""

from __future__ import annotations

from coopt.problem.tsp import Tsp
from coopt.read.tsplib_distances import read_distances, refuse_asymmetric
from coopt.read.tsplib_sections import Parts

KEYWORDS = ()
SECTIONS = ()


def symmetric_tsp(parts: Parts) -> Tsp:
    """Build the problem of TYPE TSP.

    Raises
    ------
    FaultError
        If a part is wrong, or the matrix is not symmetric.
    """
    problem = asymmetric_tsp(parts)
    refuse_asymmetric(problem.distances, parts.sections.get("EDGE_WEIGHT_SECTION"))
    return problem


def asymmetric_tsp(parts: Parts) -> Tsp:
    """Build the problem of TYPE ATSP.

    Raises
    ------
    FaultError
        If a part is wrong.
    """
    return Tsp(read_distances(parts), parts.name)
