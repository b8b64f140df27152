"""What holds for the tests as a whole."""

import sys

import pytest
from hypothesis import settings

# The same examples in every run: a failure is a failure for everybody.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")

ENGINES = ("highspy", "ortools", "pyscipopt")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse to run with an engine in this process: its children could not load another."""
    loaded = [name for name in ENGINES if name in sys.modules]
    if loaded:
        raise pytest.UsageError(
            f"a test module imports {', '.join(loaded)}: see tests/in_child.py for another way"
        )
