"""Check of several tours whose longest counts."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.check.cvrp import cover_fault, leg_lengths, signed_cover
from coopt.check.evaluation import Certificate, Evaluation
from coopt.check.sequence import certificate, not_a_solution, refused, route_of_each, verdict
from coopt.problem.multi_tsp import MultiTsp


def evaluate(problem: MultiTsp, x: NDArray[Any]) -> Evaluation:
    """Return the length of the longest tour; O(n)."""
    nodes = signed_cover(x, problem.n)
    if nodes is None or int((nodes < 0).sum()) > problem.salesmen:
        return not_a_solution()
    there, back = leg_lengths(problem.distances, nodes)
    lengths = np.bincount(route_of_each(nodes), weights=there)
    return verdict(float((lengths + back).max(initial=0.0)))


def certify(problem: MultiTsp, x: NDArray[Any]) -> Certificate:
    """Certify the tours."""
    evaluation = evaluate(problem, x)
    if signed_cover(x, problem.n) is None:
        return refused(cover_fault(x, problem.n))
    if not evaluation.feasible:
        return refused(f"more than {problem.salesmen} tours")
    return certificate(evaluation.objective)
