from __future__ import annotations

import math
import os
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from coopt.errors import CooptError, InstanceError, OptionError, ReadWarning
from coopt.problem.milp import Milp
from coopt.read.instance import read
from coopt.read.lp import read_lp
from coopt.read.mps import read_mps
from coopt.write.atomic import write_atomic
from coopt.write.decimals import decimal_text
from coopt.write.instance import write
from coopt.write.lp import lp_text
from coopt.write.mps import mps_text
from tests.read.same_milp import differences

PROBLEM = Milp.from_arrays(
    [1, 2], [[1, 1]], 1, 3, maximise=True, variable_names=["x", "y"], row_names=["r"]
)


@pytest.mark.parametrize("name", ["a.mps", "a.lp", "a.mps.gz", "a.lp.gz"])
def test_written_files_read_back(tmp_path: Path, name: str) -> None:
    write(PROBLEM, tmp_path / name)
    assert differences(read(tmp_path / name), PROBLEM) == []
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_unknown_formats_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="expected one of mps, lp"):
        write(PROBLEM, tmp_path / "a.xyz")


def test_the_sense_of_the_source_is_written() -> None:
    assert "OBJSENSE\n    MAX\n" in mps_text(PROBLEM)
    assert "    y obj 2\n" in mps_text(PROBLEM)
    assert lp_text(PROBLEM).startswith("Maximize\n obj:\n  + 1 x + 2 y\n")


def test_names_that_a_format_cannot_hold_are_replaced_with_a_warning() -> None:
    problem = Milp.from_arrays([1, 1], [[1, 1]], 1, variable_names=["x y", "z"], row_names=["3"])
    with pytest.warns(ReadWarning, match="cannot hold 'x y'"):
        text = mps_text(problem)
    assert read_mps(text.encode(), "f").variable_names == ("x0", "x1")
    with pytest.warns(ReadWarning) as caught:
        text = lp_text(problem)
    assert len(caught) == 2
    assert read_lp(text.encode(), "f").row_names == ("r0",)


def test_crossed_sides_are_no_mps() -> None:
    problem = Milp.from_arrays([1], [[1]], 3, 2)
    with pytest.raises(InstanceError, match="row r0 has the sides"):
        mps_text(problem)
    assert (
        differences(
            read_lp(lp_text(problem).encode(), "f"), problem, ("variable_names", "row_names")
        )
        == []
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 10), "0.1"),
        (Fraction(3), "3"),
        (Fraction(-10), "-10"),
        (Fraction(10**15) + Fraction(1, 10**6), "1000000000000000.000001"),
        (Fraction(-1, 10**25) - 1, "-1.0000000000000000000000001"),
        (
            Fraction(1, 2**60) + 100,
            "100.000000000000000000867361737988403547205962240695953369140625",
        ),
    ],
)
def test_fractions_as_decimals(value: Fraction, text: str) -> None:
    assert decimal_text(value) == text


def test_fractions_without_a_decimal_are_refused() -> None:
    with pytest.raises(InstanceError, match="1/3 has no finite decimal"):
        decimal_text(Fraction(1, 3))


def test_atomic_writing_replaces_and_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_atomic(path, "one")
    path.chmod(0o600)
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600


def test_atomic_writing_goes_through_what_is_no_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_atomic(pipe, "through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert pipe.is_fifo()
    link = tmp_path / "null"
    link.symlink_to(os.devnull)
    write_atomic(link, "through")
    assert link.is_char_device()


def test_atomic_writing_replaces_what_a_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    link, file = tmp_path / "link", tmp_path / "folder" / "file"
    link.symlink_to(file)
    for text in ("new", "replaced"):
        write_atomic(link, text)
        assert link.is_symlink()
        assert file.read_text() == text


def test_atomic_writing_to_a_descriptor_goes_on_where_it_is(tmp_path: Path) -> None:
    with open(tmp_path / "a", "wb", buffering=0) as stream:
        stream.write(b"one ")
        write_atomic(f"/dev/fd/{stream.fileno()}", "two ")
        stream.write(b"three")
    assert (tmp_path / "a").read_text() == "one two three"


def test_atomic_writing_fails_in_one_line_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "none" / "a", tmp_path / "folder", tmp_path / "folder" / "a\0b"):
        with pytest.raises(CooptError) as caught:
            write_atomic(path, "text")
        assert str(caught.value).isprintable()
    path = tmp_path / "a"
    write_atomic(path, "before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CooptError, match="no space left on device"):
        write_atomic(path, "after")
    assert path.read_text() == "before"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a", "folder"]


def test_empty_rows_and_columns_are_kept() -> None:
    problem = Milp.from_arrays(np.zeros(2), np.zeros((2, 2)), [-math.inf, 1], [math.inf, math.inf])
    names = ("variable_names", "row_names")
    assert differences(read_mps(mps_text(problem).encode(), "f"), problem, names) == []
    assert differences(read_lp(lp_text(problem).encode(), "f"), problem, names) == []
