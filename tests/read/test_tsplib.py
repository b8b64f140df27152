"""TSPLIB files: how they may look, and how faults in them are told."""

from __future__ import annotations

import io
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopt.errors import InstanceError, ReadWarning
from coopt.problem import Cvrp, Milp, Orienteering, Tsp
from coopt.read.instance import read
from coopt.read.tsplib import read_tsplib

SQUARE = """\
NAME : square
TYPE : TSP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 3 0
3 3 4
4 0 4
EOF
"""
VRP = """\
NAME : tiny
TYPE : CVRP
DIMENSION : 3
CAPACITY : 10
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 0 6
3 8 0
DEMAND_SECTION
1 0
2 4
3 5
DEPOT_SECTION
1
-1
EOF
"""


def parse(text: str) -> Tsp:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        problem = read_tsplib(text.encode(), "f")
    assert isinstance(problem, Tsp)
    return problem


def points(text: str) -> list[list[float]]:
    found = parse(text).distances.points
    assert found is not None
    shown: list[list[float]] = found.tolist()
    return shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" : ", ":"),
        (" : ", "\t:\t"),
        (" : ", " "),
        ("\n", "\r\n"),
        ("\n", "  \t\n"),
        ("\n", "\n\n"),
        ("1 0 0\n", "1 0\n0\n"),
        ("1 0 0\n2 3 0\n", "  2\t3.0e0  0.\n1 -0 .0E+1\n"),
        ("3 3 4", "3 +3 40e-1"),
        ("3 3 4", "3 3d0 4D+0"),
        ("EOF\n", ""),
        ("EOF\n", "EOF\nwhat follows is not read"),
        ("EOF\n", "EOF :"),
        ("TYPE : TSP", "TYPE : TSP (by somebody)"),
        ("TYPE : TSP", "COMMENT : a : b\nCOMMENT : 4 nodes\nTYPE : ATSP"),
        ("NAME : square\nTYPE : TSP\n", "TYPE : TSP\nNAME : square\n"),
        ("EDGE_WEIGHT_TYPE", "EDGE_WEIGHT_FORMAT : FUNCTION\nEDGE_WEIGHT_TYPE"),
        ("NODE_COORD_SECTION", "NODE_COORD_SECTION:"),
        ("NODE_COORD", "DISPLAY_DATA_SECTION\n1 9 9\n2 9 9\n3 9 9\n4 9 9\nNODE_COORD"),
        ("NODE_COORD", "FIXED_EDGES_SECTION\n-1\nNODE_COORD"),
    ],
)
def test_the_same_instance_may_look_otherwise(old: str, new: str) -> None:
    assert points(SQUARE.replace(old, new)) == [[0, 0], [3, 0], [3, 4], [0, 4]]
    assert parse(SQUARE.replace(old, new)).name == "square"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("TYPE : TSP\n", "", ":9: TYPE is missing"),
        ("TYPE : TSP", "TYPE : TOUR", ":2: TYPE 'TOUR' found, expected one of TSP, ATSP"),
        ("TYPE : TSP", "TYPE : TSP or so", ":2: TYPE 'TSP or so' found"),
        ("TYPE : TSP", "TYPE :", ":2: TYPE has no value"),
        ("DIMENSION : 4\n", "", ":9: DIMENSION is missing"),
        ("DIMENSION : 4", "DIMENSION : 5", ":9: NODE_COORD_SECTION has 4 nodes, expected 5"),
        ("DIMENSION : 4", "DIMENSION : 3", ":9: NODE_COORD_SECTION has 4 nodes, expected 3"),
        ("DIMENSION : 4", "DIMENSION : 999999999", "has 4 nodes"),
        ("DIMENSION : 4", "DIMENSION : -4", ":3: DIMENSION is '-4', expected a whole number"),
        ("DIMENSION : 4", "DIMENSION : 4.0", ":3: DIMENSION is '4.0'"),
        ("DIMENSION : 4", "DIMENSION : 4\nDIMENSION : 4", ":4: DIMENSION appears twice"),
        ("DIMENSION : 4", "DIMENSION : 4\nCAPACITY : 3", ":4: CAPACITY does not belong to TYPE"),
        ("DIMENSION : 4", "DIMENSION : 4\n7 8", ":4: '7 8' found, expected a line KEYWORD"),
        ("DIMENSION : 4", "DIMENSION : 4\nSPEED : 4", ":4: 'SPEED : 4' found, expected a known"),
        ("NAME", "3 4\nNAME", ":1: '3 4' found"),
        ("EUC_2D", "XRAY1", ":4: EDGE_WEIGHT_TYPE 'XRAY1' found, expected one of EXPLICIT"),
        ("EUC_2D", "EUC_3D", ":6: NODE_COORD_SECTION: 3 numbers found, expected 4: node x y z"),
        ("EDGE_WEIGHT_TYPE : EUC_2D\n", "", ":9: EDGE_WEIGHT_TYPE is missing"),
        ("EUC_2D", "EUC_2D\nEDGE_WEIGHT_FORMAT : FULL_MATRIX", ":5: EDGE_WEIGHT_FORMAT"),
        ("EOF", "EDGE_WEIGHT_SECTION\n1 2\nEOF", ":10: EDGE_WEIGHT_SECTION contradicts"),
        ("EOF", "FIXED_EDGES_SECTION\n1 2\n-1\nEOF", ":10: FIXED_EDGES_SECTION"),
        ("EOF", "TOUR_SECTION\n1\n-1\nEOF", ":10: TOUR_SECTION does not belong"),
        ("EOF", "TIME_WINDOW_SECTION\nEOF", ":10: TIME_WINDOW_SECTION (time windows)"),
        ("EOF", "NODE_COORD_SECTION\n1 0 0\nEOF", ":10: NODE_COORD_SECTION appears twice"),
        ("2 3 0", "2 nan 0", ":7: NODE_COORD_SECTION: 'nan' is not a decimal number"),
        ("2 3 0", "2 inf 0", ":7: "),
        ("2 3 0", "nan 3 0", ":7: 'nan 3 0' found, expected a number of NODE_COORD_SECTION"),
        ("2 3 0", "2 1e400 0", ":7: NODE_COORD_SECTION: '1e400' is too large"),
        ("2 3 0", "2 1e16 0", ":7: NODE_COORD_SECTION: 1e+16 is too large"),
        ("2 3 0", "2 1e-400 0", ":7: NODE_COORD_SECTION: '1e-400' is too small"),
        ("2 3 0", "2 1-2 0", ":7: NODE_COORD_SECTION: '1-2' is not a decimal number"),
        ("2 3 0", "2 1_0 0", ":7: NODE_COORD_SECTION: '1_0'"),
        ("2 3 0", "2 0x1 0", ":7: NODE_COORD_SECTION: '0x1'"),
        ("2 3 0", "2 3,5 0", ":7: NODE_COORD_SECTION: '3,5'"),
        ("2 3 0", "2 3", ":7: NODE_COORD_SECTION: 2 numbers found, expected 3: node x y"),
        ("2 3 0", "3 3 0", ":8: NODE_COORD_SECTION: node 3 appears twice"),
        ("2 3 0", "5 3 0", ":7: NODE_COORD_SECTION: node 5 found, expected 1 to 4"),
        ("2 3 0", "0 3 0", ":7: NODE_COORD_SECTION: node 0 found"),
        ("2 3 0", "1.5 3 0", ":7: NODE_COORD_SECTION: node 1.5 found"),
        ("SECTION\n", "SECTION 1 0 0\n", ":5: NODE_COORD_SECTION is followed by '1 0 0'"),
        ("3 3 4\n4 0 4\nEOF\n", "3 3", ":8: NODE_COORD_SECTION: 2 numbers found"),
        ("EUC_2D\nNODE_COORD", "EUC_2D\nDISPLAY_DATA", ":10: NODE_COORD_SECTION is missing"),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, message: str) -> None:
    with pytest.raises(InstanceError) as caught:
        read_tsplib(SQUARE.replace(old, new, 1).encode(), "f")
    assert str(caught.value).startswith("f:")
    assert message in str(caught.value)


