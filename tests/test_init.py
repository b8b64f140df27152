from __future__ import annotations

import subprocess
import sys

import pytest

import coopt


@pytest.mark.parametrize("name", coopt.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(coopt, name) is not None
    assert name in dir(coopt)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'slove'"):
        coopt.slove  # type: ignore[attr-defined]


@pytest.mark.parametrize("first", ["import coopt.solve, coopt.read.mps", "coopt.solve, coopt.read"])
def test_read_and_solve_can_be_called_whoever_imported_their_modules(first: str) -> None:
    code = (
        f"import coopt; {first}; "
        "p = coopt.Milp.from_arrays([1.0], upper=2, integrality=1, lower=0.5); "
        "print(coopt.solve(p).objective); "
        "import pytest; pytest.raises(coopt.InstanceError, coopt.read, 'no-such-file.mps')"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout == "1.0\n", run.stderr
