"""Objective of graphs of networks, from the networks' own weights: nothing is fitted anew."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats
from coopt.problem.dag import Dag
from coopt.problem.networks import networks


def network_objective(problem: Dag, x: NDArray[Any]) -> float:
    """Return loss and penalties of all networks; O(n m) for each edge and node."""
    inner, outer = networks(problem, x)
    assert problem.data is not None
    costs = []
    with np.errstate(over="ignore", invalid="ignore"):
        for j in range(problem.n):
            parents = np.flatnonzero((inner[j] != 0).any(axis=1))
            costs.append(network_cost(problem, j, parents, inner[j, parents], outer[j]))
    return math.fsum(costs) if np.isfinite(costs).all() else math.inf


def network_cost(
    problem: Dag, node: int, parents: NDArray[np.int64], inner: Floats, outer: Floats
) -> float:
    """Return a node's share: half the mean squared error of its network, plus the penalties."""
    assert problem.data is not None
    units = 0.5 + 0.5 * np.tanh(0.5 * (problem.data[:, parents] @ inner))
    error = units @ outer - problem.data[:, node]
    squares = math.fsum((inner**2).ravel().tolist()) + math.fsum((outer**2).tolist())
    cost = math.fsum((error**2).tolist()) / (2 * error.size) + problem.decay / 2 * squares
    if problem.penalty == "group":
        cost += problem.strength * math.fsum(np.sqrt((inner**2).sum(axis=1)).tolist())
    return cost