@pytest.mark.parametrize("text", [SQUARE, VRP])
def test_a_file_cut_anywhere_is_refused_or_warned_of(text: str) -> None:
    whole = text.index("4 0 4") + len("4 0 4") if text == SQUARE else text.index("-1") + 2
    for size in range(1, len(text)):
        cut = text[:size]
        if size < whole:
            with pytest.raises(InstanceError):
                read_tsplib(cut.encode(), "f")
        elif not cut.endswith(("\n", "EOF")) and "\nE" not in cut[-3:]:
            with pytest.warns(ReadWarning, match="may be cut"):
                read_tsplib(cut.encode(), "f")


@pytest.mark.parametrize("name", ["a.tsp", "a.vrp", "a.oplib", "a.atsp", "a.op", "a"])
def test_the_type_decides_and_not_the_suffix(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xef\xbb\xbf" + SQUARE.encode())
    assert isinstance(read(path), Tsp)
    path.write_text(VRP)
    assert isinstance(read(path), Cvrp)
    score = VRP.replace("CVRP", "OP").replace("CAPACITY", "COST_LIMIT")
    path.write_text(score.replace("DEMAND", "NODE_SCORE"))
    assert isinstance(read(path), Orienteering)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SQUARE, Tsp),
        ("\n" + SQUARE.replace("NAME : square\nTYPE : TSP", "TYPE:TSP\nNAME:square"), Tsp),
        (SQUARE.replace("NAME", "COMMENT : ROWS\nNAME"), Tsp),
        ("NAME type\nROWS\n N o\nCOLUMNS\n x o 1\nENDATA\n", Milp),
        ("NAME\nROWS\n N TYPE\nCOLUMNS\n x TYPE 1\nENDATA\n", Milp),
    ],
)
def test_content_is_recognised(
    monkeypatch: pytest.MonkeyPatch, text: str, kind: type[object]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert isinstance(read("-"), kind)


def test_blank_lines_do_not_make_recognition_slow(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("\n" * 60_000 + "hello")
    with pytest.raises(InstanceError, match="unknown format"):
        read(path)


def test_nodes_come_in_any_order() -> None:
    lines = SQUARE.splitlines(keepends=True)
    lines[5:9] = [lines[k] for k in (8, 6, 5, 7)]
    assert points("".join(lines)) == points(SQUARE)


def test_a_faulty_line_is_found_in_a_long_section() -> None:
    rows = "".join(f"{k} {k}.5 1e3\n" for k in range(1, 20_001))
    text = SQUARE.partition("1 0 0")[0].replace(": 4", ": 20000") + rows
    assert parse(text).n == 20_000
    with pytest.raises(InstanceError, match=r"f:15005: .*'1x' is not a decimal number"):
        read_tsplib(text.replace("\n15000 15000.5 ", "\n15000 1x ").encode(), "f")


@settings(max_examples=400, deadline=None)
@given(
    text=st.sampled_from([SQUARE, VRP]),
    at=st.integers(0, 200),
    removed=st.integers(0, 6),
    added=st.one_of(
        st.binary(max_size=4),
        st.sampled_from([b"nan", b"1e400", b"-1", b"\n", b":", b"EOF\n", b"999999999", b"3\n"]),
    ),
)
def test_a_changed_file_is_read_or_refused_in_one_line(
    text: str, at: int, removed: int, added: bytes
) -> None:
    data = text.encode()
    data = data[:at] + added + data[at + removed :]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            problem = read_tsplib(data, "f")
    except InstanceError as error:
        assert str(error).isprintable()
        assert str(error).split(":")[1].isdigit()
    else:
        assert np.isfinite(problem.distances.points).all()
