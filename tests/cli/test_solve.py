from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from coopt_cli.app import main

Coopt = Callable[..., "CompletedProcess[str]"]
KEYS = {
    "status", "limit", "objective", "dual_bound", "gap", "time_s", "verified", "max_violation",
    "methods", "trace", "instance", "coopt",
}  # fmt: skip


def test_json_is_one_line_and_alone(coopt: Coopt, knapsack: Path) -> None:
    run = coopt("solve", knapsack, "--json", "-")
    assert run.returncode == 0
    assert run.stdout.count("\n") == 1
    answer = json.loads(run.stdout)
    assert set(answer) == KEYS
    assert (answer["status"], answer["objective"], answer["limit"]) == ("optimal", 11.0, None)
    assert answer["gap"] == 0.0
    assert answer["verified"] == "exact"
    assert answer["instance"]["sense"] == "max"
    assert set(answer["trace"][-1]) == {"time_s", "source", "primal_bound", "dual_bound"}


def test_the_log_goes_to_stderr_and_the_summary_to_stdout(coopt: Coopt, knapsack: Path) -> None:
    run = coopt("solve", knapsack)
    assert "primal bound" in run.stderr
    assert "objective:  11" in run.stdout
    assert "verified:" in run.stdout


def test_quiet_prints_nothing(coopt: Coopt, knapsack: Path) -> None:
    run = coopt("solve", knapsack, "-q")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_why_says_why(coopt: Coopt, knapsack: Path) -> None:
    assert "leads" in coopt("solve", knapsack, "--why").stderr


def test_standard_input_is_a_dash(coopt: Coopt, knapsack: Path) -> None:
    run = coopt("solve", "-", "--format", "mps", "--json", "-", stdin=knapsack.read_text())
    assert json.loads(run.stdout)["objective"] == 11.0


