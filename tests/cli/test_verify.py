"""A solution file is checked on all that it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopt_cli.app import main
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


TSP = """\
TYPE : TSP
DIMENSION : 3
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 3 0
3 3 4
"""
VRP = (
    TSP.replace("TSP", "CVRP\nCAPACITY : 5")
    + """\
DEMAND_SECTION
1 0
2 3
3 4
DEPOT_SECTION
1
-1
"""
)
OP = VRP.replace("CVRP", "OP").replace("CAPACITY", "COST_LIMIT").replace("DEMAND", "NODE_SCORE")


@pytest.mark.parametrize(
    ("model", "solution", "code", "words"),
    [
        (TSP, "TOUR_SECTION\n1 3 2\n-1\n", 0, ["objective:      12", "exactly"]),
        (TSP, "TOUR_SECTION\n1 3\n-1\n", 1, ["NO: node 1 is there not at all"]),
        (TSP, "TOUR_SECTION\n1 4 2\n-1\n", 3, []),
        (VRP, "Route #1: 1\nRoute #2: 2\nCost 16\n", 0, ["objective:      16", "exactly"]),
        (VRP, "Route #1: 1\nRoute #2: 2\nCost 15\n", 1, ["the file says:  15, WRONG"]),
        (VRP, "Route #1: 1 2\nCost 12\n", 1, ["limit", "load of route 1", "tolerance 1e-09"]),
        (VRP, "Route #1: 1\nCost 6\n", 1, ["NO: node 2 is there not at all"]),
        (OP, "NODE_SEQUENCE_SECTION\n1\n-1\n", 0, ["objective:      0"]),
        (OP, "ROUTE_SCORE : 3\nNODE_SEQUENCE_SECTION\n1 2\n-1\n", 1, ["the length of the tour"]),
    ],
)
def test_solutions_of_routing_problems_are_checked(
    model: str,
    solution: str,
    code: int,
    words: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "a.tsp").write_text(model)
    (tmp_path / "a.sol").write_text(solution)
    assert main(["verify", str(tmp_path / "a.tsp"), str(tmp_path / "a.sol")]) == code
    out = capsys.readouterr().out
    assert [word for word in words if word not in out] == []
    assert main(["verify", str(tmp_path / "a.tsp"), str(tmp_path / "a.sol"), "--json"]) == code


def test_other_problems_have_their_files_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.tsp").write_text(TSP)
    (tmp_path / "a.json").write_text('{"objective": 12, "tour": [2, 1, 0]}')
    assert main(["verify", str(tmp_path / "a.tsp"), str(tmp_path / "a.json"), "--json"]) == 0
    assert '"objective_agrees": true' in capsys.readouterr().out
