"""Learned graphs as files: a table of edges, GraphML, DOT, JSON."""

from __future__ import annotations

import csv
import io
import json
from html import escape
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coopt.check.dag import topological_order
from coopt.problem.csr import Floats
from coopt.problem.dag import Dag
from coopt.problem.networks import edge_weights

Edge = tuple[str, str, float]


def node_names(problem: Dag) -> list[str]:
    """Return the names of the nodes; ``x1, x2, ...`` without any."""
    return list(problem.names) or [f"x{j + 1}" for j in range(problem.n)]


def weights_of(problem: Dag, x: ArrayLike) -> Floats:
    """Return the matrix of weights, shape (d, d)."""
    return edge_weights(problem, np.asarray(x))


def edges_of(problem: Dag, x: ArrayLike) -> list[Edge]:
    """Return the edges by name with their weights, in the order of the nodes."""
    names, w = node_names(problem), weights_of(problem, x)
    return [(names[i], names[j], float(w[i, j])) for i, j in np.argwhere(w != 0.0).tolist()]


def order_of(w: Floats) -> NDArray[np.int64]:
    """Return a topological order; nothing for what has a cycle, which the checks refuse."""
    order = topological_order(w != 0.0)
    return np.empty(0, dtype=np.int64) if order is None else order


def edges_csv(problem: Dag, x: ArrayLike, objective: float | None) -> str:
    """Return lines ``from,to,weight``."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("from", "to", "weight"))
    rows.writerows((a, b, repr(w)) for a, b, w in edges_of(problem, x))
    return out.getvalue()


def graph_json(problem: Dag, x: ArrayLike, objective: float | None) -> str:
    """Return an object with ``objective``, ``order`` and ``edges``, of ``mlp`` ``networks`` too."""
    names = node_names(problem)
    record: dict[str, Any] = {
        "objective": objective,
        "order": [names[i] for i in order_of(weights_of(problem, x)).tolist()],
        "edges": [{"from": a, "to": b, "weight": w} for a, b, w in edges_of(problem, x)],
    }
    if problem.score == "mlp":
        whole = np.asarray(x, dtype=float).reshape(problem.n, problem.n + 1, problem.hidden)
        record["networks"] = whole.tolist()
    return json.dumps(record, allow_nan=False) + "\n"


def graphml(problem: Dag, x: ArrayLike, objective: float | None) -> str:
    """Return GraphML with the weight as an attribute of each edge."""
    nodes = [f'    <node id="{_attribute(name)}"/>' for name in node_names(problem)]
    edges = [
        f'    <edge source="{_attribute(a)}" target="{_attribute(b)}">'
        f'<data key="w">{w!r}</data></edge>'
        for a, b, w in edges_of(problem, x)
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
            '  <key id="w" for="edge" attr.name="weight" attr.type="double"/>',
            '  <graph edgedefault="directed">',
            *nodes,
            *edges,
            "  </graph>",
            "</graphml>",
            "",
        ]
    )


def dot(problem: Dag, x: ArrayLike, objective: float | None) -> str:
    """Return the graph in the language of Graphviz."""
    nodes = [f"  {_quoted(name)};" for name in node_names(problem)]
    edges = [
        f'  {_quoted(a)} -> {_quoted(b)} [weight="{w!r}", label="{w:.3g}"];'
        for a, b, w in edges_of(problem, x)
    ]
    return "\n".join(["digraph {", *nodes, *edges, "}", ""])


def _attribute(name: str) -> str:
    # A parser of XML turns white space in an attribute into blanks, unless it is escaped.
    return "".join(f"&#{ord(char)};" if char in "\t\n\r" else char for char in escape(name))


def _quoted(name: str) -> str:
    # Graphviz shows letters as they are, but not JSON's \u00e9.
    return json.dumps(name, ensure_ascii=False)
