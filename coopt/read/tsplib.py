"""Read TSPLIB, CVRPLIB and OPLib files: TYPE decides what they hold [1]_.

References
----------
.. [1] Reinelt (1995). TSPLIB 95. Universität Heidelberg.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

from coopt.errors import ReadWarning
from coopt.read import cvrp, oplib, tsp
from coopt.read.source import decode
from coopt.read.tsplib_numbers import numbers, required
from coopt.read.tsplib_sections import Parts, cut_parts
from coopt.read.wording import FaultError, located, quoted


class Kind(NamedTuple):
    """What a TYPE means: who builds the problem, and what its file may hold besides distances."""

    build: Callable[[Parts], Any]
    keywords: tuple[str, ...]
    sections: tuple[str, ...]


KINDS = {
    "TSP": Kind(tsp.symmetric_tsp, tsp.KEYWORDS, tsp.SECTIONS),
    "ATSP": Kind(tsp.asymmetric_tsp, tsp.KEYWORDS, tsp.SECTIONS),
    "CVRP": Kind(cvrp.closed_routes, cvrp.KEYWORDS, cvrp.SECTIONS),
    "OVRP": Kind(cvrp.open_routes, cvrp.KEYWORDS, cvrp.SECTIONS),
    "OP": Kind(oplib.orienteering, oplib.KEYWORDS, oplib.SECTIONS),
}
KEYWORDS = (
    *("NAME", "COMMENT", "TYPE", "DIMENSION", "EDGE_WEIGHT_TYPE", "EDGE_WEIGHT_FORMAT"),
    *("NODE_COORD_TYPE", "DISPLAY_DATA_TYPE"),
)
SECTIONS = (
    *("NODE_COORD_SECTION", "EDGE_WEIGHT_SECTION", "DISPLAY_DATA_SECTION"),
    "FIXED_EDGES_SECTION",
)


def read_tsplib(data: bytes, where: str) -> Any:
    """Read a routing problem.

    Parameters
    ----------
    data : bytes
        The content of the file.
    where : str
        Its name, for errors.

    Returns
    -------
    Tsp, Cvrp or Orienteering
        By the keyword TYPE: ``TSP ATSP CVRP OVRP OP``.

    Raises
    ------
    InstanceError
        If the file breaks the format; the message names the line.

    Notes
    -----
    ``EXACT_2D``, no rule of TSPLIB, is the Euclidean distance without rounding. A problem whose
    depot is not the first node is renumbered; its ``numbering`` keeps the file's.
    """
    text = decode(data, where)
    try:
        parts = cut_parts(text)
        problem = _kind(parts).build(parts)
    except FaultError as fault:
        raise located(where, fault) from None
    if not parts.complete:
        warnings.warn(
            f"{where}:{parts.end}: neither EOF nor a line end is at the end: the file may be cut",
            ReadWarning,
            stacklevel=2,
        )
    return problem


def _kind(parts: Parts) -> Kind:
    line, text = required(parts, "TYPE", ", ".join(KINDS))
    # As in "TSP (M.~Hofmeister)".
    name, _, remark = text.partition(" ")
    kind = KINDS.get(name.upper())
    if kind is None or not (remark.strip() == "" or remark.strip().startswith("(")):
        raise FaultError(line, f"TYPE {quoted(text)} found, expected one of {', '.join(KINDS)}")
    known = (*KEYWORDS, *kind.keywords, *SECTIONS, *kind.sections)
    for other in (*parts.keywords, *parts.sections):
        if other not in known:
            raise FaultError(parts.line_of(other), f"{other} does not belong to TYPE {name}")
    fixed = parts.sections.get("FIXED_EDGES_SECTION")
    if fixed is not None and numbers(fixed).tolist() not in ([], [-1.0]):
        raise FaultError(fixed.line, "FIXED_EDGES_SECTION (edges to be used) is not supported")
    return kind
