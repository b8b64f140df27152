"""DIMACS, edge lists and METIS: three texts of one graph, and what breaks them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given

from coopt.errors import InstanceError, ReadWarning
from coopt.problem.independent_set import IndependentSet
from coopt.read import read
from coopt.read.dimacs import read_dimacs
from coopt.read.edge_list import read_edge_list
from coopt.read.metis import read_metis
from coopt.write.dimacs import dimacs_text
from coopt.write.problem_json import edges_of
from tests.read.problems import content, graphs

Reader = Callable[[bytes, str], IndependentSet]
# A path 0-1-2 with a chord to 3, and an isolated node 4.
EDGES = [[0, 1], [1, 2], [1, 3]]
TEXTS = {
    "a.col": "c a graph\np edge 5 3\ne 1 2\ne 2 3\ne 2 4\n",
    "twice.col": "p col 5 6\ne 1 2\ne 2 1\ne 2 3\ne 3 2\ne 2 4\ne 4 2\n",
    "halved.mis": "p edge 5 6\nd 1 2\ne 1 2\ne 2 3\ne 2 4\n",
    "a.edges": "# nodes 5\n0 1\n1\t2\n1,3\n3 1\n",
    "snap.edgelist": "# Nodes: 5 Edges: 3\n% 1-based\n1 2\n2 3 {}\n2 4 {}\n",
    "a.graph": "% remark\n5 3\n2\n1 3 4\n2\n2\n\n",
    "weighted.graph": "5 3 111 1\n1 1 2 9\n1 1 1 9 3 9 4 9\n1 1 2 9\n1 1 2 9\n1 1\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_each_format_states_the_same_graph(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(TEXTS[name])
    problem = read(path)
    assert isinstance(problem, IndependentSet)
    assert problem.n == 5
    assert edges_of(problem).tolist() == EDGES
    assert problem.weight.tolist() == [1.0] * 5
    assert problem.name == name.partition(".")[0]


@pytest.mark.parametrize(("reader", "name"), [(read_dimacs, "a.col"), (read_edge_list, "a.edges")])
def test_lines_read_one_by_one_and_all_at_once_are_the_same(reader: Reader, name: str) -> None:
    # Without its line end, the last line needs a closer look.
    at_once, by_line = (reader(text.encode(), name) for text in (TEXTS[name], TEXTS[name].rstrip()))
    assert content(at_once) == content(by_line)


def test_nodes_may_have_weights() -> None:
    dimacs = read_dimacs(b"p edge 3 1\nn 2 2.5\ne 1 3\n", "a.col")
    assert dimacs.weight.tolist() == [1.0, 2.5, 1.0]
    assert read_metis(b"2 1 10\n4 2\n3.5 1\n", "a.graph").weight.tolist() == [4.0, 3.5]


def test_dimacs_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    path.write_text(TEXTS["a.col"])
    assert read(path).n == 5


def test_cliques_are_another_problem_and_it_is_said() -> None:
    with pytest.warns(ReadWarning, match="complement"):
        read_dimacs(b"p edge 3 1\ne 1 3\n", "a.clq")


@given(graphs())
def test_every_graph_is_read_back_from_dimacs(problem: IndependentSet) -> None:
    again = read_dimacs(dimacs_text(problem).encode(), f"{problem.name}.col")
    kept = IndependentSet(problem.indptr, problem.indices, problem.weight, again.name)
    assert content(again) == content(kept)


def test_without_a_remark_nodes_are_those_that_occur() -> None:
    assert read_edge_list(b"0 7\n", "a.edges").n == 8
    with pytest.warns(ReadWarning, match="node 0 has no edge; a comment '# 1-based'"):
        assert read_edge_list(b"1 2\n2 3\n", "a.edges").n == 4
    assert read_edge_list(b"# 1-based\n1 2\n2 3\n", "a.edges").n == 3
    assert read_edge_list(b"# nothing\n", "a.edges").n == 0


@pytest.mark.parametrize(
    ("reader", "text", "part"),
    [
        (read_dimacs, "e 1 2\n", ":1: 'e' before the line 'p edge"),
        (read_dimacs, "c\n", "no line 'p edge"),
        (read_dimacs, "p edge 3\n", ":1: expected 'p edge NODES EDGES'"),
        (read_dimacs, "p edge 3 0\np edge 3 0\n", ":2: a second line 'p'"),
        (read_dimacs, "p edge 3 1\ne 0 1\n", ":2: node 0 is outside 1..3"),
        (read_dimacs, "p edge 3 1\ne 1 4\n", ":2: node 4 is outside 1..3"),
        (read_dimacs, "p edge 3 1\ne 1 1\n", ":2: an edge leads from node 1 to itself"),
        (read_dimacs, "p edge 3 1\ne 1\n", ":2: an edge has 1 fields"),
        (read_dimacs, "p edge 3 3\ne 1 2\n\n", ":2: the file ends after 1 edges, but declares 3"),
        (read_dimacs, "p edge 3 0\nn 1 -2\n", ":2: the weight of node 1 is -2"),
        (read_dimacs, "p edge 3 0\nn 1 2\nn 1 2\n", ":3: node 1 has two weights"),
        (read_dimacs, "p edge 3 0\nq 1 2\n", ":2: 'q' begins no line"),
        (read_dimacs, "p edge 999999999999 0\n", ":1: the graph has 999999999999 nodes"),
        (read_edge_list, "0 1\n1 2 0.5\n", ":2: 3 fields found"),
        (read_edge_list, "0 a\n", ":1: a node: 'a'"),
        (read_edge_list, "0 -1\n", ":1: a node: '-1'"),
        (read_edge_list, "1 1\n", ":1: an edge leads from node 1"),
        (read_edge_list, "# 1-based\n0 1\n", ":2: node 0 found, but nodes count from 1"),
        (read_edge_list, "# nodes 2\n0 2\n", "'# nodes 2' states fewer"),
        (read_edge_list, "0 99999999999\n", "more than 50000000"),
        (read_metis, "%\n", ":2: 0 fields found"),
        (read_metis, "3 1 2\n\n\n\n", ":1: fmt is '2'"),
        (read_metis, "3 1 010 2\n\n\n\n", "2 weights each"),
        (read_metis, "3 1\n2\n1", ":3: the file ends at node 2, expected 3 nodes"),
        (read_metis, "2 1\n2\n\n", "one direction only"),
        (read_metis, "2 2\n2\n1\n", "declares 2 edges, but has 1"),
        (read_metis, "2 1\n2\n1\n1\n", ":4: '1' after the last of 2 nodes"),
        (read_metis, "1 0\n1\n", ":2: node 1 is its own neighbour"),
        (read_metis, "2 1 1\n2\n1 1\n", ":2: a neighbour has no weight"),
        (read_metis, "2 1 10\n\n1 1\n", ":2: the weight of the node is missing"),
    ],
)
def test_wrong_files_are_named(reader: Reader, text: str, part: str) -> None:
    with pytest.raises(InstanceError) as caught:
        reader(text.encode(), "a")
    assert str(caught.value).startswith("a:")
    assert part in str(caught.value)
