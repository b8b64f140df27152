"""Check of tours within a length."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.check.evaluation import Certificate, Evaluation
from coopt.check.sequence import (
    Nodes,
    certificate,
    decimal_sum,
    not_a_solution,
    refused,
    verdict,
    visited,
)
from coopt.problem.distances import Distances, tour_length
from coopt.problem.orienteering import Orienteering


def evaluate(problem: Orienteering, x: NDArray[Any]) -> Evaluation:
    """Return minus the prize, and the excess of the length; O(n)."""
    nodes = visited(x, problem.n)
    if nodes is None:
        return not_a_solution()
    prize = float(problem.prize[nodes].sum() + problem.prize[0])
    excess = round_trip(problem.distances, nodes) - problem.budget
    return verdict(-prize, excess, problem.budget)


def certify(problem: Orienteering, x: NDArray[Any]) -> Certificate:
    """Certify the tour; prizes are summed exactly on the decimals of the source."""
    nodes = visited(x, problem.n)
    if nodes is None:
        return refused("the sequence does not list different nodes, then zeros")
    excess = round_trip(problem.distances, nodes) - problem.budget
    prize = decimal_sum(problem.prize[np.append(nodes, 0)])
    return certificate(prize, excess, problem.budget, "the length of the tour")


def round_trip(distances: Distances, nodes: Nodes) -> float:
    """Return the length from the depot through the nodes and back."""
    return tour_length(distances, np.append(0, nodes))
