from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopt.errors import InstanceError, ReadWarning
from coopt.problem.cvrp import Cvrp
from coopt.problem.distances import explicit
from coopt.problem.tsp import Tsp
from coopt.read.instance import read
from coopt.read.table_problem import read_table_problem
from tests.read.corpora import DATA


def parse(text: str, said: str) -> Any:
    with pytest.warns(ReadWarning, match=said):
        return read_table_problem(text.encode(), "a.csv")


@pytest.mark.parametrize(
    "text",
    [
        "0,1,2\n3,0,4\n5,6,0\n",
        "A,B,C\n0,1,2\n3,0,4\n5,6,0\n",
        ",A,B,C\nA,0,1,2\nB,3,0,4\nC,5,6,0\n",
        "city;7;8;9\n7;0;1;2\n8;3;0;4\n9;5;6;0\n",
        ",0,1,2\n0,0,1,2\n1,3,0,4\n2,5,6,0\n",
        ",1,2\n3,,4\n5,6,\n",
        "inf,1,2\n3,-,4\n5,6,NaN\n",
        "9999\t1\t2\n3\t9999\t4\n5\t6\t9999\n",
    ],
)
def test_a_square_table_is_a_matrix_of_distances(text: str) -> None:
    problem = parse(text, "a TSP of 3 nodes with asymmetric distances")
    assert isinstance(problem, Tsp)
    assert problem.distances.matrix is not None
    assert problem.distances.matrix.tolist() == [[0, 1, 2], [3, 0, 4], [5, 6, 0]]
    assert problem.name == "a"


@pytest.mark.parametrize(
    "text",
    [
        "x,y\n1,2.5\n3,4\n5,6\n",
        "Y,X\n2.5,1\n4,3\n6,5\n",
        "id,x,y\nA,1,2.5\nB,3,4\nC,5,6\n",
        "x;y\n1;2,5\n3;4\n5;6\n",
        "lon,lat,name\n1,2.5,A\n3,4,B\n5,6,C\n",
        "1,2.5\n3,4\n5,6\n",
        "1 , 1,2.5\n2,3,4\n3,5,6\n4,7,7\n",
    ],
)
def test_two_coordinates_are_a_tsp_that_is_not_rounded(text: str) -> None:
    problem = parse(text, "Euclidean distances, not rounded")
    assert problem.distances.rule == "EUCLIDEAN"
    assert problem.distances.points[:3].tolist() == [[1, 2.5], [3, 4], [5, 6]]


def test_degrees_are_taken_as_a_plane_and_it_is_said() -> None:
    parse("lon,lat\n1,2\n3,4\n5,6\n", "as if degrees were a plane")


@pytest.mark.parametrize("below", ["", "9"])
def test_demands_and_a_capacity_make_a_cvrp_whose_first_row_is_the_depot(below: str) -> None:
    problem = parse(f"x,y,demand,capacity\n0,0,0,9\n1,2,3,{below}\n4,5,6,\n", "a CVRP of 3 nodes")
    assert isinstance(problem, Cvrp)
    assert problem.capacity == 9
    assert problem.demand.tolist() == [0, 3, 6]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a,b,c,d\n1,2,3,4\n5,6,7,8\n", "a.csv:1: 2 rows of 4 columns ('a', 'b', 'c', 'd') are"),
        ("1,2,3,4\n5,6,7,8\n", "neither a square matrix of distances nor coordinates"),
        ("x,y,z\n1,2,3\n", "column 3 ('z') has no meaning here"),
        ("x,y,lon\n1,2,3\n", "more than one pair of coordinates"),
        ("x,y,id,id\n1,2,3,4\n", "column 4 ('id') is there twice"),
        ("x,y,demand\n1,2,0\n", "no column 'capacity'"),
        ("x,y,demand,capacity\n1,2,0,5\n1,2,1,6\n", "a.csv:3: capacity 6 differs from 5"),
        ("x,y,demand,capacity\n1,2,1,5\n", "the depot has demand 1"),
        ("0,1\ninf,0\n", "a.csv:2: column 1: 'inf'"),
        ("5,1,2\n7,3,4\n9,1,1\n8,1,1\n", "no running number"),
        ("0,1\n,0\n", "a.csv:2: column 1: the cell is empty"),
        ("city_id,lat_deg,lon_deg\n1,52.1,13\n2,48,11\n3,50,8\n", "a.csv:1: columns 'city_id',"),
        ("name,demand,weight\nA,1,2\nB,3,4\n", "a.csv:2: the row is named 'A', but column 2"),
        ("id,price,stock\n1,5,2\n2,3,4\n", "no matrix of distances: its diagonal would be"),
        (",A,B,C\nA,0,5,9\nC,7,0,4\nB,8,3,0\n", "a.csv:3: the row is named 'C', but column 3"),
    ],
)
def test_other_tables_are_refused(text: str, part: str) -> None:
    with pytest.raises(InstanceError) as caught:
        read_table_problem(text.encode(), "a.csv")
    assert part in str(caught.value)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(
    st.lists(st.floats(-1e9, 1e9), min_size=n, max_size=n), min_size=n, max_size=n)))  # fmt: skip
def test_any_matrix_is_read_back(rows: list[list[float]]) -> None:
    text = "\n".join(",".join(map(repr, row)) for row in rows)
    problem = parse(text, "a TSP of")
    expected = explicit(rows).matrix
    assert expected is not None
    assert np.array_equal(problem.distances.matrix, expected)


@pytest.mark.parametrize(
    ("file", "place"),
    [("ragged", ":3: the row has 2 cells"), ("text_cell", ":3: column 2 ('b'): 'five'")],
)
def test_bad_tables_of_the_shared_set(file: str, place: str) -> None:
    path = DATA / "bad_inputs" / f"{file}.csv"
    if not path.exists():
        pytest.skip("the shared set is not here")
    with pytest.raises(InstanceError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}{place}")
