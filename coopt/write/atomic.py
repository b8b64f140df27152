"""Write a file so that it is there complete or, after any failure, as it was before."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

from coopt.errors import CooptError
from coopt.read.wording import printable

# Names of open descriptors: what they lead to may be a file that another program holds, too.
_STANDARD = {"/dev/stdout": 1, "/dev/stderr": 2}
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d+)")


def write_atomic(path: str | os.PathLike[str], content: str | bytes) -> None:
    """Replace a file in one step: write beside it, flush to the disk, rename.

    Devices, pipes and descriptors (``/dev/stdout``) are written to as they are; of a symbolic
    link the file that it leads to is replaced.

    Parameters
    ----------
    path : str or path
        The file to create or replace.
    content : str or bytes
        What it shall hold; text is written as UTF-8.

    Raises
    ------
    CooptError
        If the folder is missing, the disk is full, or writing is forbidden; the file is then
        as it was.
    """
    target = Path(os.fspath(path))
    data = content.encode() if isinstance(content, str) else content
    try:
        _write(target, data)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CooptError(
            f"{printable(str(target))}: cannot be written: {printable(reason).lower()}"
        ) from None


def _write(target: Path, data: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError(21, "is a directory")
    if (descriptor := _descriptor(target)) is not None:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        return _write_through(os.dup(descriptor), data)
    if target.exists() and not target.is_file():
        return _write_through(target, data)
    return _replace(Path(os.path.realpath(target)), data)


def _descriptor(target: Path) -> int | None:
    """Return the number of the open descriptor that a path stands for."""
    found = _DESCRIPTOR.fullmatch(str(target))
    return int(found[1]) if found else _STANDARD.get(str(target))


def _write_through(target: Path | int, data: bytes) -> None:
    with open(target, "wb") as stream:
        stream.write(data)


def _replace(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, _mode(target))
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
    _sync_folder(target.parent)


def _mode(target: Path) -> int:
    """Return the mode of the file that is replaced, or the one that a new file would get."""
    try:
        return target.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Flush the rename itself; some systems cannot, and lose nothing but time after a crash."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
