from __future__ import annotations

import numpy as np
import pytest

from coopt.check.candidate import certify
from coopt.errors import InstanceError
from coopt.problem import Cvrp
from coopt.problem.distances import distance_matrix
from coopt.read.routes import read_routes
from coopt.read.tsplib import read_tsplib
from coopt.write.routes import routes_text
from coopt.write.tsplib import vrp_text

TEXT = """\
NAME : tiny
TYPE : CVRP
DIMENSION : 4
CAPACITY : 10
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 0 6
3 8 0
4 8 6
DEMAND_SECTION
1 0
2 4
3 5
4 2.5
DEPOT_SECTION
1
-1
EOF
"""


def parse(text: str) -> Cvrp:
    problem = read_tsplib(text.encode(), "f")
    assert isinstance(problem, Cvrp)
    return problem


def test_all_parts_are_read() -> None:
    problem = parse(TEXT)
    assert problem.demand.tolist() == [0, 4, 5, 2.5]
    assert (problem.capacity, problem.vehicles, problem.open_routes) == (10, None, False)
    assert (problem.name, problem.numbering) == ("tiny", None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("CAPACITY", "VEHICLES : 2\nCAPACITY"),
        ("CAPACITY", "VEHICLES : 2\nDISTANCE : 0\nSERVICE_TIME : 0.0\nCAPACITY"),
        ("DEPOT", "SERVICE_TIME_SECTION\n1 0\n2 0\n3 0\n4 0\nVEHICLES : 2\nDEPOT"),
    ],
)
def test_what_limits_nothing_is_taken(old: str, new: str) -> None:
    assert parse(TEXT.replace(old, new, 1)).vehicles == 2


def test_open_routes_have_a_type() -> None:
    problem = parse(TEXT.replace("CVRP", "OVRP"))
    assert problem.open_routes
    assert certify(problem, np.array([-1.0, -2.0, -3.0])).objective == 6 + 8 + 10


def test_a_demand_above_the_capacity_is_no_fault_of_the_file() -> None:
    assert parse(TEXT.replace("3 5", "3 11")).demand[2] == 11


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("CAPACITY : 10\n", "", ":18: CAPACITY is missing"),
        ("CAPACITY : 10", "CAPACITY : 0", ":4: CAPACITY is 0, expected a number above 0"),
        ("CAPACITY : 10", "CAPACITY : nan", ":4: CAPACITY: 'nan' is not a decimal number"),
        ("CAPACITY", "DISTANCE : 200\nCAPACITY", ":4: DISTANCE (a limit of the length)"),
        ("CAPACITY", "VEHICLES : 0\nCAPACITY", ":4: VEHICLES is '0', expected a whole number"),
        ("CAPACITY", "COST_LIMIT : 3\nCAPACITY", ":4: COST_LIMIT does not belong to TYPE CVRP"),
        ("4 2.5", "4 -3", ":15: node 4 has the demand -3, expected 0 or more"),
        ("4 2.5", "3 2.5", ":15: DEMAND_SECTION: node 3 appears twice"),
        ("4 2.5\n", "", ":14: DEMAND_SECTION has 3 nodes, expected 4"),
        ("1 0\n2 4", "1 1\n2 4", ":12: the depot 1 has the demand 1, expected 0"),
        ("DEPOT_SECTION\n1\n-1\n", "", ":16: DEPOT_SECTION is missing"),
        ("\n1\n-1", "\n1", ":17: DEPOT_SECTION does not end in -1"),
        ("\n1\n-1", "\n1\n2\n-1", ":18: DEPOT_SECTION has 2 numbers, expected one depot"),
        ("\n1\n-1", "\n-1", "DEPOT_SECTION has 0 numbers"),
        ("\n1\n-1", "\n5\n-1", ":17: the depot is node 5, expected one of 1 to 4"),
        ("DEPOT", "SERVICE_TIME_SECTION\n1 0\n2 3\n3 0\n4 0\nDEPOT", ":16: SERVICE_TIME_SECTION"),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, message: str) -> None:
    with pytest.raises(InstanceError) as caught:
        parse(TEXT.replace(old, new, 1))
    assert message in str(caught.value)


@pytest.mark.parametrize("explicit", [False, True])
def test_a_depot_elsewhere_comes_first_and_files_keep_their_numbers(explicit: bool) -> None:
    text = TEXT.replace("\n1\n-1", "\n3\n-1").replace("1 0\n2 4\n3 5", "1 5\n2 4\n3 0")
    if explicit:
        text = text.replace("EUC_2D", "EXPLICIT\nEDGE_WEIGHT_FORMAT : LOWER_ROW")
        text = text.replace("NODE", "EDGE_WEIGHT_SECTION\n6 8 10 10 8 6\nNODE", 1)
    problem = parse(text)
    assert problem.numbering is not None
    assert problem.numbering.tolist() == [2, 0, 1, 3]
    assert problem.demand.tolist() == [0, 5, 4, 2.5]
    assert distance_matrix(problem.distances)[0].tolist() == [0, 8, 10, 6]
    x = read_routes(b"Route #1: 0 1\nRoute #2: 3\nCost 36\n", "f", problem).x
    assert x.tolist() == [-1, 2, -3]
    assert certify(problem, x).objective == 36
    assert routes_text(problem, x, 36.0) == "Route #1: 0 1\nRoute #2: 3\nCost 36\n"
    with pytest.raises(InstanceError, match="'2' found, expected a customer: 0 to 3 without"):
        read_routes(b"Route #1: 0 1 2", "f", problem)
    again = parse(vrp_text(problem))
    assert again.numbering is not None
    assert again.numbering.tolist() == [2, 0, 1, 3]
    assert again.demand.tolist() == problem.demand.tolist()
    assert np.array_equal(distance_matrix(again.distances), distance_matrix(problem.distances))
