"""Every way in which TSPLIB states distances."""

from __future__ import annotations

import numpy as np
import pytest

from coopt.errors import InstanceError
from coopt.problem.distances import distance_matrix
from coopt.read.tsplib import read_tsplib

HEAD = "TYPE : {kind}\nDIMENSION : {n}\nEDGE_WEIGHT_TYPE : {rule}\n"
# Distances 1-2: 1, 1-3: 2, 1-4: 3, 2-3: 4, 2-4: 5, 3-4: 6.
SYMMETRIC = [[0, 1, 2, 3], [1, 0, 4, 5], [2, 4, 0, 6], [3, 5, 6, 0]]
FORMS = {
    "FULL_MATRIX": "0 1 2 3 1 0 4 5 2 4 0 6 3 5 6 0",
    "UPPER_ROW": "1 2 3 4 5 6",
    "LOWER_ROW": "1 2 4 3 5 6",
    "UPPER_DIAG_ROW": "0 1 2 3 0 4 5 0 6 0",
    "LOWER_DIAG_ROW": "0 1 0 2 4 0 3 5 6 0",
    "UPPER_COL": "1 2 4 3 5 6",
    "LOWER_COL": "1 2 3 4 5 6",
    "UPPER_DIAG_COL": "0 1 0 2 4 0 3 5 6 0",
    "LOWER_DIAG_COL": "0 1 2 3 0 4 5 0 6 0",
}


def matrix_of(text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.asarray(distance_matrix(read_tsplib(text.encode(), "f").distances))


def explicit_text(form: str, numbers: str, kind: str = "TSP", n: int = 4) -> str:
    head = HEAD.format(kind=kind, n=n, rule="EXPLICIT")
    return f"{head}EDGE_WEIGHT_FORMAT : {form}\nEDGE_WEIGHT_SECTION\n{numbers}\nEOF\n"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("wrap", [1, 3, 100])
def test_every_form_of_a_matrix(form: str, wrap: int) -> None:
    words = FORMS[form].split()
    lines = [" ".join(words[k : k + wrap]) for k in range(0, len(words), wrap)]
    matrix = matrix_of(explicit_text(form, "\n".join(lines)))
    assert matrix.tolist() == SYMMETRIC
    assert matrix.dtype.kind == "i"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("change", [-1, 1])
def test_a_matrix_of_another_size_is_refused(form: str, change: int) -> None:
    words = [*FORMS[form].split(), "0"][: len(FORMS[form].split()) + change]
    size = len(FORMS[form].split())
    with pytest.raises(InstanceError, match=rf"f:6: .* numbers, expected {size} \({form}"):
        read_tsplib(explicit_text(form, " ".join(words)).encode(), "f")


def test_a_diagonal_does_not_count_and_reals_stay() -> None:
    found = matrix_of(explicit_text("FULL_MATRIX", "9999 0.5\n-2 9999", "ATSP", 2))
    assert found.tolist() == [[0, 0.5], [-2, 0]]


def test_a_tsp_is_symmetric() -> None:
    text = explicit_text("FULL_MATRIX", "0 1 5\n2 0 7\n5 7 0", n=3)
    with pytest.raises(InstanceError, match="f:7: the distance from 2 to 1 is 2"):
        read_tsplib(text.encode(), "f")
    assert matrix_of(text.replace("TSP", "ATSP"))[1, 0] == 2


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("EUC_2D", 2), ("CEIL_2D", 2), ("ATT", 1), ("MAN_2D", 3), ("MAX_2D", 2), ("GEO", 253)],
)
def test_every_rule(rule: str, expected: int) -> None:
    text = HEAD.format(kind="TSP", n=2, rule=rule) + "NODE_COORD_SECTION\n1 0 0\n2 1.5 1.2\n"
    assert matrix_of(text)[0, 1] == expected


def test_distances_in_space_and_without_rounding() -> None:
    text = HEAD.format(kind="TSP", n=2, rule="EUC_3D") + "NODE_COORD_SECTION\n1 0 0 0\n2 2 3 6\n"
    assert matrix_of(text)[0, 1] == 7
    text = HEAD.format(kind="TSP", n=2, rule="EXACT_2D") + "NODE_COORD_SECTION\n1 0 0\n2 1 1\n"
    assert matrix_of(text)[0, 1] == 2**0.5


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("DISPLAY_DATA_SECTION\n2 3 4\n1 1 2\n", [[1, 2], [3, 4]]),
        ("NODE_COORD_SECTION\n1 1 2\n2 3 4\n", [[1, 2], [3, 4]]),
        ("NODE_COORD_TYPE : THREED_COORDS\nNODE_COORD_SECTION\n1 1 2 3\n2 3 4 5\n",
         [[1, 2, 3], [3, 4, 5]]),
    ],
)  # fmt: skip
def test_coordinates_beside_a_matrix_serve_to_draw(
    section: str, expected: list[list[float]]
) -> None:
    text = explicit_text("UPPER_ROW", "7", n=2).replace("EOF", section)
    problem = read_tsplib(text.encode(), "f")
    assert problem.distances.points.tolist() == expected
    assert problem.distances.matrix[0, 1] == 7


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("EDGE_WEIGHT_FORMAT : UPPER_ROW\n", "", "EDGE_WEIGHT_FORMAT is missing"),
        ("UPPER_ROW", "FUNCTION", ":4: EDGE_WEIGHT_FORMAT 'FUNCTION' found, expected one of"),
        ("EDGE_WEIGHT_SECTION\n7\n", "", "EDGE_WEIGHT_SECTION is missing"),
        (": 2", ": 30000", ":2: a matrix of 30000 nodes is too large"),
        ("EOF", "NODE_COORD_TYPE : X\nNODE_COORD_SECTION\n1 1\n2 2\n", ":7: NODE_COORD_TYPE"),
        ("EOF", "DISPLAY_DATA_SECTION\n1 1 1\n", ":8: DISPLAY_DATA_SECTION has 1 nodes"),
    ],
)
def test_parts_that_do_not_fit_are_refused(old: str, new: str, message: str) -> None:
    text = explicit_text("UPPER_ROW", "7", n=2).replace(old, new)
    with pytest.raises(InstanceError, match=message):
        read_tsplib(text.encode(), "f")
