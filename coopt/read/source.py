"""Open an instance: a path or ``-``, plain or compressed, with a limit on its unpacked size."""

from __future__ import annotations

import bz2
import lzma
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from coopt.errors import InstanceError
from coopt.read.wording import printable

SIZE_LIMIT = 4 * 1024**3
RATIO_LIMIT = 1000
# A small file may unpack to this much whatever its ratio.
RATIO_FREE = 16 * 1024**2
CHUNK = 1024**2
ZSTD_BITE = 1024

COMPRESSED_SUFFIXES = (".gz", ".bz2", ".xz", ".lzma", ".zst", ".z")

REFUSED_MAGIC = {
    b"PK\x03\x04": "a ZIP archive; unpack it first",
    b"\xff\xfe": "UTF-16 text; save it as UTF-8",
    b"\xfe\xff": "UTF-16 text; save it as UTF-8",
    b"\x1f\x9d": "a .Z file; unpack it first",
    b"7z\xbc\xaf": "a 7z archive; unpack it first",
    b"Rar!": "a RAR archive; unpack it first",
    b"%PDF": "a PDF document",
    b"version https://git-lfs": "a git-lfs pointer; fetch the file it stands for",
}
ALLOWED = bytes([9, 10, 13, *range(32, 127), *range(128, 256)])


def read_bytes(
    path: str,
    *,
    size_limit: int = SIZE_LIMIT,
    ratio_limit: int = RATIO_LIMIT,
    expected: str = "an instance",
    xml: bool = False,
) -> bytes:
    """Read a file, or standard input for ``-``, and unpack it by its first bytes.

    Parameters
    ----------
    path : str
        File name, or ``-``.
    size_limit : int
        Most bytes the unpacked content may have.
    ratio_limit : int
        Most unpacked bytes per packed byte, beyond the first 16 MiB.
    expected : str
        What the file should hold, for errors.
    xml : bool
        Whether it may be XML.

    Returns
    -------
    bytes
        The content, unpacked, without a UTF-8 byte order mark.

    Raises
    ------
    InstanceError
        If the file cannot be read, is empty, is cut or damaged, or unpacks to too much.
    """
    where = source_name(path)
    data = unpack(_raw(path), where, size_limit, ratio_limit).removeprefix(b"\xef\xbb\xbf")
    if not data.strip():
        raise InstanceError(f"{where}: the file is empty, {expected} was expected")
    _refuse_other_kinds(data, where, expected, xml)
    return data


def source_name(path: str) -> str:
    """Return the path as messages show it."""
    return "<stdin>" if path == "-" else printable(path)


def _raw(path: str) -> bytes:
    where = source_name(path)
    if "\0" in path:
        raise InstanceError(f"{where}: a file name cannot hold a NUL character")
    try:
        if path == "-":
            return _standard_input()
        if Path(path).is_dir():
            raise InstanceError(f"{where}: is a directory, a file was expected")
        return Path(path).read_bytes()
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise InstanceError(f"{where}: {reason}") from None


def _standard_input() -> bytes:
    # Python has no stream there if the descriptor was closed when it began.
    if sys.stdin is None:
        raise InstanceError(f"{source_name('-')}: standard input is closed")
    return sys.stdin.buffer.read()


def _refuse_other_kinds(data: bytes, where: str, expected: str, xml: bool) -> None:
    for magic, kind in REFUSED_MAGIC.items():
        if data.startswith(magic):
            raise InstanceError(f"{where}: this is {kind}")
    head = data[:512].lstrip().lower()
    if head.startswith((b"<!doctype", b"<html")) or (head.startswith(b"<?xml") and not xml):
        raise InstanceError(f"{where}:1: this is an HTML or XML page, not {expected}")


def decode(data: bytes, where: str) -> str:
    r"""Decode UTF-8 text and end every line with ``\n``; refuse control characters.

    Raises
    ------
    InstanceError
        If a byte is no text; the message names its line.
    """
    if data.translate(None, ALLOWED):
        found = re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data)
        position = found.start() if found else 0
        raise _bad_byte(data, position, where, "a control character: this is not a text file")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _bad_byte(data, error.start, where, "not UTF-8 text") from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _bad_byte(data: bytes, position: int, where: str, what: str) -> InstanceError:
    line = data.count(b"\n", 0, position) + 1
    return InstanceError(f"{where}:{line}: byte 0x{data[position]:02x} is {what}")


def unpack(data: bytes, where: str, size_limit: int, ratio_limit: int) -> bytes:
    """Unpack gzip, bzip2, xz or zstandard content, one member after another."""
    for magic, (name, members) in UNPACKERS.items():
        if data.startswith(magic):
            allowed = min(size_limit, max(RATIO_FREE, ratio_limit * len(data)))
            return _limited(members(data), where, name, allowed)
    return data


def _limited(pieces: Iterator[bytes], where: str, name: str, allowed: int) -> bytes:
    parts, size = [], 0
    try:
        for piece in pieces:
            size += len(piece)
            if size > allowed:
                raise InstanceError(
                    f"{where}: the {name} stream unpacks to more than {allowed} bytes: refused"
                )
            parts.append(piece)
    except EOFError:
        raise InstanceError(f"{where}: the {name} stream is truncated") from None
    except (OSError, ValueError, zlib.error, lzma.LZMAError) as error:
        reason = printable(str(error)) or "damaged"
        raise InstanceError(f"{where}: the {name} stream is damaged: {reason}") from None
    return b"".join(parts)


def _gzip_members(data: bytes) -> Iterator[bytes]:
    rest = data
    while rest:
        if not rest.startswith(b"\x1f\x8b"):
            if rest.strip(b"\0"):
                raise ValueError("other bytes follow its end")
            return
        stream = zlib.decompressobj(31)
        yield stream.decompress(rest, CHUNK)
        while not stream.eof and stream.unconsumed_tail:
            yield stream.decompress(stream.unconsumed_tail, CHUNK)
        if not stream.eof:
            raise EOFError
        rest = stream.unused_data


def _members(data: bytes, new_stream: Callable[[], Any]) -> Iterator[bytes]:
    """Unpack members with the interface that bz2 and lzma share."""
    rest = data
    while rest:
        stream = new_stream()
        yield stream.decompress(rest, CHUNK)
        while not stream.eof and not stream.needs_input:
            yield stream.decompress(b"", CHUNK)
        if not stream.eof:
            raise EOFError
        rest = stream.unused_data


def _zstd_members(data: bytes) -> Iterator[bytes]:
    import zstandard

    start = 0
    while start < len(data):
        stream = zstandard.ZstdDecompressor().decompressobj()
        try:
            while not stream.eof:
                if start >= len(data):
                    raise EOFError
                # Fed in small bites: this stream has no limit on what one call returns.
                yield stream.decompress(data[start : start + ZSTD_BITE])
                start += ZSTD_BITE
        except zstandard.ZstdError as error:
            raise ValueError(str(error)) from None
        start = min(start, len(data)) - len(stream.unused_data)


UNPACKERS: dict[bytes, tuple[str, Callable[[bytes], Iterator[bytes]]]] = {
    b"\x1f\x8b": ("gzip", _gzip_members),
    b"BZh": ("bzip2", lambda data: _members(data, bz2.BZ2Decompressor)),
    b"\xfd7zXZ\x00": ("xz", lambda data: _members(data, lzma.LZMADecompressor)),
    b"\x28\xb5\x2f\xfd": ("zstandard", _zstd_members),
}
