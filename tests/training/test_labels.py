"""Labels as files: found again, completed, grown; damage is named; nothing is unpickled."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coopt.errors import OptionError
from coopt.training.labels import LabelSet, load_labels, make_labels

CALLS: list[int] = []


def squares(count: int, rng: np.random.Generator, *, largest: int) -> dict[str, np.ndarray]:
    CALLS.append(count)
    x = rng.integers(0, largest, count)
    return {"x": x, "y": x * x}


SET = LabelSet(f"{__name__}:squares", {"largest": 100}, count=10, seed=1, chunk=4)


def test_labels_are_made_once_and_read_in_order(tmp_path: Path) -> None:
    CALLS.clear()
    told: list[tuple[int, int]] = []
    folder = make_labels(SET, tmp_path, tell=lambda done, of: told.append((done, of)))
    assert CALLS == [4, 4, 4]
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    labels = load_labels(folder, 10)
    assert labels["x"].size == 10
    assert (labels["y"] == labels["x"] ** 2).all()
    make_labels(SET, tmp_path)
    assert CALLS == [4, 4, 4]


def test_an_interrupted_set_is_completed_as_if_it_had_not_been(tmp_path: Path) -> None:
    whole = load_labels(make_labels(SET, tmp_path / "whole"), 10)
    stops = iter([False, True])
    make_labels(SET, tmp_path / "parts", stop=lambda: next(stops))
    CALLS.clear()
    parts = load_labels(make_labels(SET, tmp_path / "parts"), 10)
    assert CALLS == [4]
    assert parts["x"].tolist() == whole["x"].tolist()


def test_a_larger_set_begins_with_the_smaller(tmp_path: Path) -> None:
    larger = LabelSet(SET.maker, SET.parameters, 17, SET.seed, SET.chunk)
    assert larger.key == SET.key
    small = load_labels(make_labels(SET, tmp_path), 10)
    large = load_labels(make_labels(larger, tmp_path), 17)
    assert large["x"][:10].tolist() == small["x"].tolist()


def test_whatever_changes_labels_changes_the_key() -> None:
    others = [
        LabelSet(SET.maker, {"largest": 99}, 10, 1, 4),
        LabelSet(SET.maker, SET.parameters, 10, 2, 4),
        LabelSet(SET.maker, SET.parameters, 10, 1, 5),
        LabelSet("other:maker", SET.parameters, 10, 1, 4),
    ]
    assert len({SET.key, *(other.key for other in others)}) == 5


def test_missing_and_damaged_files_are_named(tmp_path: Path) -> None:
    folder = make_labels(SET, tmp_path)
    with pytest.raises(OptionError, match="make the labels first"):
        load_labels(folder, 13)
    path = folder / "chunk_00001.npz"
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(OptionError, match=r"chunk_00001.npz: damaged labels"):
        load_labels(folder, 10)


def test_objects_are_not_unpickled(tmp_path: Path) -> None:
    folder = make_labels(SET, tmp_path)
    np.savez(folder / "chunk_00000.npz", x=np.array([{}], dtype=object))
    with pytest.raises(OptionError, match="damaged labels"):
        load_labels(folder, 1)


@pytest.mark.slow
def test_several_processes_make_the_same_labels(tmp_path: Path) -> None:
    from coopt.methods.bq_nco.labels import MAKERS

    wanted = LabelSet(MAKERS["knapsack"], {"nodes": 6, "capacity": 1.0}, 10, 1, 4)
    one = load_labels(make_labels(wanted, tmp_path / "one"), 10)
    two = load_labels(make_labels(wanted, tmp_path / "two", workers=2), 10)
    assert two["amount"].tolist() == one["amount"].tolist()
