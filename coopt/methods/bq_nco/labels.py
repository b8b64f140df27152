"""Random instances of the tasks with near-optimal solutions, made by the library's own searches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from coopt.bus.protocol import Options, Run
from coopt.check.candidate import evaluate
from coopt.errors import OptionError
from coopt.generate.atsp_tmat import atsp_tmat
from coopt.generate.cvrp_uniform import cvrp_uniform
from coopt.generate.op_distance import op_distance
from coopt.generate.tsp_clustered import tsp_clustered
from coopt.generate.tsp_uniform import tsp_uniform
from coopt.methods.bq_nco.cvrp import with_most_room_last
from coopt.problem.csr import Floats
from coopt.problem.distances import Distances
from coopt.problem.tsp import Tsp

Arrays = dict[str, NDArray[Any]]
UNITS = 1000
"""Weights of items are multiples of one part in so many of the largest."""
CENTRES, DEVIATION, CELL = (2, 8), (0.01, 0.1), (0.2, 0.6)
"""Clusters of an instance, their standard deviation, and cells of their grid in deviations."""


def tsp(
    count: int, rng: np.random.Generator, *, nodes: int, kicks: int, clustered: float = 0.0
) -> Arrays:
    """Draw points, uniform but for a share of clustered ones, and search tours."""
    drawn = [
        Tsp(Distances("EUCLIDEAN", clusters(nodes, rng)))
        if clustered > 0.0 and rng.random() < clustered
        else tsp_uniform(nodes, rng)
        for _ in range(count)
    ]
    found = [searched("coopt.methods.ils.tsp:run", problem, kicks, rng) for problem in drawn]
    points = [problem.distances.points for problem in drawn]
    return _numbered(found) | {"points": np.array(points, dtype=np.float32)}


def clusters(nodes: int, rng: np.random.Generator) -> Floats:
    """Draw points around a few centres, in half of the cases on a grid."""
    deviation = float(np.exp(rng.uniform(*np.log(DEVIATION))))
    centres = int(rng.integers(*CENTRES, endpoint=True))
    points = tsp_clustered(nodes, rng, clusters=centres, deviation=deviation).distances.points
    assert points is not None
    if rng.random() < 0.5:
        return points
    cell = deviation * rng.uniform(*CELL)
    return np.asarray(np.rint(points / cell) * cell)


def atsp(count: int, rng: np.random.Generator, *, nodes: int, kicks: int) -> Arrays:
    """Draw asymmetric lengths that obey the triangle inequality, up to 1, and search tours."""
    drawn = [atsp_tmat(nodes, rng) for _ in range(count)]
    found = [searched("coopt.methods.ils.tsp:run", problem, kicks, rng) for problem in drawn]
    matrix = np.array([problem.distances.matrix for problem in drawn], dtype=np.float32)
    labels = _numbered(found) | {"matrix": matrix / np.float32(1e6)}
    labels["cost"] /= 1e6
    return labels


def cvrp(count: int, rng: np.random.Generator, *, nodes: int, kicks: int, capacity: int) -> Arrays:
    """Draw uniform customers with demands and search routes; the emptiest comes last."""
    drawn = [cvrp_uniform(nodes, rng, capacity=capacity) for _ in range(count)]
    found = [searched("coopt.methods.ils.cvrp:run", problem, kicks, rng) for problem in drawn]
    demand = np.array([problem.demand for problem in drawn])
    order = [
        with_most_room_last(x.astype(np.int64), d) for (x, _), d in zip(found, demand, strict=True)
    ]
    return _numbered(found) | {
        "order": np.array(order, dtype=np.int16),
        "points": np.array([p.distances.points for p in drawn], dtype=np.float32),
        "demand": demand.astype(np.float32),
        "limit": np.array([problem.capacity for problem in drawn]),
    }


def op(count: int, rng: np.random.Generator, *, nodes: int, kicks: int, budget: float) -> Arrays:
    """Draw prizes that grow with the distance, and search tours within the budget."""
    drawn = [op_distance(nodes, rng, budget=budget) for _ in range(count)]
    found = [searched("coopt.methods.ils.orienteering:run", p, kicks, rng) for p in drawn]
    order = np.zeros((count, nodes), dtype=np.int16)
    visited = np.zeros(count, dtype=np.int16)
    for k, (x, _) in enumerate(found):
        tour = x[x > 0].astype(np.int64)
        order[k] = np.concatenate((tour, np.setdiff1d(np.arange(1, nodes + 1), tour)))
        visited[k] = tour.size
    return {
        "order": order,
        "count": visited,
        "cost": np.array([cost for _, cost in found]),
        "points": np.array([p.distances.points for p in drawn]),
        "amount": np.array([p.prize for p in drawn], dtype=np.float32),
        "limit": np.array([p.budget for p in drawn]),
    }


def knapsack(count: int, rng: np.random.Generator, *, nodes: int, capacity: float) -> Arrays:
    """Draw values and weights up to 1, and choose exactly."""
    weight = rng.integers(1, UNITS + 1, (count, nodes))
    value = rng.random((count, nodes))
    limit = int(capacity * UNITS)
    chosen = np.array([best_choice(v, w, limit) for v, w in zip(value, weight, strict=True)])
    return {
        "order": np.argsort(~chosen, axis=1, kind="stable").astype(np.int16),
        "count": chosen.sum(axis=1).astype(np.int16),
        "cost": -(value * chosen).sum(axis=1),
        "amount": value,
        "weight": weight.astype(float),
        "limit": np.full(count, float(limit)),
    }


MAKERS = {name: f"{__name__}:{name}" for name in ("tsp", "atsp", "cvrp", "op", "knapsack")}


def best_choice(value: Floats, weight: NDArray[np.int64], limit: int) -> NDArray[np.bool_]:
    """Return the items of the most value within the limit, by dynamic programming; O(n limit)."""
    best = np.zeros(limit + 1)
    takes = np.zeros((value.size, limit + 1), dtype=bool)
    for k, (v, w) in enumerate(zip(value.tolist(), weight.tolist(), strict=True)):
        if w <= limit:
            with_it = best[: limit + 1 - w] + v
            takes[k, w:] = with_it > best[w:]
            best[w:] = np.maximum(best[w:], with_it)
    chosen = np.zeros(value.size, dtype=bool)
    room = limit
    for k in range(value.size - 1, -1, -1):
        if takes[k, room]:
            chosen[k] = True
            room -= int(weight[k])
    return chosen


def searched(
    where: str, problem: Any, kicks: int, rng: np.random.Generator
) -> tuple[Floats, float]:
    """Return the best solution that a method finds with so many kicks, and its objective.

    Raises
    ------
    OptionError
        If it finds none.
    """
    from importlib import import_module

    module, _, function = where.partition(":")
    run: Run = getattr(import_module(module), function)
    found = _Found(problem)
    run(problem, found, Options(settings={"kicks": str(kicks)}), rng)
    best = found.best()
    if best is None:
        raise OptionError(f"{where} finds no solution of {problem.name}")
    return best


class _Found:
    """A bus that keeps the best feasible offer, and never stops."""

    def __init__(self, problem: Any) -> None:
        self._problem = problem
        self._best: tuple[Floats, float] | None = None

    def offer(self, x: NDArray[Any]) -> None:
        found = evaluate(self._problem, x)
        if found.feasible and (self._best is None or found.objective < self._best[1]):
            self._best = np.asarray(x, dtype=float).copy(), found.objective

    def raise_dual(self, bound: float) -> None: ...

    def best(self) -> tuple[Floats, float] | None:
        return self._best

    def stop(self) -> bool:
        return False

    def tell(self, kind: Literal["claim", "nodes", "note", "data"], what: Any) -> None: ...


def _numbered(found: list[tuple[Floats, float]]) -> Arrays:
    """Return orders and costs."""
    return {
        "order": np.array([x for x, _ in found], dtype=np.int16),
        "cost": np.array([cost for _, cost in found]),
    }


def batch_fields(labels: Mapping[str, NDArray[Any]], ids: slice) -> dict[str, Floats | None]:
    """Return the fields of ``Instances`` that labels hold, in double precision."""
    here = {name: labels[name][ids].astype(float) for name in labels}
    amount = here.get("amount", here.get("demand"))
    shape = here["points" if "points" in here else "matrix"].shape[:2] if amount is None else None
    return {
        "limit": here.get("limit", np.zeros(here["cost"].size)),
        "amount": np.zeros(shape) if amount is None and shape else amount,
        "weight": here.get("weight"),
        "points": here.get("points"),
        "matrix": here.get("matrix"),
    }
