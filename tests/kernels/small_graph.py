"""Small random graphs, and their best independent sets by trying all."""

from __future__ import annotations

import itertools

import numpy as np

from coopt.problem.independent_set import IndependentSet


def small_graph(
    n: int, probability: float, rng: np.random.Generator, heaviest: int = 1
) -> IndependentSet:
    pairs = [pair for pair in itertools.combinations(range(n), 2) if rng.random() < probability]
    weight = rng.integers(1, heaviest + 1, n).astype(float)
    return IndependentSet.from_edges(n, np.array(pairs, dtype=np.int64).reshape(-1, 2), weight)


def best_by_trial(problem: IndependentSet) -> float:
    """Return the largest weight of an independent set, by all subsets as bits."""
    n, indptr = problem.n, problem.indptr
    forbidden = [
        sum(1 << int(u) for u in problem.indices[indptr[v] : indptr[v + 1]]) for v in range(n)
    ]
    best = 0.0
    stack = [(0, 0, 0.0)]
    while stack:
        v, excluded, weight = stack.pop()
        if v == n:
            best = max(best, weight)
            continue
        stack.append((v + 1, excluded, weight))
        if not excluded >> v & 1:
            stack.append((v + 1, excluded | forbidden[v], weight + float(problem.weight[v])))
    return best


def is_independent(problem: IndependentSet, inside: np.ndarray) -> bool:
    rows = np.repeat(np.arange(problem.n), np.diff(problem.indptr))
    return not (inside[rows] & inside[problem.indices]).any()
