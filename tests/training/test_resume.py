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


def test_a_finished_training_goes_on_to_the_same_bits_with_a_restart(tmp_path: Path) -> None:
    longer = RECIPE.replace("steps = 12", "steps = 20\nrestarts = [12]")
    for name, text in (("short", RECIPE), ("long", longer)):
        (tmp_path / f"{name}.toml").write_text(text)

    def train(recipe: str, folder: str, *more: str) -> None:
        program = [sys.executable, "-m", "coopt.training", str(tmp_path / f"{recipe}.toml")]
        where = ["--out", str(tmp_path / folder), "--labels", str(tmp_path / "labels")]
        chosen = ["--quiet", "--device", "cpu", "--workers", "1", *more]
        done = subprocess.run([*program, *where, *chosen], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    train("long", "straight")
    train("short", "extended")
    train("long", "extended", "--resume")
    weights = [
        (tmp_path / name / "policy" / "weights.safetensors").read_bytes()
        for name in ("straight", "extended")
    ]
    assert weights[0] == weights[1]
