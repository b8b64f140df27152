"""Read graphs from lists of edges, as independent set problems."""

from __future__ import annotations

import re
import warnings

import numpy as np

from coopt.errors import ReadWarning
from coopt.problem.csr import Ints
from coopt.problem.independent_set import IndependentSet
from coopt.read.fields import content_lines, stem, whole
from coopt.read.graph_text import graph, many_edges
from coopt.read.source import decode
from coopt.read.wording import FaultError, located

COMMENTS = ("#", "%")
NODES = re.compile(r"[#%].*\bnodes\s*[:=]?\s*(\d{1,18})\b", re.IGNORECASE)
TOP = re.compile(r"(?:[ \t]*(?:[#%][^\n]*)?\n)*+")
EDGES = re.compile(r"(?:\d{1,9}[ \t,]+\d{1,9}[ \t]*\n)*+", re.ASCII)
FROM_ONE = re.compile(r"[#%].*\b1-based\b", re.IGNORECASE)


def read_edge_list(data: bytes, where: str) -> IndependentSet:
    """Read a graph with an edge a line: two nodes, separated by blanks or a comma.

    Parameters
    ----------
    data : bytes
        The content of the file.
    where : str
        Its name, for errors.

    Returns
    -------
    IndependentSet
        Without weights. Nodes are as the file numbers them, from 0 on, up to the largest that
        occurs.

    Raises
    ------
    InstanceError
        If a line is no edge, or an edge leads from a node to itself.

    Notes
    -----
    Lines that begin with ``#`` or ``%`` are comments, of which two are heard: ``# nodes 12``
    (or ``# Nodes: 12 Edges: 30``) states how many nodes there are, isolated ones included;
    ``# 1-based`` says that the first node is 1. Edges may repeat, in either direction. An empty
    ``{}`` behind an edge, as networkx writes it, is passed over.
    """
    text = decode(data, where)
    comments = [line.strip() for line in text.split("\n") if line.lstrip().startswith(COMMENTS)]
    first = 1 if any(FROM_ONE.match(comment) for comment in comments) else 0
    stated = next((match for comment in comments if (match := NODES.match(comment))), None)
    try:
        ends = _ends(text, first)
        n = int(ends.max(initial=-1)) + 1
        if stated is not None and int(stated[1]) < n:
            raise FaultError(1, f"node {n - 1 + first} occurs, but {stated[0]!r} states fewer")
        problem = graph(n if stated is None else int(stated[1]), ends, None, stem(where))
    except FaultError as fault:
        raise located(where, fault) from None
    if first == 0 and stated is None and ends.size and ends.min() > 0:
        warnings.warn(
            f"{where}: nodes count from 0, and node 0 has no edge; a comment '# 1-based' lets them"
            " count from 1",
            ReadWarning,
            stacklevel=2,
        )
    return problem


def _ends(text: str, first: int) -> Ints:
    top = TOP.match(text)
    found = many_edges(text[top.end() if top else 0 :], EDGES, first)
    return np.array(_ends_by_line(text, first), dtype=np.int64) if found is None else found


def _ends_by_line(text: str, first: int) -> list[int]:
    ends: list[int] = []
    for line, content in content_lines(text, COMMENTS):
        fields = content.removesuffix("{}").replace(",", " ").split()
        if len(fields) != 2:
            raise FaultError(
                line,
                f"{len(fields)} fields found, expected the 2 nodes of an edge (an independent"
                " set has no weights of edges)",
            )
        i, j = (whole(field, line, "a node") for field in fields)
        if i == j:
            raise FaultError(line, f"an edge leads from node {i} to itself")
        if min(i, j) < first:
            raise FaultError(line, f"node {min(i, j)} found, but nodes count from {first}")
        ends += (i - first, j - first)
    return ends
