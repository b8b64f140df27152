from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopt.result import Event, Result
from coopt_cli.answer import summary, unanswered
from coopt_cli.app import main


def result(**facts: Any) -> Result:
    return dataclasses.replace(unanswered("", 1.0), **facts)


def test_an_unbounded_model_has_no_verdict_but_its_point() -> None:
    event = Event(0.5, "incumbent", "highs", -3.0, None)
    ray = result(status="unbounded", solution=np.ones(2), verified="exact", trace=(event,))
    lines = summary(ray, None)
    assert "objective:  unbounded; a feasible point of objective -3 was verified" in lines
    assert not [line for line in lines if line.startswith("verified")]
    bare = summary(dataclasses.replace(ray, trace=()), None)
    assert "objective:  unbounded" in bare


def test_a_solution_that_could_not_be_written_is_an_error(
    knapsack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    note = "output not written: best.sol: no space left on device"
    solved = result(
        status="optimal", objective=1.0, solution=np.ones(3), verified="exact", notes=(note,)
    )
    monkeypatch.setattr("coopt.solve.solve", lambda *_, **__: solved)
    output = str(knapsack.with_name("best.sol"))
    assert main(["solve", str(knapsack), "-o", output, "--exit-zero"]) == 7
    out, err = capsys.readouterr()
    assert "objective:  1" in out
    assert "not zero; not written" in out
    assert err == f"coopt: error: {note}\n"
