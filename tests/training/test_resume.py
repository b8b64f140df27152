"""A training that is killed at any instant goes on to the same bits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from coopt.training.checkpoint import load_checkpoint  # noqa: E402
from coopt.training.curve import read_curve  # noqa: E402
from tests.training.small_recipe import RECIPE  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


def test_killed_and_resumed_is_bit_for_bit_the_same(tmp_path: Path) -> None:
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE)
    script = Path(__file__).with_name("killed_and_resumed.py")
    done = subprocess.run(
        [sys.executable, str(script), str(recipe), str(tmp_path)],
        env={"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    (one, first), (two, second) = (load_checkpoint(tmp_path / n) for n in ("straight", "killed"))
    assert one.step == two.step == 12
    assert first.keys() == second.keys()
    assert any(name.startswith("optimizer.") for name in first)
    for name, tensor in first.items():
        assert torch.equal(tensor, second[name]), name
    weights = [tmp_path / n / "policy" / "weights.safetensors" for n in ("straight", "killed")]
    assert weights[0].read_bytes() == weights[1].read_bytes()
    curves = [
        [{k: v for k, v in line.items() if "second" not in k and "_s" not in k} for line in curve]
        for curve in (read_curve(tmp_path / n) for n in ("straight", "killed"))
    ]
    assert [line["step"] for line in curves[0]] == [4, 8, 8, 12]
    assert [line["step"] for line in curves[1]][-1] == 12
    said = (tmp_path / "killed" / "policy" / "card.md").read_text()
    assert "12, 96 examples" in said
    assert "greedy gap (%)" in said
