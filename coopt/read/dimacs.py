"""Read graphs in the DIMACS format of colouring and cliques, as independent set problems."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field

import numpy as np

from coopt.errors import ReadWarning
from coopt.problem.independent_set import IndependentSet
from coopt.read.fields import amount, content_lines, stem, whole
from coopt.read.graph_text import graph, many_edges, node, number_of_nodes
from coopt.read.source import decode
from coopt.read.wording import FaultError, located, quoted

# Lines of comments, and of facts about how a graph was made.
IGNORED = ("c", "d", "v", "x")
EDGES = re.compile(r"(?:e[ \t]+\d{1,9}[ \t]+\d{1,9}[ \t]*\n)*+", re.ASCII)


@dataclass(slots=True)
class _Graph:
    n: int = -1
    declared: int = 0
    ends: list[int] = field(default_factory=list)
    weight: dict[int, float] = field(default_factory=dict)


def read_dimacs(data: bytes, where: str) -> IndependentSet:
    """Read a graph: ``p edge n m``, ``e i j``, and weights of nodes ``n i w``.

    Parameters
    ----------
    data : bytes
        The content of the file.
    where : str
        Its name, for errors.

    Returns
    -------
    IndependentSet
        Of the graph as it stands; nodes without a line ``n`` weigh 1.

    Raises
    ------
    InstanceError
        If the file breaks the format.

    Notes
    -----
    Nodes count from 1. An edge may stand in both directions. The number of edges that the file
    declares may be that of its lines, or of its edges counted once or twice.
    """
    text = decode(data, where)
    try:
        problem = _problem(text, stem(where))
    except FaultError as fault:
        raise located(where, fault) from None
    if ".clq" in where.lower():
        warnings.warn(
            f"{where}: read as the independent set problem of the graph itself; its cliques are"
            " the independent sets of the complement",
            ReadWarning,
            stacklevel=2,
        )
    return problem


def _problem(text: str, name: str) -> IndependentSet:
    begin, edge_lines = _cut(text)
    found = _read(begin)
    ends = many_edges(edge_lines, EDGES, 1)
    if ends is None or found.ends or ends.max(initial=-1) >= found.n:
        found = _read(text)
        ends = np.array(found.ends, dtype=np.int64)
    last = text.rstrip().count("\n") + 1
    if found.n < 0:
        raise FaultError(last, "no line 'p edge NODES EDGES'")
    weight = [found.weight.get(i, 1.0) for i in range(found.n)] if found.weight else None
    problem = graph(found.n, ends, weight, name)
    edges = problem.indices.size // 2
    if found.declared not in (len(ends) // 2, edges, 2 * edges):
        raise FaultError(last, f"the file ends after {edges} edges, but declares {found.declared}")
    return problem


def _cut(text: str) -> tuple[str, str]:
    """Cut before the first edge: behind it, files mostly hold nothing but edges."""
    at = text.find("\ne ") + 1
    return (text[:at], text[at:]) if at else (text, "")


def _read(text: str) -> _Graph:
    """Read line by line."""
    found = _Graph()
    for line, content in content_lines(text, IGNORED):
        _take(found, content.split(), line)
    return found


def _take(found: _Graph, fields: list[str], line: int) -> None:
    kind = fields[0]
    if kind == "p":
        _begin(found, fields, line)
        return
    if found.n < 0:
        raise FaultError(line, f"{quoted(kind)} before the line 'p edge NODES EDGES'")
    if kind == "e":
        if len(fields) != 3:
            raise FaultError(line, f"an edge has {len(fields) - 1} fields, expected 2 nodes")
        i, j = (node(text, line, 1, found.n) for text in fields[1:])
        if i == j:
            raise FaultError(line, f"an edge leads from node {i + 1} to itself")
        found.ends += (i, j)
    elif kind == "n":
        if len(fields) != 3:
            raise FaultError(line, "expected 'n NODE WEIGHT'")
        i = node(fields[1], line, 1, found.n)
        if i in found.weight:
            raise FaultError(line, f"node {i + 1} has two weights")
        found.weight[i] = amount(fields[2], line, f"the weight of node {i + 1}")
    else:
        raise FaultError(line, f"{quoted(kind)} begins no line of this format (c p n e)")


def _begin(found: _Graph, fields: list[str], line: int) -> None:
    if found.n >= 0:
        raise FaultError(line, "a second line 'p'")
    if len(fields) != 4 or fields[1] not in ("edge", "edges", "col"):
        raise FaultError(line, "expected 'p edge NODES EDGES'")
    found.n = number_of_nodes(fields[2], line)
    found.declared = whole(fields[3], line, "the number of edges")
