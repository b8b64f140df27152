from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coopt.generate import generate
from coopt_cli.model_file import write_model


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that takes minutes to prove, and has solutions at once."""
    path = tmp_path_factory.mktemp("models") / "cover.mps"
    write_model(str(path), generate("set_cover", 1, rows=600, columns=3000))
    return path


def start(path: Path, *more: str) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "coopt_cli",
        "solve",
        str(path),
        "--json",
        "-",
        "-t",
        "60",
        *more,
    ]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    """Wait until the process has written a file."""
    while not path.exists():
        if process.poll() is not None:
            pytest.fail(f"ended with {process.returncode}: {process.communicate()[1]}")
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_keeps_the_incumbent(
    hard: Path, tmp_path: Path, number: signal.Signals
) -> None:
    best = tmp_path / "best.sol"
    process = start(hard, "-o", str(best))
    wait_for(best, process)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    answer = json.loads(out)
    assert (answer["status"], answer["limit"]) == ("feasible", "interrupt")
    assert answer["objective"] is not None
    assert best.read_text()


def test_a_signal_to_the_whole_group_is_the_same(hard: Path, tmp_path: Path) -> None:
    best = tmp_path / "best.sol"
    process = start(hard, "-o", str(best))
    wait_for(best, process)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert json.loads(out)["limit"] == "interrupt"


def test_sigterm_ends_a_bench_and_its_run(hard: Path) -> None:
    command = [sys.executable, "-m", "coopt_cli", "bench", str(hard), "--methods", "highs"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 30
    while not (found := children.read_text().split()) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.endswith("coopt: error: interrupted\n")
    assert found
    # A child that dies with the bench is reaped by the system, a moment later.
    give_up = time.monotonic() + 10
    while Path("/proc", found[0]).exists():
        assert time.monotonic() < give_up, "a run outlived its bench"
        time.sleep(0.05)


def test_a_signal_while_reading_is_a_limit_without_a_solution(tmp_path: Path) -> None:
    pipe = tmp_path / "endless.mps"
    os.mkfifo(pipe)
    process = start(pipe)
    # Opening succeeds when the process has opened its end: it is reading now.
    with open(pipe, "w") as writer:
        writer.write("NAME endless\n")
        writer.flush()
        time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=30)
    assert process.returncode == 6
    assert json.loads(out)["limit"] == "interrupt"
