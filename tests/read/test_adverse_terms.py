"""Terms that look like something else, and coefficients beyond what a model can hold."""

import pytest

from coopt.errors import InstanceError
from coopt.read.lp import read_lp
from coopt.read.mps import read_mps

LP = "Minimize\n obj: x + y\nSubject To\n {}\nEnd\n"
MPS = "NAME t\nROWS\n N COST\n L C\nCOLUMNS\n X COST {} C {}\nRHS\n RHS C 4\nENDATA\n"


@pytest.mark.parametrize("row", ["c1: 2x <= 4", "2x <= 4", "2x>=4", "-2x >= -4"])
def test_a_coefficient_glued_to_the_only_variable_of_a_row_is_a_term(row: str) -> None:
    problem = read_lp(LP.format(row).encode(), "f")
    assert abs(problem.a.data[0]) == 2.0


@pytest.mark.parametrize("row", ["x(1) + y <= 4", "x{1} <= 4"])
def test_a_balanced_name_is_a_name(row: str) -> None:
    assert read_lp(LP.format(row).encode(), "f").a.shape[0] == 1


@pytest.mark.parametrize(
    "row", ["c1: 2 (x + y) <= 4", "(x + y) <= 4", "x + y; <= 4", "(x) + y <= 4", "x + y) <= 4"]
)
def test_parentheses_and_semicolons_are_not_taken_for_names(row: str) -> None:
    with pytest.raises(InstanceError, match="f:4"):
        read_lp(LP.format(row).encode(), "f")


@pytest.mark.parametrize("row", ["x <= 15abc", "0x14 <= 4", "x + y <= 1d3", "1e25 x + y <= 4"])
def test_what_is_neither_number_nor_term_is_refused_with_its_line(row: str) -> None:
    with pytest.raises(InstanceError, match="f:4"):
        read_lp(LP.format(row).encode(), "f")


@pytest.mark.parametrize(("cost", "entry"), [("1e31", "1"), ("1", "-1e20")])
def test_an_infinite_coefficient_is_refused_with_its_line(cost: str, entry: str) -> None:
    with pytest.raises(InstanceError, match="f:6: COLUMNS"):
        read_mps(MPS.format(cost, entry).encode(), "f")
