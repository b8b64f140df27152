from __future__ import annotations

import numpy as np
import pytest

from coopt.errors import InstanceError
from coopt.problem import Distances, Tsp
from coopt.read.tour import read_tour
from coopt.write.tour import tour_json, tour_text

PROBLEM = Tsp(Distances("EUC_2D", np.zeros((4, 2))), "four\nnodes")
X = np.array([2.0, 0.0, 3.0, 1.0])


@pytest.mark.parametrize(
    "text",
    [
        tour_text(PROBLEM, X, 12.0),
        tour_text(PROBLEM, X),
        "TYPE : TOUR\nTOUR_SECTION\n3 1\n 4 2\n-1\n",
        "TOUR_SECTION\n3 1 4 2\n",
        "TOUR_SECTION\r\n3 1 4 2 -1\r\n-1\r\nEOF",
        '{"tour": [2, 0, 3, 1]}',
    ],
)
def test_a_tour_may_look_otherwise(text: str) -> None:
    found = read_tour(text.encode(), "f", PROBLEM)
    assert found.x.tolist() == X.tolist()
    assert found.objective is None


def test_a_tour_is_written_with_its_length_in_a_comment() -> None:
    assert tour_text(PROBLEM, X, 12.0).startswith(
        "NAME : four nodes\nTYPE : TOUR\nCOMMENT : Length 12\nDIMENSION : 4\nTOUR_SECTION\n3\n1\n"
    )
    assert read_tour(tour_json(PROBLEM, X, 12.5).encode(), "f", PROBLEM).objective == 12.5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("TYPE : TSP\nTOUR_SECTION\n1 2 3 4\n-1\n", "f:1: TYPE 'TSP' found, expected TOUR"),
        ("DIMENSION : 5\nTOUR_SECTION\n1 2 3 4\n-1\n", "f:1: DIMENSION is 5, but the problem"),
        ("TOUR_SECTION\n1 2\n3\n", "f:3: TOUR_SECTION does not end in -1"),
        ("TOUR_SECTION\n1 2\n5 3\n-1", "f:3: TOUR_SECTION: 5 found, expected a node from 1 to 4"),
        ("TOUR_SECTION\n1 2\n-1\n3 4\n-1", "f:3: TOUR_SECTION: -1 found"),
        ("TOUR_SECTION\n1 2.5\n-1", "f:2: TOUR_SECTION: 2.5 found"),
        ("TYPE : TOUR\n", "f:1: TOUR_SECTION is missing"),
        ("1 2 3 4\n", "f:1: '1 2 3 4' found"),
        ('{"tour": [4]}', "f: 'tour' holds 4, expected 0 to 3"),
        ('{"tour": [true]}', "f: 'tour' holds"),
        ('{"tour": [0, 1.5]}', "f: 'tour' holds 1.5"),
        ('{"tour": "0 1"}', "f: this JSON has no list 'tour'"),
        ('{"tour": [0, 1', "f:1: not JSON"),
    ],
)
def test_a_fault_is_told(text: str, message: str) -> None:
    with pytest.raises(InstanceError) as caught:
        read_tour(text.encode(), "f", PROBLEM)
    assert message in str(caught.value)


@pytest.mark.parametrize("nodes", ["1 2 3", "1 2 3 3", "1 2 3 4 4"])
def test_a_sequence_that_is_no_permutation_is_left_to_the_check(nodes: str) -> None:
    text = f"TOUR_SECTION\n{nodes}\n-1\n"
    expected = [int(node) - 1 for node in nodes.split()]
    assert read_tour(text.encode(), "f", PROBLEM).x.tolist() == expected
