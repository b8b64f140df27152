"""Cheap proofs that a problem has no solution, on the exact decimals of its data."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from coopt.check.sequence import TOLERANCE, decimal, decimal_sum
from coopt.problem.cvrp import Cvrp
from coopt.problem.numbering import numbering_of


def proven_infeasible(problem: Any) -> str | None:
    """Return why a problem has no solution, or None if no cheap proof is known.

    The proof holds for solutions within the tolerance of the checks, too: a limit counts as
    broken only beyond it. Customers have their numbers in the source, from 0 on. The other
    problems of routing, packing and graphs always have a solution; for `Milp` nothing is tried.
    """
    return _cvrp(problem) if isinstance(problem, Cvrp) else None


def _cvrp(problem: Cvrp) -> str | None:
    """Look at single demands, at all together, and at those of which no two share a route."""
    capacity = decimal(problem.capacity)
    room = capacity + decimal(TOLERANCE) * max(Fraction(1), capacity)
    largest = int(np.argmax(problem.demand))
    demand = decimal(float(problem.demand[largest]))
    if demand > room:
        return (
            f"customer {numbering_of(problem)[largest]} has the demand"
            f" {problem.demand[largest]:.15g},"
            f" above the capacity {problem.capacity:.15g}"
        )
    if problem.vehicles is None:
        return None
    total = decimal_sum(problem.demand)
    if total > problem.vehicles * room:
        return (
            f"all demands together are {float(total):.15g}, above the {problem.vehicles} vehicles'"
            f" {float(problem.vehicles * capacity):.15g}"
        )
    heavy = problem.demand[problem.demand > 0.4 * problem.capacity]
    alone = sum(2 * decimal(value) > room for value in heavy.tolist())
    if alone > problem.vehicles:
        return (
            f"{alone} customers have more than half the capacity each, for"
            f" {problem.vehicles} vehicles"
        )
    return None
