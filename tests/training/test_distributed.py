"""Two processes share a batch: equal weights, one checkpoint."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from coopt.training.checkpoint import load_checkpoint  # noqa: E402
from tests.training.small_recipe import RECIPE  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_two_processes_train_and_resume(tmp_path: Path) -> None:
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE)
    for name, limits in (("straight", [""]), ("parts", ["0s", ""])):
        for limit in limits:
            arguments = [str(recipe), "--out", str(tmp_path / name), "--resume", "--device", "cpu"]
            arguments += ["--workers", "1", "--quiet", *(["--time-limit", limit] if limit else [])]
            _both(arguments)
    (one, first), (two, second) = (load_checkpoint(tmp_path / n) for n in ("straight", "parts"))
    assert one.step == two.step == 12
    assert one.processes == 2
    assert "rng.cpu.1" in first
    assert all(torch.equal(first[name], second[name]) for name in first)


def _both(arguments: list[str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    shared = os.environ | {
        "WORLD_SIZE": "2",
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": port,
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(ROOT),
    }
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "coopt.training", *arguments],
            env=shared | {"RANK": str(rank)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for rank in range(2)
    ]
    for process in processes:
        _, error = process.communicate(timeout=200)
        assert process.returncode == 0, error
