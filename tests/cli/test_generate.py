from __future__ import annotations

from pathlib import Path

import pytest

from coopt.generate import GENERATORS
from coopt.problem.cvrp import Cvrp
from coopt.read import read
from coopt_cli.app import main


def test_without_a_name_all_distributions_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate"]) == 0
    out = capsys.readouterr().out
    assert all(f"{name}: " in out for name in GENERATORS)
    assert "]_" not in out


def test_parameters_reach_the_distribution_and_the_suffix_is_the_format(tmp_path: Path) -> None:
    path = tmp_path / "a.vrp"
    settings = ["--set", "customers=12", "--set", "open-routes=yes", "--set", "scale=100"]
    assert main(["generate", "cvrp-uniform", "-o", str(path), "--seed", "3", *settings]) == 0
    problem = read(path)
    assert isinstance(problem, Cvrp)
    assert (problem.n, problem.open_routes, problem.distances.rule) == (13, True, "EUC_2D")


def test_a_format_that_cannot_state_it_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.tsp"
    assert main(["generate", "mis_er", "-o", str(path), "--set", "n_low=9"]) == 3
    err = capsys.readouterr().err
    assert "cannot state" in err
    assert err.count("\n") == 1
    assert not path.exists()
