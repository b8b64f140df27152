from __future__ import annotations

import dataclasses
import inspect
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from coopt.errors import OptionError
from coopt.generate import GENERATORS, generate

SMALL: dict[str, dict[str, Any]] = {
    "set_cover": {"rows": 20, "columns": 30, "density": 0.1},
    "knapsack": {"items": 12, "dimensions": 3},
    "facility_location": {"customers": 6, "facilities": 4},
    "independent_set": {"nodes": 15, "edge_probability": 0.2},
    "combinatorial_auction": {"items": 10, "bids": 20},
    "tsp_uniform": {"nodes": 9},
    "tsp_clustered": {"nodes": 9},
    "atsp_tmat": {"nodes": 9},
    "cvrp_uniform": {"customers": 9},
    "cvrp_x": {"customers": 9},
    "op_distance": {"customers": 9},
    "pctsp_uniform": {"customers": 9, "stochastic": True},
    "mtsp_uniform": {"customers": 9, "salesmen": 2},
    "knapsack_uniform": {"items": 9},
    "knapsack_classes": {"items": 9},
    "mis_er": {"n_low": 8, "n_high": 12, "edge_probability": 0.3},
    "dag_linear": {"nodes": 5, "samples": 20, "standardise": True},
    "dag_mlp": {"nodes": 5, "samples": 20, "graph": "sf"},
}
MODELS = tuple(GENERATORS)[:5]


def fields(problem: Any) -> Any:
    """Return the whole content of a problem as something that can be compared."""
    if isinstance(problem, np.ndarray):
        return problem.tolist()
    if not dataclasses.is_dataclass(problem):
        return problem
    return [fields(getattr(problem, field.name)) for field in dataclasses.fields(problem)]


@pytest.mark.parametrize("name", GENERATORS)
def test_the_same_seed_gives_the_same_instance_and_another_another(name: str) -> None:
    first, again, other = (generate(name, seed, **SMALL[name]) for seed in (3, 3, 4))
    assert fields(first) == fields(again)
    assert fields(first) != fields(other)


@pytest.mark.parametrize("name", MODELS)
def test_instances_have_distinct_names_and_no_duplicate_entries(name: str) -> None:
    problem = generate(name, 1, **SMALL[name])
    m, n = problem.a.shape
    assert len(set(problem.variable_names)) == n
    assert len(set(problem.row_names)) == m
    for i in range(m):
        row = problem.a.indices[problem.a.indptr[i] : problem.a.indptr[i + 1]]
        assert np.all(np.diff(row) > 0)


@pytest.mark.parametrize("name", GENERATORS)
def test_defaults_are_the_parameters_of_the_function(name: str) -> None:
    module, _, function = GENERATORS[name].function.partition(":")
    known = inspect.signature(getattr(import_module(module), function)).parameters
    assert set(GENERATORS[name].defaults) == set(known) - {"rng"}


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("tsp", {}, "generator 'tsp' is unknown"),
        ("knapsack", {"item": 3}, "no parameter 'item'"),
        ("knapsack", {"items": 0}, "at least 1"),
        ("knapsack", {"items": 2.5}, "items is 2.5, expected a whole number"),
        ("knapsack", {"items": "many"}, "items is 'many'"),
        ("knapsack", {"correlation": "odd"}, "'odd' is unknown"),
        ("knapsack", {"tightness": 0.0}, "tightness"),
        ("set_cover", {"density": 1.5}, "density is 1.5"),
        ("set_cover", {"rows": 0}, "at least 1 row"),
        ("set_cover", {"density": float("nan")}, "density"),
        ("facility_location", {"ratio": 0.5}, "at least 1"),
        ("facility_location", {"customers": 0}, "at least 1"),
        ("independent_set", {"nodes": -1}, "at least 1 node"),
        ("independent_set", {"edge_probability": 2.0}, r"in \[0, 1\]"),
        ("combinatorial_auction", {"bids": 0}, "at least 1"),
        ("tsp_uniform", {"nodes": 0}, "nodes is 0"),
        ("tsp_uniform", {"scale": -1.0}, "scale is -1"),
        ("tsp_clustered", {"deviation": float("nan")}, "deviation"),
        ("atsp_tmat", {"nodes": 20_001}, "at most 20000 nodes"),
        ("cvrp_uniform", {"capacity": 8}, "capacity is 8"),
        ("cvrp_uniform", {"open_routes": "maybe"}, "expected true or false"),
        ("cvrp_x", {"demands": "odd"}, "demands 'odd' is unknown"),
        ("cvrp_x", {"route_size": 0.5}, "route_size"),
        ("op_distance", {"budget": -1}, "budget"),
        ("pctsp_uniform", {"length": float("inf")}, "length"),
        ("mtsp_uniform", {"salesmen": 0}, "salesmen is 0"),
        ("knapsack_uniform", {"capacity": -1}, "capacity"),
        ("knapsack_classes", {"correlation": "odd"}, "'odd' is unknown"),
        ("mis_er", {"n_low": 5, "n_high": 4}, "n_high is 4, expected at least 5"),
        ("mis_er", {"edge_probability": 1.5}, r"in \[0, 1\]"),
        ("dag_linear", {"graph": "ba"}, "graph 'ba' is unknown"),
        ("dag_linear", {"samples": 1}, "samples is 1"),
        ("dag_mlp", {"degree": -1}, "degree is -1"),
        ("dag_mlp", {"units": 0}, "units is 0"),
    ],
)
def test_bad_parameters_are_refused(name: str, parameters: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        generate(name, 0, **parameters)


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(OptionError, match="seed is -1"):
        generate("knapsack", -1)


def test_texts_are_converted() -> None:
    assert generate("knapsack", 1, items="7").a.shape == (1, 7)
    assert generate("cvrp_uniform", 1, open_routes="true").open_routes
    assert not generate("cvrp_uniform", 1, open_routes="no").open_routes


@pytest.mark.parametrize("name", [name for name in GENERATORS if name not in MODELS])
def test_the_smallest_instances_can_be_drawn(name: str) -> None:
    sizes = ("nodes", "customers", "items", "n_low", "n_high")
    smallest = {key: 1 for key in GENERATORS[name].defaults if key in sizes}
    assert generate(name, 0, **smallest).n in (1, 2)
