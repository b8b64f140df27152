"""Check of a choice of items."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.check.evaluation import Certificate, Evaluation
from coopt.check.sequence import (
    Nodes,
    as_nodes,
    certificate,
    decimal,
    decimal_sum,
    not_a_solution,
    refused,
    verdict,
)
from coopt.problem.knapsack import Knapsack


def evaluate(problem: Knapsack, x: NDArray[Any]) -> Evaluation:
    """Return minus the value, and the excess of the weight; O(n)."""
    chosen = subset(x, problem.n)
    if chosen is None:
        return not_a_solution()
    excess = float(problem.weight[chosen].sum()) - problem.capacity
    return verdict(-float(problem.value[chosen].sum()), excess, problem.capacity)


def certify(problem: Knapsack, x: NDArray[Any]) -> Certificate:
    """Certify the choice; values and weights are summed exactly on their decimals."""
    chosen = subset(x, problem.n)
    if chosen is None:
        return refused("not one 0 or 1 for each item")
    excess = decimal_sum(problem.weight[chosen]) - decimal(problem.capacity)
    value = decimal_sum(problem.value[chosen])
    return certificate(value, excess, problem.capacity, "the weight of the chosen items")


def subset(x: NDArray[Any], n: int) -> Nodes | None:
    """Return the positions of the ones, or None if there is anything but 0 and 1."""
    flags = as_nodes(x, n)
    if flags is None or ((flags != 0) & (flags != 1)).any():
        return None
    return np.flatnonzero(flags)
