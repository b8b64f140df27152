"""Problems from graphs of networkx, which is not imported: a graph brings what is asked of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from coopt.errors import InstanceError
from coopt.problem.distances import MATRIX_LIMIT, explicit
from coopt.problem.independent_set import IndependentSet
from coopt.problem.tsp import Tsp


def tsp_from_graph(graph: Any, weight: str = "weight") -> tuple[Tsp, list[Any]]:
    """Return the TSP of a complete graph, and its nodes in the order of the problem.

    Parameters
    ----------
    graph : networkx.Graph, DiGraph or a multigraph
        With an edge between any two nodes; in a directed one, in both directions. Of parallel
        edges the lightest counts, loops do not.
    weight : str
        Attribute of the edges that holds the distance.

    Returns
    -------
    problem : Tsp
        With explicit distances.
    nodes : list
        ``nodes[i]`` is node i.

    Raises
    ------
    InstanceError
        If an edge is missing or has no such attribute, or there are more than 20,000 nodes.
    """
    nodes = list(graph.nodes)
    if len(nodes) > MATRIX_LIMIT:
        raise InstanceError(f"the graph has {len(nodes)} nodes, more than {MATRIX_LIMIT}")
    index = {node: i for i, node in enumerate(nodes)}
    matrix = np.full((len(nodes), len(nodes)), np.inf)
    for u, v, length in graph.edges(data=weight, default=None):
        if length is None:
            raise InstanceError(f"edge ({u!r}, {v!r}) has no attribute {weight!r}")
        pairs = [(index[u], index[v])] + ([] if graph.is_directed() else [(index[v], index[u])])
        for i, j in pairs:
            matrix[i, j] = min(matrix[i, j], float(length))
    np.fill_diagonal(matrix, 0.0)
    missing = np.argwhere(np.isinf(matrix))
    if missing.size:
        i, j = missing[0].tolist()
        raise InstanceError(
            f"there is no edge from {nodes[i]!r} to {nodes[j]!r} ({len(missing)} are missing):"
            " a tour needs distances of all pairs, for example lengths of shortest paths"
        )
    return Tsp(explicit(matrix), str(graph.name or "")), nodes


def independent_set_from_graph(
    graph: Any, weight: str | None = None
) -> tuple[IndependentSet, list[Any]]:
    """Return the independent set problem of a graph, and its nodes in the problem's order.

    Parameters
    ----------
    graph : networkx.Graph or another kind
        Directions and parallel edges do not matter.
    weight : str, optional
        Attribute of the nodes that holds their weight; without it each weighs 1.

    Returns
    -------
    problem : IndependentSet
        The problem.
    nodes : list
        ``nodes[i]`` is node i.

    Raises
    ------
    InstanceError
        If a node has an edge to itself, no such attribute, or a negative weight.
    """
    nodes = list(graph.nodes)
    index = {node: i for i, node in enumerate(nodes)}
    loop = next((u for u, v in graph.edges() if u == v), None)
    if loop is not None:
        raise InstanceError(f"an edge leads from node {loop!r} to itself")
    pairs = np.array([(index[u], index[v]) for u, v in graph.edges()], dtype=np.int64)
    weights = None if weight is None else _node_weights(graph, weight)
    name = str(graph.name or "")
    return IndependentSet.from_edges(len(nodes), pairs, weights, name), nodes


def _node_weights(graph: Any, weight: str) -> list[float]:
    values = list(graph.nodes(data=weight, default=None))
    for node, value in values:
        if value is None:
            raise InstanceError(f"node {node!r} has no attribute {weight!r}")
    return [float(value) for _, value in values]
