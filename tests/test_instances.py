"""The small models on the shelf: all catalogued, all readable, some solved by enumeration."""

from __future__ import annotations

import csv
from fractions import Fraction

import pytest

from coopt.problem.milp import Milp
from coopt.read import read
from coopt.shelf import shelf
from tests.differential.brute_force import brute_force

FOLDER = shelf("instances") / "mip"


def catalogue() -> list[dict[str, str]]:
    with (FOLDER / "catalogue.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_model_is_catalogued_once() -> None:
    files = [row["file"] for row in catalogue()]
    assert len(files) == len(set(files))
    assert set(files) | {"catalogue.csv"} == {path.name for path in FOLDER.iterdir()}


@pytest.mark.parametrize("row", catalogue(), ids=lambda row: row["name"])
def test_a_model_is_read_with_the_sense_of_the_catalogue(row: dict[str, str]) -> None:
    problem = read(FOLDER / row["file"])
    assert isinstance(problem, Milp)
    assert problem.maximise == (row["sense"] == "maximise")
    assert row["status"] in ("optimal", "infeasible", "unbounded")
    assert bool(row["objective"]) == (row["status"] == "optimal")


@pytest.mark.parametrize("name", ["production", "fractional_bounds", "tiny_coefficient"])
def test_enumeration_confirms_the_catalogue(name: str) -> None:
    row = next(row for row in catalogue() if row["name"] == name)
    status, value = brute_force(read(FOLDER / row["file"]))
    assert (status, value) == (row["status"], Fraction(row["objective"]))
