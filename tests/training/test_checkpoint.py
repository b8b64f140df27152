"""Checkpoints: whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from coopt.errors import CooptError, OptionError  # noqa: E402
from coopt.training.checkpoint import (  # noqa: E402
    Progress,
    has_checkpoint,
    load_checkpoint,
    save_checkpoint,
)


def at(step: int) -> Progress:
    return Progress("key", step, 1, 2.5 * step, "2026-01-01 00:00", "CPU")


def tensors(value: float) -> dict[str, Any]:
    return {"a": torch.full((3,), value), "rng": torch.arange(5, dtype=torch.uint8)}


def test_a_checkpoint_comes_back_and_the_one_before_goes(tmp_path: Path) -> None:
    assert not has_checkpoint(tmp_path)
    for step in (1, 2):
        save_checkpoint(tmp_path, at(step), tensors(step))
    progress, found = load_checkpoint(tmp_path)
    assert progress == at(2)
    assert found["a"].tolist() == [2.0, 2.0, 2.0]
    assert found["rng"].dtype == torch.uint8
    assert len(list(tmp_path.glob("*.safetensors"))) == 1


@pytest.mark.parametrize("fails", [1, 2, 3, 4])
def test_a_full_disk_leaves_the_last_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    save_checkpoint(tmp_path, at(1), tensors(1))
    calls = [0]

    def full(handle: int) -> None:
        calls[0] += 1
        if calls[0] >= fails:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    try:
        save_checkpoint(tmp_path, at(2), tensors(2))
    except CooptError as error:
        assert "no space left" in str(error)
    progress, found = load_checkpoint(tmp_path)
    assert found["a"][0] == progress.step
    assert not list(tmp_path.glob("*.part"))


def test_damage_is_named(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no checkpoint"):
        load_checkpoint(tmp_path)
    save_checkpoint(tmp_path, at(1), tensors(1))
    path = next(tmp_path.glob("*.safetensors"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + b"x")
    with pytest.raises(OptionError, match="not the file"):
        load_checkpoint(tmp_path)
    (tmp_path / "checkpoint.json").write_text("[]")
    with pytest.raises(OptionError, match="damaged"):
        load_checkpoint(tmp_path)
