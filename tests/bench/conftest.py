from __future__ import annotations

from collections.abc import Callable

import pytest

from coopt.bench.run import BenchRun


@pytest.fixture
def make_run() -> Callable[..., BenchRun]:
    """Build a run with a limit of ten seconds; keywords replace what it says."""

    def make(**given: object) -> BenchRun:
        facts: dict[str, object] = {
            "instance": "a",
            "file": "a.mps",
            "method": "scip",
            "settings": {"time_limit": 10.0, "gap": 1e-6},
            "status": "feasible",
            "time_s": 10.0,
        }
        return BenchRun(**{**facts, **given})  # type: ignore[arg-type]

    return make
