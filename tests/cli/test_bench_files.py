from __future__ import annotations

from pathlib import Path

import click
import pytest

from coopt_cli.bench_files import bench_files, stored_references


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


def test_a_file_of_many_instances_is_many_rows_with_their_values(tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_text("0 0 0 1 1 1 1 0 output 1 2 3 4 1\n0 0 3 4 output 1 2 1\n")
    files = bench_files([str(path)])
    assert files == [f"{path}:1", f"{path}:2"]
    assert {k: v.value for k, v in stored_references(files).items()} == {
        "two.txt:1": 4.0,
        "two.txt:2": 10.0,
    }


def test_a_folder_of_such_files_only_is_told_how_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Nothing to solve.\n")
    with pytest.raises(click.UsageError, match=r"in the folders given$"):
        bench_files([str(tmp_path)])
    path = tmp_path / "two.txt"
    path.write_text("0 0 0 1 1 1 1 0 output 1 2 3 4 1\n0 0 3 4 output 1 2 1\n")
    with pytest.raises(click.UsageError, match=r"two.txt holds many .* one of them as .*two.txt:K"):
        bench_files([str(tmp_path)])


def test_one_instance_of_a_file_of_many_is_taken_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_text("0 0 0 1 1 1 1 0 output 1 2 3 4 1\n0 0 3 4 output 1 2 1\n")
    assert bench_files([f"{path}:2"]) == [f"{path}:2"]
    with pytest.raises(click.UsageError, match="no such file"):
        bench_files([f"{tmp_path}/none.txt:2"])
