from __future__ import annotations

import dataclasses
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopt.errors import InstanceError
from coopt.generate import GENERATORS, generate
from coopt.read import read, read_dag
from coopt.read.instance import FORMATS as READABLE
from coopt.write import write
from coopt.write.instance import FORMATS
from tests.read.problems import content

SMALL = {"nodes": 8, "customers": 8, "items": 8, "n_low": 8, "n_high": 8}


def drawn(name: str) -> Any:
    defaults = GENERATORS[name].defaults
    parameters: dict[str, Any] = {key: value for key, value in SMALL.items() if key in defaults}
    return generate(name, 5, **parameters)


@pytest.mark.parametrize("name", GENERATORS)
@pytest.mark.parametrize("format", FORMATS)
def test_what_a_format_states_is_read_back_and_the_rest_refused(
    name: str, format: str, tmp_path: Path
) -> None:
    problem = drawn(name)
    path = tmp_path / f"{problem.name}{READABLE[format].suffixes[0]}.gz"
    if type(problem).__name__ not in FORMATS[format].kinds:
        with pytest.raises(
            InstanceError, match=rf"cannot state problems of type \w+; .*\b{others(problem)}\b"
        ):
            write(problem, path)
        assert not path.exists()
        return
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write(problem, path)
        again = read(path) if format != "csv" else read_again(problem, path)
    if type(problem).__name__ == "Milp":
        assert content(again.c) == content(problem.c)
    else:
        assert content(again) == content(dataclasses.replace(problem, name=again.name))


def read_again(problem: Any, path: Path) -> Any:
    """Read data with what a table does not state: the score, and that the data are kept."""
    again = read_dag(path, score=problem.score)
    assert again.names == tuple(f"x{j + 1}" for j in range(problem.n))
    np.testing.assert_allclose(again.gram, problem.gram, rtol=1e-12, atol=1e-12)
    return dataclasses.replace(again, names=(), gram=problem.gram, data=problem.data)


def others(problem: Any) -> str:
    kind = type(problem).__name__
    return next(key for key, writer in FORMATS.items() if kind in writer.kinds)
