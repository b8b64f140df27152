"""Random batches of small instances, with problems of the library that they are of."""

from __future__ import annotations

from typing import Any

import numpy as np

from coopt.generate import generate
from coopt.methods.bq_nco.state import Instances
from coopt.methods.bq_nco.task import Task, task_named
from coopt.problem import Cvrp, Distances, Knapsack, Orienteering, Tsp

NAMES = ("tsp", "atsp", "cvrp", "op", "knapsack")


def problems(name: str, n: int, count: int, rng: np.random.Generator) -> list[Any]:
    return [_problem(name, n, rng) for _ in range(count)]


def batch_of(name: str, listed: list[Any]) -> tuple[Task, Instances]:
    """Return a task, and many problems of one size as one batch."""
    task = task_named(name)
    parts = [task.instances_of(problem) for problem in listed]

    def joined(field: str) -> Any:
        values = [getattr(part, field) for part in parts]
        return None if values[0] is None else np.concatenate(values)

    fields = ("limit", "amount", "weight", "points", "matrix")
    return task, Instances(*(joined(field) for field in fields))


def _problem(name: str, n: int, rng: np.random.Generator) -> Any:
    plane = Distances("EUCLIDEAN", rng.random((n, 2)))
    amount = np.append(0.0, rng.integers(1, 10, n - 1)).astype(float)
    if name == "atsp":
        return generate("atsp_tmat", int(rng.integers(2**31)), nodes=str(n), largest="1000")
    if name == "knapsack":
        return Knapsack(rng.random(n), rng.random(n), float(rng.uniform(0.0, n / 2)))
    if name == "cvrp":
        return Cvrp(plane, amount, float(rng.integers(9, 20)))
    if name == "op":
        return Orienteering(plane, amount, float(rng.uniform(0.0, 3.0)))
    return Tsp(plane)
