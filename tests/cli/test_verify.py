"""A solution file is checked on all that it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Coopt

RIGHT = "a 1\nc 1\n"


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        (f"=obj= 11\n{RIGHT}", 0, "exactly"),
        (f"=obj= 11.0000001\n{RIGHT}", 0, "exactly"),
        (f"=obj= 12\n{RIGHT}", 1, "WRONG"),
        ("=obj= 16\na 1\nb 1\nc 1\n", 1, "NO"),
    ],
)
def test_a_solution_and_its_objective_are_checked(
    coopt: Coopt, knapsack: Path, tmp_path: Path, text: str, code: int, word: str
) -> None:
    solution = tmp_path / "pick.sol"
    solution.write_text(text)
    run = coopt("verify", knapsack, solution)
    assert run.returncode == code
    assert word in run.stdout
