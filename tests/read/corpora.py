"""Where the shared sets of instances lie, if they are there."""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).parents[3] / "shared" / "data"


def rows_of(name: str) -> list[dict[str, str]]:
    path = DATA / name
    if not path.exists():
        return []
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))
