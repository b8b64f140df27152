from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from coopt.errors import InstanceError
from coopt.read import (
    independent_set_from_graph,
    tsp_from_graph,
    tsp_from_matrix,
    tsp_from_points,
)
from coopt.write.problem_json import edges_of


def test_a_complete_graph_is_a_tsp_on_its_nodes() -> None:
    graph = nx.Graph(name="g")
    graph.add_weighted_edges_from([("a", "b", 3), ("b", "c", 4), ("c", "a", 5)])
    problem, nodes = tsp_from_graph(graph)
    assert nodes == ["a", "b", "c"]
    assert problem.distances.matrix is not None
    assert problem.distances.matrix.tolist() == [[0, 3, 5], [3, 0, 4], [5, 4, 0]]
    assert problem.name == "g"


def test_directions_and_parallel_edges_count() -> None:
    graph = nx.MultiDiGraph()
    graph.add_weighted_edges_from([(1, 2, 3.5), (1, 2, 2.5), (2, 1, 7), (1, 1, 9)], weight="km")
    problem, _ = tsp_from_graph(graph, weight="km")
    assert problem.distances.matrix is not None
    assert problem.distances.matrix.tolist() == [[0, 2.5], [7, 0]]


def test_what_a_tour_needs_is_missed() -> None:
    graph = nx.path_graph(3)
    with pytest.raises(InstanceError, match=r"edge \(0, 1\) has no attribute 'weight'"):
        tsp_from_graph(graph)
    nx.set_edge_attributes(graph, 1.0, "weight")
    with pytest.raises(InstanceError, match=r"no edge from 0 to 2 \(2 are missing\)"):
        tsp_from_graph(graph)


def test_an_independent_set_problem_keeps_nodes_edges_and_weights() -> None:
    graph = nx.MultiDiGraph([("x", "y"), ("y", "x"), ("y", "z")])
    problem, nodes = independent_set_from_graph(graph)
    assert nodes == ["x", "y", "z"]
    assert edges_of(problem).tolist() == [[0, 1], [1, 2]]
    assert problem.weight.tolist() == [1, 1, 1]
    nx.set_node_attributes(graph, {"x": 2, "y": 3.5, "z": 0}, "value")
    assert independent_set_from_graph(graph, "value")[0].weight.tolist() == [2, 3.5, 0]
    assert independent_set_from_graph(nx.empty_graph(4))[0].n == 4


def test_graphs_without_sense_are_refused() -> None:
    with pytest.raises(InstanceError, match="from node 1 to itself"):
        independent_set_from_graph(nx.Graph([(1, 1)]))
    with pytest.raises(InstanceError, match="node 0 has no attribute 'w'"):
        independent_set_from_graph(nx.path_graph(2), "w")


def test_points_and_matrices_make_tsps() -> None:
    assert tsp_from_points([[0, 0], [3, 4]]).distances.rule == "EUCLIDEAN"
    assert tsp_from_points(np.zeros((2, 3)), "EUC_3D", "p").name == "p"
    assert not tsp_from_matrix([[0, 1], [2, 0]]).distances.symmetric
    with pytest.raises(InstanceError, match="shape"):
        tsp_from_points([1, 2, 3])
