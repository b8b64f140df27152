from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coopt_cli.app import COMMANDS, main

HEAVY = {"numpy", "scipy", "torch", "numba", "rich", "ortools", "pyscipopt", "highspy", "pandas"}


def loaded_by(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has after running ``code``."""
    show = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    command = [sys.executable, "-c", f"{code}\n{show}"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(run.stdout.splitlines()[-1].split())


def test_help_loads_nothing_heavy() -> None:
    assert not HEAVY & loaded_by("from coopt_cli import main; main(['--help'])")


def test_help_of_a_command_loads_nothing_heavy() -> None:
    assert not HEAVY & loaded_by("from coopt_cli import main; main(['solve', '--help'])")


def test_importing_the_library_loads_nothing_heavy() -> None:
    assert not HEAVY & loaded_by("import coopt")


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    listed = capsys.readouterr().out.partition("Commands:")[2]
    assert [line.split()[0] for line in listed.splitlines() if line.strip()] == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert f"Usage: coopt {name}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["sovle", "x.mps"],
        ["solve"],
        ["solve", "x.mps", "--tiem", "3"],
        ["solve", "x.mps", "-t", "3y"],
        ["solve", "x.mps", "--gap", "nan"],
        ["solve", "x.mps", "--memory", "4"],
        ["solve", "x.mps", "--method", "scpi"],
        ["solve", "x.mps", "--set", "scip"],
        ["solve", "x.mps", "--set", "cpsat.wrokers=2"],
        ["solve", "x.mps", "-o", "x.txt"],
        ["solve", "x.mps", "-o", "no/such/folder/x.sol"],
        ["solve", "x.mps", "--json", "-", "--events", "-"],
        ["bench", "no-such-folder"],
    ],
)
def test_wrong_usage_is_one_line_and_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("coopt: error: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["sovle"], "solve"),
        (["solve", "x.mps", "--method", "scpi"], "scip"),
        (["solve", "x.mps", "--set", "cpsat.wrokers=2"], "workers"),
    ],
)
def test_a_wrong_name_brings_the_right_one(
    arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(arguments)
    assert hint in capsys.readouterr().err.partition("; see")[0]


@pytest.mark.parametrize(
    "words",
    [
        ["solve", "model.mps", "--events", "--quiet"],
        ["solve", "-o", "--plot", "model.svg", "model.mps"],
        ["bench", "model.mps", "--methods", "-t", "3"],
    ],
)
def test_an_option_is_no_file_name(
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.mps").touch()
    assert main(words) == 2
    said = capsys.readouterr().err
    assert f"{next(w for w in words if w.startswith('-'))!r} requires an argument" in said
    assert f"see coopt {words[0]} --help" in said
    assert [path.name for path in tmp_path.iterdir()] == ["model.mps"]
