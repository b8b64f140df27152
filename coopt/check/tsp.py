"""Check of tours."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from coopt.check.evaluation import Certificate, Evaluation
from coopt.check.sequence import (
    are_all,
    as_nodes,
    certificate,
    fault,
    not_a_solution,
    refused,
    verdict,
)
from coopt.problem.distances import tour_length
from coopt.problem.tsp import Tsp


def evaluate(problem: Tsp, x: NDArray[Any]) -> Evaluation:
    """Return the tour's length; O(n)."""
    tour = as_nodes(x, problem.n)
    if tour is None or not are_all(tour, 0, problem.n):
        return not_a_solution()
    return verdict(tour_length(problem.distances, tour))


def certify(problem: Tsp, x: NDArray[Any]) -> Certificate:
    """Certify the tour; lengths that are not whole numbers are summed with one rounding."""
    evaluation = evaluate(problem, x)
    if not evaluation.feasible:
        return refused(fault(x, 0, problem.n))
    return certificate(evaluation.objective)
