"""Small text files that options name: parameters, best known values."""

from __future__ import annotations

from pathlib import Path

from coopt.errors import InstanceError


def read_text(path: str) -> str:
    """Read UTF-8 text, with or without a byte order mark.

    Raises
    ------
    InstanceError
        If the file cannot be read or is no text.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InstanceError(f"{path}: not UTF-8 text") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InstanceError(f"{path}: {reason.lower()}") from None
