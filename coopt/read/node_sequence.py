"""Read the nodes that a tour visits: OPLib's NODE_SEQUENCE_SECTION, or JSON."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from coopt.errors import InstanceError
from coopt.problem.csr import Floats, Ints
from coopt.problem.numbering import numbering_of
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting
from coopt.read.decimals import fraction, parse_number
from coopt.read.node_list import check_solution_head, node_list
from coopt.read.solution import SolutionValues
from coopt.read.solution_json import is_json, positions, read_list
from coopt.read.source import decode
from coopt.read.tsplib_numbers import required, whole
from coopt.read.tsplib_sections import Parts, cut_parts
from coopt.read.wording import FaultError, located, quoted


def read_node_sequence(
    data: bytes, where: str, problem: Orienteering | PrizeCollecting
) -> SolutionValues:
    """Read the visited nodes, the depot among them, in the numbers of the problem's source.

    Raises
    ------
    InstanceError
        If the text breaks its format, leaves out the depot, or names a node that the problem
        has not.
    """
    text = decode(data, where)
    if is_json(text):
        listed, stated = read_list(text, where, "nodes")
        found = np.array(positions(listed, problem.n, where, "nodes"), dtype=np.int64)
    else:
        try:
            found, stated = _from_sections(text, problem)
        except FaultError as fault:
            raise located(where, fault) from None
    nodes = np.argsort(numbering_of(problem))[found]
    depots = np.flatnonzero(nodes == 0)
    if depots.size != 1:
        raise InstanceError(f"{where}: the depot is named {depots.size} times, expected once")
    return SolutionValues(_vector(np.roll(nodes, -int(depots[0]))[1:], problem.n), objective=stated)


def _from_sections(
    text: str, problem: Orienteering | PrizeCollecting
) -> tuple[Ints, Fraction | None]:
    parts = cut_parts(text)
    collects = isinstance(problem, Orienteering)
    check_solution_head(parts, problem.n, ("OP",) if collects else ("PCTSP",))
    nodes = node_list(parts, "NODE_SEQUENCE_SECTION", problem.n)
    if "ROUTE_NODES" in parts.keywords and whole(parts, "ROUTE_NODES") != nodes.size:
        line, stated = parts.keywords["ROUTE_NODES"]
        raise FaultError(line, f"ROUTE_NODES is {stated}, but {nodes.size} nodes are listed")
    return nodes, _stated(parts, "ROUTE_SCORE" if collects else "ROUTE_COST")


def _stated(parts: Parts, name: str) -> Fraction | None:
    if name not in parts.keywords:
        return None
    line, text = required(parts, name)
    try:
        return fraction(parse_number(text))
    except ValueError as error:
        raise FaultError(line, f"{name}: {quoted(text)} {error}") from None


def _vector(nodes: Ints, n: int) -> Floats:
    """Fill up with zeros."""
    x = np.zeros(max(n - 1, nodes.size))
    x[: nodes.size] = nodes
    return x
