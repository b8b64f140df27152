from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Coopt = Callable[..., "CompletedProcess[str]"]
ROW = {
    "instance", "method", "status", "objective", "dual_bound", "reference", "gap", "time_s",
    "primal_integral", "verified",
}  # fmt: skip


@pytest.fixture
def folder(knapsack: Path, tmp_path: Path) -> Path:
    """A folder with a model, a broken model, and the value of the first."""
    models = tmp_path / "models"
    models.mkdir()
    knapsack.rename(models / "pick.mps")
    (models / "broken.mps").write_text("ROWS\n X y\n")
    (tmp_path / "bks.csv").write_text("name,status,objective\npick,optimal,11\n")
    return models


def bench(coopt: Coopt, folder: Path, *more: str) -> CompletedProcess[str]:
    out = folder.parent / "out.json"
    bks = folder.parent / "bks.csv"
    return coopt(
        "bench", folder, "-t", "10", "--methods", "scip,highs", "--bks", bks, "--json", out, *more
    )


def test_every_run_is_a_row_even_a_failed_one(coopt: Coopt, folder: Path) -> None:
    run = bench(coopt, folder)
    assert run.returncode == 0, run.stderr
    content = json.loads((folder.parent / "out.json").read_text())
    rows = {(row["instance"], row["method"]): row for row in content["rows"]}
    assert len(rows) == 4
    assert all(set(row) >= ROW for row in rows.values())
    good = rows["pick", "highs"]
    assert (good["status"], good["objective"], good["gap"]) == ("optimal", 11.0, 0.0)
    assert 0 < good["primal_integral"] < 10
    assert rows["broken", "scip"]["status"] == "error"
    assert "broken.mps:2" in rows["broken", "scip"]["error"]
    assert content["summary"]["methods"]["scip"]["optimal"] == 1
    assert content["summary"]["wrong_claims"] == []
    assert "wrong claims: none" in run.stdout


def test_rows_that_exist_are_kept(coopt: Coopt, folder: Path) -> None:
    bench(coopt, folder)
    out = folder.parent / "out.json"
    first = json.loads(out.read_text())["rows"]
    again = bench(coopt, folder)
    assert again.returncode == 0
    assert again.stderr == f"4 of 4 rows kept from {out}\n"
    assert json.loads(out.read_text())["rows"] == first


def test_a_wrong_claim_shows_in_the_exit_code(coopt: Coopt, folder: Path) -> None:
    (folder.parent / "bks.csv").write_text("file,best\npick.mps,12\n")
    run = bench(coopt, folder)
    assert run.returncode == 1
    assert "pick scip: optimal at 11, but 12 is known" in run.stdout


def test_another_file_is_not_overwritten(coopt: Coopt, folder: Path) -> None:
    out = folder.parent / "out.json"
    out.write_text("precious")
    assert bench(coopt, folder).returncode == 2
    assert out.read_text() == "precious"
