"""Tiny routing problems, and their optima by trial of everything."""

import itertools
import math
from typing import Any

import numpy as np

from coopt.check.candidate import evaluate
from coopt.problem.cvrp import Cvrp
from coopt.problem.distances import Distances, explicit
from coopt.problem.multi_tsp import MultiTsp
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting
from coopt.problem.tsp import Tsp

N = 7


def metric(n: int, rng: np.random.Generator, kind: str) -> Distances:
    """Return real distances of points, whole numbers by direction, or such of both signs."""
    if kind == "points":
        return Distances("EUCLIDEAN", rng.random((n, 2)))
    return explicit(rng.integers(-20 if kind == "negative" else 1, 60, (n, n)))


def problems() -> dict[str, Any]:
    """Return a problem of each type, by a name."""
    rng = np.random.default_rng(5)
    demand = np.array([0.0, *(rng.integers(1, 9, N - 1) / 10).tolist()])
    prize = np.array([0.0, *rng.random(N - 1).tolist()])
    penalty = np.array([0.0, *(rng.random(N - 1) * 30).tolist()])
    made: dict[str, Any] = {}
    for kind in ("points", "directed"):
        made |= {
            f"tsp {kind}": Tsp(metric(N, rng, kind)),
            f"cvrp {kind}": Cvrp(metric(N, rng, kind), demand, 1.1),
            f"cvrp {kind} open": Cvrp(metric(N, rng, kind), demand, 1.3, open_routes=True),
            f"cvrp {kind} few": Cvrp(metric(N, rng, kind), demand, 2.0, vehicles=2),
            f"multi {kind}": MultiTsp(metric(N, rng, kind), 2),
        }
    points, directed = metric(N, rng, "points"), metric(N, rng, "directed")
    return made | {
        "tsp negative": Tsp(metric(N, rng, "negative")),
        "cvrp negative": Cvrp(metric(N, rng, "negative"), demand, 1.1),
        "orienteering points": Orienteering(points, prize, 1.5),
        "orienteering directed": Orienteering(directed, np.rint(prize * 9), 70),
        "prize points": PrizeCollecting(points, prize, penalty / 60, 1.6),
        "prize directed": PrizeCollecting(directed, prize, penalty, 2.0),
    }


def optimum(problem: Any) -> float:
    """Return the least minimised objective, by trial of every solution."""
    return min(
        (e.objective for x in _candidates(problem) if (e := evaluate(problem, x)).feasible),
        default=math.inf,
    )


def _candidates(problem: Any) -> Any:
    nodes = range(1, problem.n)
    if isinstance(problem, Tsp):
        yield from (np.array([0, *order]) for order in itertools.permutations(nodes))
    elif isinstance(problem, Orienteering | PrizeCollecting):
        for k in range(problem.n):
            for order in itertools.permutations(nodes, k):
                yield np.array([*order, *[0] * (problem.n - 1 - k)])
    else:
        for order in itertools.permutations(nodes):
            for signs in itertools.product((1, -1), repeat=max(problem.n - 2, 0)):
                yield np.array(order) * np.array([-1, *signs])


def held_karp(costs: np.ndarray[Any, Any]) -> float:
    """Return the length of the shortest tour, by dynamic programming over sets; O(2^n n^2)."""
    n = costs.shape[0] - 1
    best = np.full((1 << n, n), np.inf)
    for j in range(n):
        best[1 << j, j] = costs[0, j + 1]
    inner = costs[1:, 1:]
    members = (np.arange(1 << n)[:, None] >> np.arange(n)) & 1
    for size in range(2, n + 1):
        subsets = np.flatnonzero(members.sum(axis=1) == size)
        for j in range(n):
            with_j = subsets[members[subsets, j] == 1]
            best[with_j, j] = (best[with_j ^ (1 << j)] + inner[:, j]).min(axis=1)
    return float((best[-1] + costs[1:, 0]).min())
