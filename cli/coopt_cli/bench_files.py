"""Which files a bench runs on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

_BESIDE_MODELS = frozenset({"bks.csv"})


def bench_files(paths: Iterable[str]) -> list[str]:
    """List the files named, and the models in the folders named, each once, in order."""
    found: dict[str, None] = {}
    for text in paths:
        path = Path(text)
        if not path.exists():
            raise click.UsageError(f"{text}: there is no such file or folder")
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        models = [p for p in inside if p == path or (p.is_file() and _is_model(p.name))]
        found |= dict.fromkeys(str(model) for model in models)
    if not found:
        raise click.UsageError("there is no file of a known format in the folders given")
    return list(found)


def _is_model(name: str) -> bool:
    """Whether a file found in a folder is an instance by its suffix; tables are not taken."""
    from coopt.read.instance import format_of_suffix

    return format_of_suffix(name) not in (None, "csv", "json") and name not in _BESIDE_MODELS
