from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from coopt.errors import InstanceError
from coopt.read.source import decode, read_bytes

TEXT = b"NAME a\nROWS\n N o\n" * 20
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.compress,
}


@pytest.mark.parametrize("suffix", PACKERS)
def test_packed_files_are_known_by_their_first_bytes(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "no_suffix"
    path.write_bytes(PACKERS[suffix](TEXT) + PACKERS[suffix](b"more"))
    assert read_bytes(str(path)) == TEXT + b"more"


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("cut", [1, 5, 12, 20])
def test_cut_packed_files_are_refused(tmp_path: Path, suffix: str, cut: int) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(PACKERS[suffix](TEXT)[:-cut])
    with pytest.raises(InstanceError, match=r"truncated|damaged"):
        read_bytes(str(path))


@pytest.mark.parametrize("suffix", PACKERS)
def test_bombs_are_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(PACKERS[suffix](b" " * 3_000_000))
    with pytest.raises(InstanceError, match="more than 1000000 bytes"):
        read_bytes(str(path), size_limit=1_000_000)


def test_a_ratio_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"\0" * 80_000_000))
    with pytest.raises(InstanceError, match="unpacks to more than"):
        read_bytes(str(path))


def test_other_bytes_behind_gzip_are_refused_and_zeros_are_not(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(TEXT) + b"\0\0")
    assert read_bytes(str(path)) == TEXT
    path.write_bytes(gzip.compress(TEXT) + b"junk")
    with pytest.raises(InstanceError, match="damaged"):
        read_bytes(str(path))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"PK\x03\x04rest", "ZIP"),
        (TEXT.decode().encode("utf-16"), "UTF-16"),
        (b"<!DOCTYPE html>\n<html>", "HTML"),
        (b"version https://git-lfs.github.com/spec/v1\n", "git-lfs"),
    ],
)
def test_other_kinds_of_files_are_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.mps"
    path.write_bytes(content)
    with pytest.raises(InstanceError, match=message) as caught:
        read_bytes(str(path))
    assert "\n" not in str(caught.value)


def test_folders_and_missing_files_are_refused_in_one_line(tmp_path: Path) -> None:
    for name in (tmp_path, tmp_path / "none.mps", tmp_path / "a\nb", tmp_path / "a\0b"):
        with pytest.raises(InstanceError) as caught:
            read_bytes(str(name))
        assert str(caught.value).isprintable()


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + TEXT)))
    assert read_bytes("-") == TEXT


def test_a_closed_standard_input_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InstanceError, match=r"^<stdin>: standard input is closed$"):
        read_bytes("-")


def test_bytes_that_are_no_text_are_located() -> None:
    with pytest.raises(InstanceError, match=r"^f:3: byte 0x00"):
        decode(b"a\nb\nc\0", "f")
    with pytest.raises(InstanceError, match=r"^f:2: byte 0xfc is not UTF-8"):
        decode(b"a\nb\xfc", "f")
    assert decode(b"a\r\nb\rc", "f") == "a\nb\nc"
