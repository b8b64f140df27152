from __future__ import annotations

from pathlib import Path

import click
import pytest

from coopt_cli.bench_files import bench_files


def test_folders_give_their_models_in_order(tmp_path: Path) -> None:
    for name in ("b.mps.gz", "a.lp", "notes.md", "bks.csv"):
        (tmp_path / name).touch()
    (tmp_path / "edge").mkdir()
    (tmp_path / "edge" / "c.mps").touch()
    assert [Path(f).name for f in bench_files([str(tmp_path)])] == ["a.lp", "b.mps.gz", "c.mps"]


def test_a_file_is_taken_whatever_its_name_and_once(tmp_path: Path) -> None:
    path = tmp_path / "model"
    path.touch()
    assert bench_files([str(path), str(path)]) == [str(path)]


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match="no such file"):
        bench_files([str(tmp_path / "none")])
