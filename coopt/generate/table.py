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
}


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
        The instance, for the present generators a Milp.

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
        converted = kind(value)
    except (TypeError, ValueError, OverflowError):
        converted = None
    if converted is None or (not isinstance(value, str) and converted != value):
        word = {int: "a whole number", float: "a number"}.get(kind, "a word")
        raise OptionError(f"{key} is {value!r}, expected {word}")
    return converted


def describe(name: str) -> str:
    """Return the first line of a generator's documentation, for listings."""
    module, _, function = GENERATORS[name].function.partition(":")
    text = inspect.getdoc(getattr(import_module(module), function)) or ""
    return text.partition("\n")[0]
