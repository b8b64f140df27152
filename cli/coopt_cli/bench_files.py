"""Which files a bench runs on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopt.errors import InstanceError

if TYPE_CHECKING:
    from coopt.bench.reference import Reference

_BESIDE_MODELS = frozenset({"bks.csv"})


def bench_files(paths: Iterable[str]) -> list[str]:
    """List the files named, and the models in the folders named, each once, in order."""
    found: dict[str, None] = {}
    for text in paths:
        path = Path(text)
        if _numbered(text):
            found[text] = None
            continue
        if not path.exists():
            raise click.UsageError(f"{text}: there is no such file or folder")
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        models = [p for p in inside if p == path or (p.is_file() and _is_model(p.name))]
        found |= dict.fromkeys(name for model in models for name in _instances(str(model)))
    if not found:
        raise click.UsageError(
            f"there is no file of a known format in the folders given{_hint(paths)}"
        )
    return list(found)


def _hint(paths: Iterable[str]) -> str:
    """Name a text file of many instances in the folders: such a file is only taken by its name."""
    for path in sorted(file for text in paths for file in Path(text).rglob("*.txt")):
        if _instances(str(path)) != [str(path)]:
            return f"; {path} holds many instances: name the file, or one of them as {path}:K"
    return ""


def _numbered(text: str) -> bool:
    """Whether a name is ``FILE:K`` of a file that exists."""
    from coopt.read.instance import NUMBERED

    parts = NUMBERED.fullmatch(text)
    return parts is not None and not Path(text).exists() and Path(parts[1]).is_file()


def stored_references(files: Iterable[str]) -> dict[str, Reference]:
    """Return the values that files of many instances hold themselves."""
    from coopt.bench.reference import Reference, stem
    from coopt.read.instance import NUMBERED
    from coopt.read.uniform import read_instances

    whole = dict.fromkeys(m[1] for name in files if (m := NUMBERED.fullmatch(name)))
    return {
        stem(f"{path}:{k}"): Reference("best_known", known.objective)
        for path in whole
        for k, known in enumerate(read_instances(path), 1)
        if known.objective is not None
    }


def _instances(path: str) -> list[str]:
    """Name each instance of a text file that holds several, else the file."""
    from coopt.read.instance import format_of_content, format_of_suffix
    from coopt.read.source import read_bytes
    from coopt.read.uniform import read_instances

    try:
        if format_of_suffix(path) or format_of_content(read_bytes(path)) != "uniform":
            return [path]
        count = len(read_instances(path))
    except (InstanceError, OSError):
        return [path]  # its row will say what is wrong
    return [f"{path}:{k}" for k in range(1, count + 1)] if count > 1 else [path]


def _is_model(name: str) -> bool:
    """Whether a file found in a folder is an instance by its suffix; tables are not taken."""
    from coopt.read.instance import format_of_suffix

    return format_of_suffix(name) not in (None, "csv", "json") and name not in _BESIDE_MODELS
