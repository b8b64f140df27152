"""Weights of policies as files: checked before anything is made of them; nothing is executed."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.errors import PolicyError
from coopt.read.wording import printable
from coopt.write.atomic import write_atomic

LARGEST_FILE = 8 * 2**20
LARGEST_HEADER = 2**20
_STATED = re.compile(r"^\| weights \|.*\bsha256 (\S+) \|$", re.MULTILINE)
Weights = dict[str, NDArray[Any]]
Shapes = Mapping[str, tuple[int, ...]]


def load_weights(path: str | os.PathLike[str], expected: Shapes) -> Weights:
    """Read weights whose names and shapes are known.

    Parameters
    ----------
    path : str or path
        A safetensors file of at most 8 MB.
    expected : mapping
        Shape by name: exactly these arrays must be in the file.

    Returns
    -------
    dict
        Arrays of float32 by name.

    Raises
    ------
    PolicyError
        If the file is anything else, or a number is not finite; one line.
    """
    where = printable(os.fspath(path))
    found = _parsed(where, _content(Path(path), where))
    missing, unknown = expected.keys() - found.keys(), found.keys() - expected.keys()
    if missing or unknown:
        said = f"lacks {min(missing)!r}" if missing else f"has {printable(min(unknown))!r} too many"
        raise PolicyError(f"{where}: {said}; expected {len(expected)} arrays of this network")
    return {name: _checked(where, name, found[name], expected[name]) for name in expected}


def save_weights(path: str | os.PathLike[str], weights: Mapping[str, NDArray[Any]]) -> None:
    """Write weights as float16, atomically.

    Raises
    ------
    PolicyError
        If they are more than 8 MB, or a number is not finite as float16.
    """
    from safetensors.numpy import save

    with np.errstate(over="ignore"):
        halves = {name: np.ascontiguousarray(w, dtype=np.float16) for name, w in weights.items()}
    for name, values in halves.items():
        if not np.isfinite(values).all():
            raise PolicyError(f"{path}: {name} is not finite in half precision")
    data = save(halves)
    if len(data) > LARGEST_FILE:
        raise PolicyError(f"{path}: {len(data)} bytes of weights, at most {LARGEST_FILE} are kept")
    write_atomic(path, data)


def check_card(weights: str | os.PathLike[str]) -> None:
    """Refuse weights of another hash than ``card.md`` beside them states; it may state none.

    Raises
    ------
    PolicyError
        If the hashes differ, or one of the two files cannot be read.
    """
    path = Path(weights)
    card = path.with_name("card.md")
    if not card.exists():
        return
    text = _content(card, printable(os.fspath(card))).decode("utf-8", "replace")
    stated = _STATED.search(text)
    where = printable(os.fspath(path))
    if stated and stated[1] != hashlib.sha256(_content(path, where)).hexdigest():
        raise PolicyError(f"{where}: not the weights whose sha256 {card.name} states: damaged")


def _content(path: Path, where: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise PolicyError(f"{where}: {size} bytes, a policy has at most {LARGEST_FILE}")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PolicyError(f"{where}: cannot be read: {printable(reason).lower()}") from None


def _parsed(where: str, data: bytes) -> Weights:
    header = int.from_bytes(data[:8], "little")
    if len(data) < 8 or header > min(LARGEST_HEADER, len(data) - 8):
        # What pickles and archives of them begin with is too large for the length of a header.
        if data[:1] == b"\x80" or data[:2] == b"PK":
            raise PolicyError(
                f"{where}: a pickle; policies are safetensors, nothing else is loaded"
            )
        raise PolicyError(
            f"{where}: no safetensors file: it announces a header of {header} bytes "
            f"and has {max(0, len(data) - 8)}"
        )
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        return load(data)
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        said = printable(str(error)).replace("\n", " ")
        raise PolicyError(f"{where}: no safetensors file: {said}") from None


def _checked(
    where: str, name: str, values: NDArray[Any], shape: tuple[int, ...]
) -> NDArray[np.float32]:
    if values.dtype not in (np.float16, np.float32):
        raise PolicyError(f"{where}: {name} is of {values.dtype}, expected float16 or float32")
    if values.shape != shape:
        raise PolicyError(f"{where}: {name} has shape {values.shape}, expected {shape}")
    if not np.isfinite(values).all():
        raise PolicyError(f"{where}: {name} has numbers that are not finite")
    return values.astype(np.float32)
