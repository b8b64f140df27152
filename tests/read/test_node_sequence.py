from __future__ import annotations

import numpy as np
import pytest

from coopt.errors import InstanceError
from coopt.problem import Distances, Orienteering, PrizeCollecting
from coopt.read.node_sequence import read_node_sequence
from coopt.write.node_sequence import node_sequence_json, node_sequence_text

PLANE = Distances("EUC_2D", np.array([[0.0, 0], [0, 3], [4, 3], [9, 9]]))
ONES = np.array([0.0, 1, 1, 1])
COLLECTS = Orienteering(PLANE, ONES, 20.0, "op")
PAYS = PrizeCollecting(PLANE, ONES, ONES, 1.0)
X = np.array([2.0, 1.0, 0.0])


@pytest.mark.parametrize("problem", [COLLECTS, PAYS])
@pytest.mark.parametrize("x", [X, np.zeros(3), np.array([3.0, 2.0, 1.0])])
def test_visits_are_read_back_as_they_were(
    problem: Orienteering | PrizeCollecting, x: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> None:
    for make in (node_sequence_text, node_sequence_json):
        found = read_node_sequence(make(problem, x, 2.5).encode(), "f", problem)
        assert found.x.tolist() == x.tolist()
        assert found.objective == 2.5
        assert read_node_sequence(make(problem, x).encode(), "f", problem).objective is None


def test_the_file_of_an_orienteering_tour_is_oplib() -> None:
    assert node_sequence_text(COLLECTS, X, 2.0).splitlines() == [
        *("NAME : op", "TYPE : OP", "DIMENSION : 4", "COST_LIMIT : 20", "ROUTE_NODES : 3"),
        *("ROUTE_SCORE : 2", "ROUTE_COST : 12", "NODE_SEQUENCE_SECTION", "1", "3", "2", "-1"),
        *("DEPOT_SECTION", "1", "-1", "EOF"),
    ]


def test_a_tour_may_begin_anywhere() -> None:
    text = b"NODE_SEQUENCE_SECTION\n2\n1\n3\n-1\n"
    assert read_node_sequence(text, "f", COLLECTS).x.tolist() == [2, 1, 0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("TYPE : TOUR\nNODE_SEQUENCE_SECTION\n1\n-1\n", "f:1: TYPE 'TOUR' found, expected OP"),
        ("ROUTE_NODES : 3\nNODE_SEQUENCE_SECTION\n1 2\n-1\n", "f:1: ROUTE_NODES is 3, but 2"),
        ("ROUTE_SCORE : x\nNODE_SEQUENCE_SECTION\n1\n-1\n", "f:1: ROUTE_SCORE: 'x' is not"),
        ("NODE_SEQUENCE_SECTION\n1 5\n-1\n", "f:2: NODE_SEQUENCE_SECTION: 5 found"),
        ("NODE_SEQUENCE_SECTION\n1 2\n", "f:2: NODE_SEQUENCE_SECTION does not end in -1"),
        ("NODE_SEQUENCE_SECTION\n2 3\n-1\n", "f: the depot is named 0 times, expected once"),
        ("NODE_SEQUENCE_SECTION\n1 3 1\n-1\n", "f: the depot is named 2 times"),
        ('{"nodes": [1, 2]}', "f: the depot is named 0 times"),
        ("TYPE : OP\n", "f:1: NODE_SEQUENCE_SECTION is missing"),
    ],
)
def test_a_fault_is_told(text: str, message: str) -> None:
    with pytest.raises(InstanceError) as caught:
        read_node_sequence(text.encode(), "f", COLLECTS)
    assert message in str(caught.value)
