"""The trainer as called: limits, refusals, what lies there afterwards."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
torch.set_num_threads(1)

from coopt.training.__main__ import main  # noqa: E402
from coopt.training.checkpoint import load_checkpoint  # noqa: E402
from coopt_cli.app import main as coopt  # noqa: E402
from tests.training.small_recipe import RECIPE  # noqa: E402


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    path = tmp_path / "recipe.toml"
    path.write_text(RECIPE.replace("checkpoint_s = 0", "checkpoint_s = 60"))
    return path


def test_training_leaves_a_policy_a_curve_and_a_checkpoint(
    recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = ["train", str(recipe), "--out", str(out), "--device", "cpu", "--workers", "1"]
    assert coopt(arguments) == 0
    said = capsys.readouterr().err
    assert "network: 1 layers, 8 wide, 2 heads, 16 hidden; 619 weights\n" in said
    assert "step 12/12" in said
    assert "scoring the policy ...\n" in said
    last = said.splitlines()[-1]
    assert last.startswith(f"policy in {out / 'policy'}: greedy gap ")
    assert re.search(r"greedy gap [\d.e+-]+ %, beam16 gap [\d.e+-]+ %; use it with --set", last)
    assert last.endswith(f"--set bq_nco.policy={out / 'policy'}")
    assert {path.name for path in (out / "policy").iterdir()} == {
        "recipe.toml",
        "weights.safetensors",
        "card.md",
    }
    assert load_checkpoint(out)[0].step == 12
    assert coopt(arguments) == 2
    assert "holds a checkpoint: add --resume" in capsys.readouterr().err
    assert coopt([*arguments, "--resume", "-q"]) == 0
    assert capsys.readouterr().err == ""
    assert coopt([*arguments, "--resume"]) == 0
    assert "the training was finished before: policy in" in capsys.readouterr().err
    recipe.write_text(RECIPE.replace("seed = 3", "seed = 4"))
    labels = set(out.rglob("chunk_*.npz"))
    assert coopt([*arguments, "--resume", "-q"]) == 2
    assert "only restarts, with more steps, may be added" in capsys.readouterr().err
    assert set(out.rglob("chunk_*.npz")) == labels


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("width = 8", "width = 1000000000000", "model: width is 1000000000000, expected 1 to 4096"),
        ("width = 8", "width = 2048", "model: 16,8"),
        ('"knapsack"', '"golf"', "bq_nco has no task 'golf'"),
        ('"knapsack"', '"tsp"', "data: tsp does not use 'capacity'"),
    ],
)
def test_what_the_method_refuses_is_said_with_the_file_before_labels(
    old: str, new: str, said: str, recipe: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe.write_text(RECIPE.replace(old, new))
    out = recipe.parent / "out"
    assert main([str(recipe), "--out", str(out), "--quiet"]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"coopt.training: error: {recipe}: {said}")
    assert error.count("\n") == 1
    assert not out.exists()


def test_a_time_limit_ends_it_with_a_checkpoint_to_go_on_from(
    recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = [str(recipe), "--out", str(out), "--device", "cpu", "--workers", "1", "--quiet"]
    assert main([*arguments, "--time-limit", "0s"]) == 0
    assert capsys.readouterr().err == "time limit reached at step 1 of 12; --resume goes on\n"
    assert load_checkpoint(out)[0].step == 1
    assert "1 of 12: interrupted" in (out / "policy" / "card.md").read_text()
    assert main([*arguments, "--resume"]) == 0
    assert load_checkpoint(out)[0].step == 12


def test_labels_for_which_there_is_no_time_are_made_later(
    recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe.write_text(recipe.read_text().replace("instances = 64", "instances = 300"))
    out = tmp_path / "out"
    arguments = [str(recipe), "--out", str(out), "--device", "cpu", "--workers", "1", "--quiet"]
    for files in (1, 2, 3):
        assert main([*arguments, "--time-limit", "0s"]) == 0
        assert len(list(out.rglob("chunk_*.npz"))) == files + (files == 3)
        said = capsys.readouterr().err
        assert ("while labels were made; the same command goes on" in said) == (files < 3)
    assert load_checkpoint(out)[0].step == 1


def test_mixed_precision_without_clip_and_mean(recipe: Path, tmp_path: Path) -> None:
    # The last table of the recipe is the one on training.
    more = 'precision = "bfloat16"\naverage = 0.0\nclip = 0.0\ndecay = "none"\n'
    recipe.write_text(recipe.read_text() + more)
    out = tmp_path / "out"
    arguments = [str(recipe), "--out", str(out), "--device", "cpu", "--workers", "1", "--quiet"]
    assert main(arguments) == 0
    _, tensors = load_checkpoint(out)
    assert torch.equal(tensors["mean.0"], tensors["network.into.weight"])


def test_labels_can_be_made_alone(recipe: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels"
    arguments = [str(recipe), "--labels", str(labels), "--workers", "1", "--quiet"]
    assert main([*arguments, "--out", str(tmp_path / "one"), "--labels-only"]) == 0
    before = sorted(path.stat().st_mtime_ns for path in labels.rglob("*.npz"))
    assert len(before) == 2
    assert main([*arguments, "--out", str(tmp_path / "two"), "--device", "cpu"]) == 0
    assert sorted(path.stat().st_mtime_ns for path in labels.rglob("*.npz")) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.toml"], "no such file"),
        (["{recipe}", "--device", "cuda"], "no such device"),
        (["{recipe}", "--out", "{recipe}"], "file exists"),
    ],
)
def test_what_does_not_work_is_one_line(
    recipe: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if "cuda" in arguments and torch.cuda.is_available():
        pytest.skip("there is such a device")
    out = [] if "--out" in arguments else ["--out", str(recipe.parent / "out")]
    told = [text.format(recipe=recipe) for text in arguments]
    assert main([*told, *out, "--quiet", "--workers", "1"]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
