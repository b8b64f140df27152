from __future__ import annotations

import pytest

from coopt.errors import InstanceError
from coopt.problem import Orienteering
from coopt.read.node_sequence import read_node_sequence
from coopt.read.tsplib import read_tsplib

TEXT = """\
NAME : tiny
TYPE : OP
DIMENSION : 3
COST_LIMIT : 12.5
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 0 6
3 8 0
NODE_SCORE_SECTION
1 1
2 4
3 5
DEPOT_SECTION
1
-1
EOF
"""


def parse(text: str) -> Orienteering:
    problem = read_tsplib(text.encode(), "f")
    assert isinstance(problem, Orienteering)
    return problem


def test_all_parts_are_read() -> None:
    problem = parse(TEXT)
    assert problem.prize.tolist() == [1, 4, 5]
    assert (problem.budget, problem.name) == (12.5, "tiny")
    assert problem.numbering is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("COST_LIMIT : 12.5\n", "", ":16: COST_LIMIT is missing"),
        ("12.5", "-1", ":4: COST_LIMIT is -1, expected 0 or more"),
        ("3 5\n", "3 -5\n", ":13: node 3 has the score -5, expected 0 or more"),
        ("3 5\n", "", ":12: NODE_SCORE_SECTION has 2 nodes, expected 3"),
        ("NODE_SCORE", "DEMAND", ":10: DEMAND_SECTION does not belong to TYPE OP"),
        ("DEPOT_SECTION\n1\n-1\n", "", ":14: DEPOT_SECTION is missing"),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, message: str) -> None:
    with pytest.raises(InstanceError) as caught:
        parse(TEXT.replace(old, new, 1))
    assert message in str(caught.value)


def test_a_depot_elsewhere_comes_first_and_files_keep_their_numbers() -> None:
    problem = parse(TEXT.replace("\n1\n-1", "\n2\n-1"))
    assert problem.prize.tolist() == [4, 1, 5]
    x = read_node_sequence(b"NODE_SEQUENCE_SECTION\n3\n2\n-1\n", "f", problem).x
    assert x.tolist() == [2, 0]
