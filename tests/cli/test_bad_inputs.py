"""The corpus of malformed and unusual files, where a checkout has it beside itself."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from coopt_cli.app import main

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "bad_inputs"


def cases() -> list[tuple[str, str]]:
    """List files with what is right for them: ``error``, a status, or ``optimal:V``."""
    table = CORPUS / "expected.csv"
    if not table.is_file():
        return []
    rows = csv.DictReader(table.read_text().splitlines())
    kinds = ("mps", "lp", "tsp", "atsp", "vrp")
    return [(row["file"], row["expected"]) for row in rows if row["kind"] in kinds]


@pytest.mark.parametrize(("name", "expected"), cases())
def test_a_file_gives_its_answer_or_one_line(
    name: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
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
