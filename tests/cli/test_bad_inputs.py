"""The corpus of malformed and unusual files, where a checkout has it beside itself."""

from __future__ import annotations

import csv
import importlib.util
import json
from pathlib import Path

import pytest

from coopt_cli.app import main

ROUTING = ("tsp", "atsp", "vrp")
CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "bad_inputs"


def cases() -> list[tuple[str, str]]:
    """List files with what is right for them: ``error``, a status, or ``optimal:V``."""
    table = CORPUS / "expected.csv"
    if not table.is_file():
        return []
    rows = csv.DictReader(table.read_text().splitlines())
    kinds = ("mps", "lp", *ROUTING)
    return [(row["file"], row["expected"]) for row in rows if row["kind"] in kinds]


def tours_are_solved() -> bool:
    """Whether there is a method for tours and routes."""
    try:
        return importlib.util.find_spec("coopt.methods.ils.tsp") is not None
    except ModuleNotFoundError:
        return False


@pytest.mark.parametrize(("name", "expected"), cases())
def test_a_file_gives_its_answer_or_one_line(
    name: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if name.endswith(ROUTING) and "optimal" in expected and not tours_are_solved():
        pytest.skip("there is no method for tours and routes")
    code = main(["solve", str(CORPUS / name), "-t", "20", "--json", "-", "-q"])
    out, err = capsys.readouterr()
    answer = json.loads(out)
    if answer["status"] == "error":
        assert "error" in expected.split("|")
        assert code == 3
        assert err.count("\n") == 1
        assert name in err
        return
    assert answer["status"] in [part.partition(":")[0] for part in expected.split("|")]
    values = [float(part.partition(":")[2]) for part in expected.split("|") if ":" in part]
    if values:
        assert answer["objective"] == pytest.approx(values[0], rel=1e-6, abs=1e-6)
