from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coopt.errors import OptionError
from coopt.problem import Milp
from coopt.read.solution import read_solution
from coopt.write.solution import write_solution

PROBLEM = Milp.from_arrays([1.0, 2.0, 3.0], variable_names=["a", "b", "d"])
X = np.array([0.1, 0.0, 1e20])


@pytest.mark.parametrize("name", ["a.sol", "a.mst", "a.json", "a.sol.gz", "a.json.gz", "A.SOL"])
def test_a_solution_is_read_back_as_it_was(tmp_path: Path, name: str) -> None:
    write_solution(tmp_path / name, PROBLEM, X, 5.5)
    found = read_solution(tmp_path / name, PROBLEM)
    assert found.x.tolist() == X.tolist()
    assert found.exact == {}
    assert found.objective == (None if ".mst" in name else 5.5)


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"ends in \.sol"):
        write_solution(tmp_path / "a.txt", PROBLEM, X)


@pytest.mark.parametrize("name", ["a.sol", "a.mst", "a.json"])
def test_a_solution_of_zeros_is_read_back(tmp_path: Path, name: str) -> None:
    write_solution(tmp_path / name, PROBLEM, np.zeros(3), 0.0)
    assert read_solution(tmp_path / name, PROBLEM).x.tolist() == [0, 0, 0]
