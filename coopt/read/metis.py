"""Read graphs in the format of METIS, as independent set problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopt.problem.independent_set import IndependentSet
from coopt.read.fields import amount, stem, whole
from coopt.read.graph_text import graph, node, number_of_nodes
from coopt.read.source import decode
from coopt.read.wording import FaultError, located, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class _Header:
    """The first line: sizes, and which weights stand on the lines of the nodes."""

    n: int
    m: int
    sizes: bool
    weights: int
    edge_weights: bool


def read_metis(data: bytes, where: str) -> IndependentSet:
    """Read a graph: ``n m [fmt [ncon]]``, then the neighbours of each node on a line.

    Parameters
    ----------
    data : bytes
        The content of the file.
    where : str
        Its name, for errors.

    Returns
    -------
    IndependentSet
        With the weights of the nodes if there is one each; weights of edges are passed over.

    Raises
    ------
    InstanceError
        If the file breaks the format, or an edge stands in one direction only.

    Notes
    -----
    Nodes count from 1; lines that begin with ``%`` are comments; an empty line is a node
    without neighbours.
    """
    try:
        return _graph(decode(data, where), where)
    except FaultError as fault:
        raise located(where, fault) from None


def _graph(text: str, where: str) -> IndependentSet:
    lines = _lines(text)
    line, content = next(lines, (1, ""))
    header = _header(content.split(), line)
    ends: list[int] = []
    weight: list[float] = []
    for i in range(header.n):
        entry = next(lines, None)
        if entry is None:
            raise FaultError(line, f"the file ends at node {i}, expected {header.n} nodes")
        line, content = entry
        own, neighbours = _node(content.split(), header, line)
        if i in neighbours:
            raise FaultError(line, f"node {i + 1} is its own neighbour")
        weight.append(own)
        for j in neighbours:
            ends += (i, j)
    for line, content in lines:
        if content:
            raise FaultError(line, f"{quoted(content)} after the last of {header.n} nodes")
    problem = graph(header.n, ends, weight if header.weights else None, stem(where))
    if problem.indices.size != len(ends) // 2:
        raise FaultError(1, "some edge stands in one direction only, or twice")
    if problem.indices.size != 2 * header.m:
        edges = problem.indices.size // 2
        raise FaultError(1, f"the file declares {header.m} edges, but has {edges}")
    return problem


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for line, content in enumerate(text.split("\n"), 1):
        if not content.lstrip().startswith("%"):
            yield line, content.strip()


def _header(fields: list[str], line: int) -> _Header:
    if not 2 <= len(fields) <= 4:
        raise FaultError(line, f"{len(fields)} fields found, expected 'NODES EDGES [fmt [ncon]]'")
    n, m = number_of_nodes(fields[0], line), whole(fields[1], line, "the number of edges")
    kinds = fields[2].zfill(3) if len(fields) > 2 else "000"
    if len(kinds) != 3 or set(kinds) - {"0", "1"}:
        raise FaultError(line, f"fmt is {quoted(fields[2])}, expected up to three digits 0 and 1")
    count = whole(fields[3], line, "ncon") if len(fields) > 3 else int(kinds[1])
    if kinds[1] == "1" and count != 1:
        raise FaultError(line, f"nodes have {count} weights each, an independent set knows one")
    return _Header(n, m, kinds[0] == "1", int(kinds[1]), kinds[2] == "1")


def _node(fields: list[str], header: _Header, line: int) -> tuple[float, list[int]]:
    first = header.sizes + header.weights
    if len(fields) < first:
        raise FaultError(line, "the weight of the node is missing")
    own = amount(fields[first - 1], line, "the weight of the node") if header.weights else 1.0
    rest, step = fields[first:], 2 if header.edge_weights else 1
    if len(rest) % step:
        raise FaultError(line, "a neighbour has no weight of its edge")
    return own, [node(text, line, 1, header.n) for text in rest[::step]]
