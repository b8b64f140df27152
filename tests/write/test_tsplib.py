"""What is written as TSPLIB reads back as the same problem, exactly."""

from __future__ import annotations

import warnings
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from coopt.errors import InstanceError
from coopt.problem import Cvrp, Distances, Orienteering, Tsp
from coopt.read.instance import read
from coopt.read.tsplib import read_tsplib
from coopt.write.instance import write
from coopt.write.tsplib import oplib_text, tsp_text, vrp_text
from tests.write.random_routing import cvrps, orienteerings, tsps


def differences(one: Any, other: Any) -> list[str]:
    """Name the fields that differ, those of the distances among them."""
    found = []
    for field in fields(one):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, Distances):
            found += differences(a, b)
        elif isinstance(a, np.ndarray):
            same = isinstance(b, np.ndarray) and a.dtype == b.dtype and np.array_equal(a, b)
            found += [] if same else [field.name]
        elif a != b:
            found.append(field.name)
    return found


def again(text: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return read_tsplib(text.encode(), "f")


@settings(max_examples=200, deadline=None)
@given(problem=tsps())
def test_tours(problem: Tsp) -> None:
    assert differences(problem, again(tsp_text(problem))) == []


@settings(max_examples=200, deadline=None)
@given(problem=cvrps())
def test_routes(problem: Cvrp) -> None:
    assert differences(problem, again(vrp_text(problem))) == []


@settings(max_examples=200, deadline=None)
@given(problem=orienteerings())
def test_prizes(problem: Orienteering) -> None:
    assert differences(problem, again(oplib_text(problem))) == []


@pytest.mark.parametrize("name", ["a.tsp", "a.atsp", "a.tsp.gz"])
def test_the_suffix_names_the_format(tmp_path: Path, name: str) -> None:
    problem = Tsp(Distances("EUC_2D", np.array([[0.0, 0.1], [1e-7, 2.0]])), "two")
    write(problem, tmp_path / name)
    assert differences(problem, read(tmp_path / name)) == []


def test_a_format_states_problems_of_its_type_only(tmp_path: Path) -> None:
    problem = Tsp(Distances("EUC_2D", np.zeros((2, 2))))
    with pytest.raises(
        InstanceError, match=r"format .vrp. cannot state problems of type Tsp; .*tsp"
    ):
        write(problem, tmp_path / "a.vrp")
    assert not list(tmp_path.iterdir())
