"""Check of an independent set."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.check.evaluation import Certificate, Evaluation
from coopt.check.knapsack import subset
from coopt.check.sequence import certificate, decimal_sum, not_a_solution, refused, verdict
from coopt.problem.independent_set import IndependentSet


def evaluate(problem: IndependentSet, x: NDArray[Any]) -> Evaluation:
    """Return minus the weight; O(nodes + edges)."""
    chosen = subset(x, problem.n)
    if chosen is None or _conflict(problem, x) is not None:
        return not_a_solution()
    return verdict(-float(problem.weight[chosen].sum()))


def certify(problem: IndependentSet, x: NDArray[Any]) -> Certificate:
    """Certify the set."""
    chosen = subset(x, problem.n)
    if chosen is None:
        return refused("not one 0 or 1 for each node")
    pair = _conflict(problem, x)
    if pair is not None:
        return refused(f"nodes {pair[0]} and {pair[1]} are adjacent")
    return certificate(decimal_sum(problem.weight[chosen]))


def _conflict(problem: IndependentSet, x: NDArray[Any]) -> tuple[int, int] | None:
    inside = np.asarray(x) > 0.5
    rows = np.repeat(np.arange(problem.n), np.diff(problem.indptr))
    both = np.flatnonzero(inside[rows] & inside[problem.indices])
    return (int(rows[both[0]]), int(problem.indices[both[0]])) if both.size else None
