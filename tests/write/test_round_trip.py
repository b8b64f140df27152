"""What is written reads back as the same problem, exactly."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from coopt.problem.milp import Milp, variable_names
from coopt.read.instance import read
from coopt.read.lp import read_lp
from coopt.read.milp_solution import parse_solution
from coopt.read.mps import read_mps
from coopt.write.lp import lp_text
from coopt.write.mps import mps_text
from coopt.write.sol import solution_text
from tests.read.corpora import DATA, rows_of
from tests.read.same_milp import differences
from tests.write.random_milp import milps

FORMATS = {"mps": (mps_text, read_mps), "lp": (lp_text, read_lp)}
SMALL = 40_000
FILES = [
    row["file"]
    for row in rows_of("mip/bks.csv")
    if (DATA / "mip" / row["file"]).stat().st_size < SMALL
]


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=150, deadline=None)
@given(problem=milps())
def test_random_problems(format: str, problem: Milp) -> None:
    make, parse = FORMATS[format]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert differences(parse(make(problem).encode(), "f"), problem) == []


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", FILES)
def test_real_problems(format: str, name: str) -> None:
    make, parse = FORMATS[format]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        problem = read(Path(DATA / "mip" / name))
        again = parse(make(problem).encode(), "f")
    assert differences(again, problem, ("name", "variable_names", "row_names")) == []


@settings(max_examples=60, deadline=None)
@given(problem=milps())
def test_solutions(problem: Milp) -> None:
    text = solution_text(problem, problem.c, problem.offset, problem.exact.get("c"))
    found = parse_solution(text.encode(), "f")
    expected = dict(zip(variable_names(problem), problem.c.tolist(), strict=True))
    assert {name: n.value for name, n in found.values.items()} == {
        name: value for name, value in expected.items() if value
    }
    known = problem.exact.get("c", {})
    exact = {f"x{j}": value for j, value in known.items() if np.any(problem.c[j])}
    assert {k: n.exact for k, n in found.values.items() if n.exact is not None} == exact


def test_a_semi_integer_variable_between_zero_and_one_keeps_its_bound_in_lp() -> None:
    problem = Milp.from_arrays([1.0, 1.0], upper=[1, 5], integrality=[3, 0])
    assert read_lp(lp_text(problem).encode(), "f").upper.tolist() == [1.0, 5.0]
