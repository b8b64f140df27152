from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Coopt = Callable[..., "subprocess.CompletedProcess[str]"]

# Of the weights 3, 4, 5 and values 4, 5, 7 within 8: 3 and 5 fit, worth 11.
KNAPSACK = """\
NAME pick
OBJSENSE
 MAX
ROWS
 N value
 L weight
COLUMNS
 M1 'MARKER' 'INTORG'
 a value 4 weight 3
 b value 5 weight 4
 c value 7 weight 5
 M2 'MARKER' 'INTEND'
RHS
 RHS weight 8
BOUNDS
 BV B a
 BV B b
 BV B c
ENDATA
"""


@pytest.fixture
def knapsack(tmp_path: Path) -> Path:
    path = tmp_path / "pick.mps"
    path.write_text(KNAPSACK)
    return path


@pytest.fixture
def coopt() -> Coopt:
    """Run the command in a process of its own."""

    def run(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "coopt_cli", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, input=stdin, timeout=120)

    return run
