"""The shared routing sets: every instance is read, every solution costs what it should."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from coopt.check.candidate import certify
from coopt.problem import Cvrp
from coopt.read.instance import format_of_content, read
from coopt.read.solution import read_solution
from tests.read.corpora import DATA, rows_of

ROUTING = DATA / "routing"
PLACES = {"TSP": "tsp/{}.tsp", "ATSP": "atsp/{}.atsp", "CVRP": "cvrp/{}.vrp", "OP": "op/{}.oplib"}
ROWS = [row for row in rows_of("routing/bks.csv") if row["problem"] in PLACES]
# Where a solution's own statement, or the solution itself, is known to be another value.
OTHER_VALUES = {"X-n801-k40": (73311, 73311), "rat783-gen3-50": (26762, 26797)}


def instance_of(row: dict[str, str]) -> Path:
    return ROUTING / PLACES[row["problem"]].format(row["name"])


def solution_of(row: dict[str, str]) -> Path:
    suffix = ".opt.tour" if row["problem"] == "TSP" else ".sol"
    return instance_of(row).with_suffix(suffix)


def test_the_sets_are_complete() -> None:
    if ROWS:
        assert len(ROWS) == 105


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_instances_are_read(row: dict[str, str]) -> None:
    path = instance_of(row)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        problem = read(path)
    assert problem.n == int(row["n"]) + isinstance(problem, Cvrp)
    assert problem.distances.integral
    assert format_of_content(path.read_bytes()) in ("tsp", "vrp", "oplib")


SOLVED = [row for row in ROWS if solution_of(row).is_file()]


@pytest.mark.parametrize("row", SOLVED, ids=[row["name"] for row in SOLVED])
def test_solutions_are_worth_their_value(row: dict[str, str]) -> None:
    problem = read(instance_of(row))
    found = read_solution(solution_of(row), problem)
    certificate = certify(problem, found.x)
    best = int(row["best_known"])
    value, stated = OTHER_VALUES.get(row["name"], (best, best))
    assert certificate.verified == "exact"
    assert certificate.objective == value
    assert found.objective == (None if row["problem"] == "TSP" else stated)
