"""Small problems of visits, their optima by trying all tours, and a bus that checks."""

from __future__ import annotations

import itertools
import math
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.check.candidate import evaluate
from coopt.problem.distances import Distances, explicit
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting


class CheckingBus:
    """Keeps the best feasible offer, refuses infeasible ones, and notes bounds."""

    def __init__(self, problem: Any, start: NDArray[Any] | None = None) -> None:
        self.problem = problem
        self.found: tuple[NDArray[Any], float] | None = None
        self.dual = -math.inf
        self.offers: list[float] = []
        self.until = math.inf
        if start is not None:
            self.offer(start)

    def offer(self, x: NDArray[Any]) -> None:
        verdict = evaluate(self.problem, x)
        assert verdict.feasible, (x, verdict)
        self.offers.append(verdict.objective)
        if self.found is None or verdict.objective < self.found[1]:
            self.found = (np.asarray(x, dtype=float).copy(), verdict.objective)

    def raise_dual(self, bound: float) -> None:
        self.dual = max(self.dual, bound)

    def best(self) -> tuple[NDArray[Any], float] | None:
        return self.found

    def stop(self) -> bool:
        return time.monotonic() >= self.until

    def tell(self, kind: str, what: Any) -> None: ...


def small_distances(n: int, seed: int) -> Distances:
    """Return distances of all kinds by seed: rounded, real, asymmetric, real asymmetric."""
    rng = np.random.default_rng(seed)
    if seed % 4 == 0:
        return Distances("EUC_2D", rng.integers(0, 50, (n, 2)).astype(float))
    if seed % 4 == 1:
        return Distances("EUCLIDEAN", rng.random((n, 2)))
    matrix = rng.integers(1, 40, (n, n)) if seed % 4 == 2 else rng.random((n, n))
    return explicit(matrix)


def small_orienteering(n: int, seed: int) -> Orienteering:
    """Return a problem whose budget allows about half of a tour."""
    rng = np.random.default_rng(seed + 1000)
    distances = small_distances(n, seed)
    nodes = np.arange(n)
    from coopt.problem.distances import between

    typical = float(np.mean(between(distances, nodes[:, None], nodes[None, :]))) if n > 1 else 1.0
    prize = rng.integers(0, 20, n).astype(float) if seed % 2 else rng.random(n)
    return Orienteering(distances, prize, float(rng.uniform(0.0, 0.8)) * typical * n)


def small_prize_collecting(n: int, seed: int) -> PrizeCollecting:
    """Return a problem where penalties and lengths compete."""
    rng = np.random.default_rng(seed + 2000)
    distances = small_distances(n, seed)
    nodes = np.arange(n)
    from coopt.problem.distances import between

    typical = float(np.mean(between(distances, nodes[:, None], nodes[None, :]))) if n > 1 else 1.0
    prize, penalty = rng.random(n), rng.random(n) * typical * 1.5
    prize[0] = penalty[0] = 0.0
    return PrizeCollecting(distances, prize, penalty, float(rng.uniform(0.0, 1.1) * prize.sum()))


def by_trying_all(problem: Any) -> float:
    """Return the least objective over all tours; up to 8 nodes."""
    best = math.inf
    for size in range(problem.n):
        for nodes in itertools.permutations(range(1, problem.n), size):
            x = np.zeros(problem.n - 1)
            x[:size] = nodes
            verdict = evaluate(problem, x)
            if verdict.feasible:
                best = min(best, verdict.objective)
    return best
