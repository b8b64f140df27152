"""A program that solves again and again loads the kernels once, and answers the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from coopt.rehearsal import SMALL

ROOT = Path(__file__).parents[1]
PROGRAM = """
import json, sys
import coopt
from coopt.generate import generate
from coopt.rehearsal import SMALL
kind = sys.argv[1]
name = next(name for k, (name, _) in SMALL.items() if k.__name__ == kind)
problem = generate(name, seed=1, **({"nodes": 300} if kind == "Tsp" else {}))
for k in range(4):
    result = coopt.solve(problem, methods=["ils"], threads=1, options={"ils.kicks": "300"})
    loaded = [part in sys.modules for part in ("numba", "coopt.methods.ils")]
    print(json.dumps([result.objective, result.verified is not None, loaded]))
"""


@pytest.mark.parametrize("kind", sorted(kind.__name__ for kind in SMALL))
def test_answers_do_not_depend_on_what_is_loaded(kind: str) -> None:
    program = [sys.executable, "-c", PROGRAM, kind]
    lines = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    told = [json.loads(line) for line in lines.splitlines()]
    assert len({objective for objective, _, _ in told}) == 1
    assert all(verified for _, verified, _ in told)
    assert [loaded for _, _, loaded in told][:3] == [[False, False], [True, False], [True, True]]
