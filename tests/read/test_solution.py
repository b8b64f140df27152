from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from coopt.errors import InstanceError
from coopt.problem.milp import Milp
from coopt.read.solution import read_solution

PROBLEM = Milp.from_arrays([1, 1, 1], variable_names=["x", "y", "Objective"])

STYLES = {
    "miplib": "=obj= 3.5\nx 1\ny 2.5\n",
    "scip": "solution status: optimal solution found\nobjective value:        3.5\n"
    "x     1 \t(obj:1)\ny     2.5 \t(obj:1)\n",
    "gurobi": "# Solution for model a\n# Objective value = 3.5\nx 1\ny 2.5\n",
    "highs": "Model status\nOptimal\n\n# Primal solution values\nFeasible\nObjective 3.5\n"
    "# Columns 2\nx 1\ny 2.5\n# Rows 1\nr 3\n\n# Dual solution values\nNone\n",
    "json": '{"status": "optimal", "objective": 3.5, "solution": {"x": 1, "y": 2.5}}',
}


def write(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "a.sol"
    path.write_text(content)
    return path


@pytest.mark.parametrize("style", STYLES)
def test_styles(tmp_path: Path, style: str) -> None:
    found = read_solution(write(tmp_path, STYLES[style]), PROBLEM)
    assert found.x.tolist() == [1, 2.5, 0]
    assert found.exact == {}
    assert found.objective == Fraction("3.5")


def test_values_are_exact(tmp_path: Path) -> None:
    text = "0.1234567890123456789012"
    found = read_solution(write(tmp_path, f"x {text}\n"), PROBLEM)
    assert found.exact == {0: Fraction(text)}
    assert found.objective is None


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("x 1\nx 2\n", ":2: variable 'x' has two values"),
        ("x 1\nz 2\n", ": names variable 'z'"),
        ("x nan\n", ":1: the value of 'x'"),
        ("x\n", ":1: 'x' found"),
        ("=infeas=\n", ":1: '=infeas='"),
        ("no solution available\n", "holds no solution"),
        ('{"solution": {"x": 1}', ":1: not JSON"),
        ('{"solution": {"x": NaN}}', "NaN"),
        ('{"solution": {"x": 1, "x": 2}}', "'x' twice"),
        ('{"solution": {"x": "1"}}', "no number"),
        ('{"x": 1}', "no object 'solution'"),
    ],
)
def test_what_is_wrong_is_refused(tmp_path: Path, content: str, where: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(InstanceError) as caught:
        read_solution(path, PROBLEM)
    assert where in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_an_empty_file_is_no_solution(tmp_path: Path) -> None:
    with pytest.raises(InstanceError, match="a solution was expected"):
        read_solution(write(tmp_path, ""), PROBLEM)
