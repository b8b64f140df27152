"""Which files a bench runs on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import click

_MODEL = re.compile(r".*\.(mps|lp)(\.(gz|bz2|xz|zst))?$", re.IGNORECASE)


def bench_files(paths: Iterable[str]) -> list[str]:
    """List the files named, and the models in the folders named, each once, in order."""
    found: dict[str, None] = {}
    for text in paths:
        path = Path(text)
        if not path.exists():
            raise click.UsageError(f"{text}: there is no such file or folder")
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        models = [p for p in inside if p == path or (p.is_file() and _MODEL.match(p.name))]
        found |= dict.fromkeys(str(model) for model in models)
    if not found:
        raise click.UsageError("there is no .mps or .lp file in the folders given")
    return list(found)