@pytest.mark.parametrize("name", ["best.sol", "best.json", "best.mst", "best.sol.gz"])
def test_a_written_solution_can_be_verified_and_started_from(
    coopt: Coopt, knapsack: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    assert coopt("solve", knapsack, "-o", path, "-q").returncode == 0
    verified = coopt("verify", knapsack, path, "--json")
    assert verified.returncode == 0, verified.stderr
    assert json.loads(verified.stdout)["objective"] == 11.0
    assert json.loads(verified.stdout)["verified"] == "exact"
    again = coopt("solve", knapsack, "--start", path, "--json", "-")
    assert json.loads(again.stdout)["objective"] == 11.0


def test_a_solution_that_is_none_is_refused(coopt: Coopt, knapsack: Path, tmp_path: Path) -> None:
    path = tmp_path / "wrong.sol"
    path.write_text("a 1\nb 1\nc 1\n")
    run = coopt("verify", knapsack, path)
    assert run.returncode == 1
    assert "weight" in run.stdout


def test_events_are_lines_of_json(coopt: Coopt, knapsack: Path, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    coopt("solve", knapsack, "-q", "--events", path)
    events = [json.loads(line) for line in path.read_text().splitlines()]
    assert events[-1]["primal_bound"] == 11.0
    assert {"time_s", "kind", "source", "primal_bound", "dual_bound", "nodes"} <= set(events[0])


MODELS = {
    4: "min\n obj: x\nst\n c1: x >= 2\n c2: x <= 1\nend\n",
    5: "min\n obj: - x\nst\n c1: x >= 1\nend\n",
    0: "min\n obj: x\nst\n c1: x >= 2\nend\n",
    3: "min\n obj: x\nst\n c1: x >= >= 2\nend\n",
}


@pytest.mark.parametrize("code", MODELS)
def test_exit_codes_tell_the_status(coopt: Coopt, tmp_path: Path, code: int) -> None:
    path = tmp_path / "model.lp"
    path.write_text(MODELS[code])
    assert coopt("solve", path, "-q").returncode == code


@pytest.mark.parametrize(("code", "expected"), [(4, 0), (5, 0), (3, 3)])
def test_exit_zero_is_for_proper_runs(
    coopt: Coopt, tmp_path: Path, code: int, expected: int
) -> None:
    path = tmp_path / "model.lp"
    path.write_text(MODELS[code])
    assert coopt("solve", path, "-q", "--exit-zero").returncode == expected


def test_unreadable_input_is_one_line_with_its_place(coopt: Coopt, tmp_path: Path) -> None:
    path = tmp_path / "model.lp"
    path.write_text(MODELS[3])
    run = coopt("solve", path, "--json", "-")
    assert run.returncode == 3
    assert run.stderr.startswith(f"coopt: error: {path}:4: ")
    assert run.stderr.count("\n") == 1
    assert json.loads(run.stdout)["status"] == "error"


def test_a_missing_file_is_unreadable(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", "no-such-file.mps"]) == 3
    assert capsys.readouterr().err.startswith("coopt: error: no-such-file.mps: ")


def test_parameters_come_from_a_file_and_the_command_line_wins(
    coopt: Coopt, knapsack: Path, tmp_path: Path
) -> None:
    path = tmp_path / "params.toml"
    path.write_text('time-limit = "10s"\nmethod = ["highs"]\n[highs]\npresolve = "off"\n')
    one = coopt("solve", knapsack, "--params", path, "--json", "-")
    assert json.loads(one.stdout)["methods"] == ["highs"]
    two = coopt("solve", knapsack, "--params", path, "--method", "scip", "--json", "-")
    assert json.loads(two.stdout)["methods"] == ["scip"]


@pytest.mark.parametrize(
    "text", ["time-limt = 3", "time-limit = 'x'", "[scpi]\na = 1", "a = [", "method = 'scpi'"]
)
def test_a_wrong_parameter_file_is_wrong_usage(
    text: str, knapsack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "params.toml"
    path.write_text(text)
    assert main(["solve", str(knapsack), "--params", str(path)]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"coopt: error: {path}: ")
    assert err.count("\n") == 1


def test_the_list_of_distributions_is_plain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate"]) == 0
    assert "]_" not in capsys.readouterr().out


def test_a_setting_reaches_its_engine(coopt: Coopt, knapsack: Path) -> None:
    run = coopt("solve", knapsack, "--method", "scip", "--set", "scip.no/such=1", "--json", "-")
    assert run.returncode in (2, 7)
    assert "no/such" in run.stderr


def test_converting_keeps_the_optimum(coopt: Coopt, knapsack: Path, tmp_path: Path) -> None:
    for name in ("a.lp", "b.mps.gz", "c.lp.gz"):
        path = tmp_path / name
        assert coopt("convert", knapsack, path).returncode == 0
        answer = json.loads(coopt("solve", path, "--json", "-").stdout)
        assert (answer["objective"], answer["instance"]["sense"]) == (11.0, "max")
    assert gzip.decompress((tmp_path / "b.mps.gz").read_bytes())


def test_info_counts(coopt: Coopt, knapsack: Path) -> None:
    facts = json.loads(coopt("info", knapsack, "--json").stdout)
    assert facts["variable_kinds"] == {"binary": 3}
    assert facts["row_classes"] == {"knapsack": 1}
    assert facts["ranges"]["matrix"] == [3, 5]
    assert "knapsack rows" in coopt("info", knapsack).stdout


def test_doctor_looks_at_a_model(coopt: Coopt, knapsack: Path) -> None:
    assert coopt("doctor", knapsack).stdout == "nothing to remark\n"
    assert "highspy" in coopt("doctor").stdout


def test_a_generated_instance_repeats(coopt: Coopt, tmp_path: Path) -> None:
    paths = [tmp_path / "a.mps", tmp_path / "b.mps"]
    for path in paths:
        run = coopt("generate", "knapsack", "-o", path, "--seed", 3, "--set", "items=20")
        assert run.returncode == 0, run.stderr
    assert paths[0].read_text() == paths[1].read_text()
    assert coopt("generate", "knapsak", "-o", paths[0]).returncode == 2


def test_an_easy_model_loads_neither_torch_nor_numba(knapsack: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from coopt_cli import main; "
        f"code = main(['solve', {str(knapsack)!r}, '-q']); "
        "print(code, *({'torch', 'numba', 'rich', 'pandas'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "0\n"
