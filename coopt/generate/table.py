"""The generators by name, with the parameters they use unless told otherwise."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from coopt.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Generator:
    """Where a distribution is, as ``"module:function"``, and its default parameters."""

    function: str
    defaults: Mapping[str, Any]


GENERATORS: dict[str, Generator] = {
    "set_cover": Generator(
        "coopt.generate.set_cover:set_cover",
        {"rows": 500, "columns": 1000, "density": 0.05, "max_cost": 100},
    ),
    "knapsack": Generator(
        "coopt.generate.knapsack:knapsack",
        {
            "items": 100,
            "dimensions": 1,
            "tightness": 0.5,
            "correlation": "weak",
            "largest": 1000,
        },
    ),
    "facility_location": Generator(
        "coopt.generate.facility_location:facility_location",
        {"customers": 100, "facilities": 100, "ratio": 5.0},
    ),
    "independent_set": Generator(
        "coopt.generate.independent_set:independent_set",
        {"nodes": 200, "edge_probability": 0.05},
    ),
    "combinatorial_auction": Generator(
        "coopt.generate.combinatorial_auction:combinatorial_auction",
        {"items": 100, "bids": 500},
    ),
    "tsp_uniform": Generator(
        "coopt.generate.tsp_uniform:tsp_uniform", {"nodes": 100, "scale": 0.0}
    ),
    "tsp_clustered": Generator(
        "coopt.generate.tsp_clustered:tsp_clustered",
        {"nodes": 1000, "clusters": 0, "deviation": 0.0, "scale": 0.0},
    ),
    "atsp_tmat": Generator(
        "coopt.generate.atsp_tmat:atsp_tmat", {"nodes": 100, "largest": 1_000_000}
    ),
    "cvrp_uniform": Generator(
        "coopt.generate.cvrp_uniform:cvrp_uniform",
        {"customers": 100, "capacity": 0, "open_routes": False, "scale": 0.0},
    ),
    "cvrp_x": Generator(
        "coopt.generate.cvrp_x:cvrp_x",
        {
            "customers": 100,
            "depot": "random",
            "positions": "half",
            "demands": "1-100",
            "route_size": 0.0,
        },
    ),
    "op_distance": Generator(
        "coopt.generate.op_distance:op_distance",
        {"customers": 100, "budget": 4.0, "scale": 0.0},
    ),
    "pctsp_uniform": Generator(
        "coopt.generate.pctsp_uniform:pctsp_uniform",
        {"customers": 100, "length": 0.0, "stochastic": False},
    ),
    "mtsp_uniform": Generator(
        "coopt.generate.mtsp_uniform:mtsp_uniform", {"customers": 100, "salesmen": 5}
    ),
    "knapsack_uniform": Generator(
        "coopt.generate.knapsack_uniform:knapsack_uniform", {"items": 200, "capacity": 25.0}
    ),
    "knapsack_classes": Generator(
        "coopt.generate.knapsack_classes:knapsack_classes",
        {"items": 100, "correlation": "strong", "largest": 1000, "tightness": 0.5},
    ),
    "mis_er": Generator(
        "coopt.generate.mis_er:mis_er", {"n_low": 700, "n_high": 800, "edge_probability": 0.15}
    ),
    "dag_linear": Generator(
        "coopt.generate.dag_linear:dag_linear",
        {"nodes": 20, "degree": 2, "graph": "er", "samples": 1000, "standardise": False},
    ),
    "dag_mlp": Generator(
        "coopt.generate.dag_mlp:dag_mlp",
        {"nodes": 10, "degree": 2, "graph": "er", "samples": 1000, "units": 100},
    ),
}

TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def generate(name: str, seed: int, **parameters: Any) -> Any:
    """Draw an instance.

    Parameters
    ----------
    name : str
        A key of ``GENERATORS``.
    seed : int
        Seed of the random numbers, at least 0: the same seed and parameters give the same
        instance.
    **parameters
        Parameters of that generator, in place of its defaults; a text such as ``"0.1"`` is
        converted to the type of the default.

    Returns
    -------
    Problem
        The instance: a `Milp` or another problem of `coopt.problem`.

    Raises
    ------
    OptionError
        If the name, a parameter or its value is not known there.
    """
    if name not in GENERATORS:
        raise OptionError(f"generator {name!r} is unknown (known: {', '.join(GENERATORS)})")
    if seed < 0:
        raise OptionError(f"the seed is {seed}, expected a whole number of at least 0")
    entry = GENERATORS[name]
    chosen = dict(entry.defaults)
    for key, value in parameters.items():
        if key not in chosen:
            known = ", ".join(chosen)
            raise OptionError(f"{name} has no parameter {key!r} (it has: {known})")
        chosen[key] = _converted(key, value, type(chosen[key]))
    module, _, function = entry.function.partition(":")
    return getattr(import_module(module), function)(rng=np.random.default_rng(seed), **chosen)


def _converted(key: str, value: Any, kind: type) -> Any:
    """Convert a value to the type of the default, without losing a part of it."""
    try:
        converted = TRUTH.get(str(value).lower()) if kind is bool else kind(value)
    except (TypeError, ValueError, OverflowError):
        converted = None
    if converted is None or (not isinstance(value, str) and converted != value):
        word = {int: "a whole number", float: "a number", bool: "true or false"}.get(kind, "a word")
        raise OptionError(f"{key} is {value!r}, expected {word}")
    return converted


def describe(name: str) -> str:
    """Return the first line of a generator's documentation, for listings."""
    module, _, function = GENERATORS[name].function.partition(":")
    text = inspect.getdoc(getattr(import_module(module), function)) or ""
    return text.partition("\n")[0]
