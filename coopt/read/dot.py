"""Read the edges of a graph in the language of Graphviz, in the form that coopt writes."""

from __future__ import annotations

import json
import re

from coopt.read.fields import real
from coopt.read.weighted_edge import WeightedEdge
from coopt.read.wording import FaultError, quoted

BEGINS = re.compile(r"\s*digraph\s*\{")
_NAME = r'("(?:[^"\\]|\\.)*")'
_NODE = re.compile(rf"{_NAME};")
_EDGE = re.compile(rf'{_NAME} -> {_NAME} \[weight="([^"]*)"(?:, label="[^"]*")?\];')


def edges_of_dot(text: str) -> list[WeightedEdge]:
    """Read ``digraph {``, then nodes and weighted edges, one a line, and ``}``.

    Raises
    ------
    FaultError
        If a line is another one: most of Graphviz's language is not read.
    """
    lines = [(k, line.strip()) for k, line in enumerate(text.split("\n"), 1) if line.strip()]
    if lines[-1][1] != "}":
        raise FaultError(lines[-1][0], "the graph does not end with }")
    found = []
    for line, content in lines[1:-1]:
        if _NODE.fullmatch(content):
            continue
        edge = _EDGE.fullmatch(content)
        if edge is None:
            expected = '"a" -> "b" [weight="1.5", label="1.5"];'
            raise FaultError(line, f"expected a line as coopt writes it, such as {expected}")
        weight = real(edge[3], line, "a weight")
        found.append(WeightedEdge(line, _name(edge[1], line), _name(edge[2], line), weight))
    return found


def _name(text: str, line: int) -> str:
    try:
        return str(json.loads(text))
    except json.JSONDecodeError:
        raise FaultError(line, f"{quoted(text)} is no name as coopt writes it") from None
