"""A small random problem of each kind but mixed-integer ones, by type, from a seed."""

from collections.abc import Callable
from typing import Any

import numpy as np

from coopt.problem import (
    Cvrp,
    Distances,
    IndependentSet,
    Knapsack,
    MultiTsp,
    Orienteering,
    PrizeCollecting,
    Tsp,
)

N = 24


def _places(rng: np.random.Generator) -> Distances:
    return Distances("EUC_2D", rng.integers(0, 100, (N, 2)).astype(float))


def _amounts(rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.append(0.0, rng.integers(1, 10, N - 1).astype(float))


def _set(rng: np.random.Generator) -> IndependentSet:
    pairs = np.argwhere(np.triu(rng.random((N, N)) < 0.2, 1))
    return IndependentSet.from_edges(N, pairs)


_MAKERS: dict[type, Callable[[np.random.Generator], Any]] = {
    Tsp: lambda rng: Tsp(_places(rng)),
    Cvrp: lambda rng: Cvrp(_places(rng), _amounts(rng), 40.0),
    Orienteering: lambda rng: Orienteering(_places(rng), _amounts(rng), 200.0),
    PrizeCollecting: lambda rng: PrizeCollecting(
        _places(rng), _amounts(rng), 5.0 * _amounts(rng), 50.0
    ),
    MultiTsp: lambda rng: MultiTsp(_places(rng), 3),
    Knapsack: lambda rng: Knapsack(_amounts(rng), _amounts(rng), 50.0),
    IndependentSet: _set,
}

TINY: dict[type, Callable[[int], Any]] = {
    kind: lambda seed, make=make: make(np.random.default_rng(seed))  # type: ignore[misc]
    for kind, make in _MAKERS.items()
}
