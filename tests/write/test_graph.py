"""Graphs are written and read again, in every format that can be read."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

from coopt.errors import InstanceError
from coopt.problem.dag import Dag
from coopt.read.solution import read_solution
from coopt.write.graph import dot, graphml, order_of
from coopt.write.solution import write_solution
from coopt.write.solution_svg import solution_svg

GRAPH = Dag(np.eye(3) * [1.0, 2.0, 3.0], names=("a<b", "c", 'd"e'))
OPENED = (
    "<graphml><key id='w' for='edge' attr.name='weight' attr.type='double'/>\n"
    "<graph edgedefault='directed'>"
)
W = np.array([[0.0, 0, 0], [0.5, 0, 0.1], [-2.0, 0, 0]])


@pytest.mark.parametrize("suffix", [".csv", ".json", ".graphml", ".dot", ".graphml.gz"])
def test_edges_are_read_as_they_were_written(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph{suffix}"
    write_solution(path, GRAPH, W.ravel(), 1.5)
    again = read_solution(path, GRAPH)
    assert again.x.tolist() == W.ravel().tolist()
    assert (again.objective is None) == (suffix != ".json")


def test_the_order_puts_causes_first(tmp_path: Path) -> None:
    assert order_of(W).tolist() == [1, 2, 0]
    write_solution(tmp_path / "g.json", GRAPH, W.ravel(), 1.5)
    assert json.loads((tmp_path / "g.json").read_text())["order"] == ["c", 'd"e', "a<b"]


def test_graphml_is_well_formed_and_dot_quotes_names() -> None:
    root = ET.fromstring(graphml(GRAPH, W, None).encode())
    edges = [e for e in root.iter() if e.tag.endswith("edge")]
    assert (edges[0].get("source"), edges[0].get("target")) == ("c", "a<b")
    assert '"c" -> "d\\"e"' in dot(GRAPH, W, None)


@pytest.mark.parametrize("suffix", [".json", ".graphml", ".dot"])
def test_unusual_names_are_read_as_they_were_written(suffix: str, tmp_path: Path) -> None:
    names = ("größe & 'ß'", "a\tb\nc", '\\"->"', "]]>;")
    problem, weights = Dag(np.eye(4), names=names), np.triu(np.arange(16.0).reshape(4, 4), 1)
    path = tmp_path / f"graph{suffix}"
    write_solution(path, problem, weights.ravel())
    assert read_solution(path, problem).x.tolist() == weights.ravel().tolist()
    assert "größe" in path.read_text(encoding="utf-8") or suffix == ".json"


def test_graphml_of_others_is_read(tmp_path: Path) -> None:
    nx = pytest.importorskip("networkx")
    graph = nx.DiGraph()
    graph.add_node("a<b", colour="red")
    graph.add_edge("c", "a<b", colour="blue", weight=0.5)
    nx.write_graphml(graph, tmp_path / "g.graphml")
    assert read_solution(tmp_path / "g.graphml", GRAPH).x.tolist() == [0] * 3 + [0.5] + [0] * 5


def test_the_picture_has_each_node_and_edge() -> None:
    text = solution_svg(GRAPH, W.ravel(), "three")
    assert text is not None
    root = ET.fromstring(text)
    assert len([e for e in root.iter() if e.tag.endswith("line")]) == 3
    assert len([e for e in root.iter() if e.tag.endswith("circle")]) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("from,to\na,b\n", r":1: expected the header"),
        ("from,to,weight\nc,x,1\n", r":2: the problem has no node 'x'"),
        ("from,to,weight\nc,a<b,1\nc,a<b,2\n", r":3: 'c' to 'a<b' is there twice"),
        ("from,to,weight\nc,c\n", r":2: 2 cells"),
        ("from,to,weight\nc,c,one\n", r":2:.*a weight"),
        ('{"edges": [', r":1: no JSON"),
        ('{"edges": [{}]}', r"edges need from"),
        ("from;to\n", r":1: expected the header .* or JSON, GraphML or DOT"),
        ("<graphml>", r":1: no XML: no element found"),
        ("<svg/>", r":1: <svg> begins no GraphML"),
        ('<?xml version="1.0"?>\n<!DOCTYPE g [<!ENTITY a "b">]><graphml/>', r":2: a document type"),
        ('<graphml>\n<graph edgedefault="undirected"/></graphml>', r":2: .* not directed"),
        (f"{OPENED}<edge source='c'/></graph></graphml>", r":2: the edge needs a source and"),
        (f"{OPENED}<edge source='c' target='x'/></graph></graphml>", r":2: the edge has no weight"),
        (
            f"{OPENED}<edge source='c' target='x'><data key='w'>1</data></edge></graph></graphml>",
            r":2: the problem has no node 'x'",
        ),
        (
            f"{OPENED}<edge source='c' target='c'><data key='w'>x</data></edge></graph></graphml>",
            r":2: a weight: 'x'",
        ),
        ("digraph {\n", r":1: the graph does not end"),
        ("digraph {\nc -> d;\n}\n", r":2: expected a line as coopt writes it"),
        ('digraph {\n"c" -> "x" [weight="1"];\n}\n', r":2: the problem has no node 'x'"),
        ('digraph {\n"c" -> "\\q" [weight="1"];\n}\n', r":2: .* is no name"),
    ],
)
def test_a_wrong_line_is_named(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.csv"
    path.write_text(text)
    with pytest.raises(InstanceError, match=words):
        read_solution(path, GRAPH)
