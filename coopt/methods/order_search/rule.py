"""The cost of a node in the terms of the kernels."""

from __future__ import annotations

import math

from coopt.kernels.node_cost import cost_rule
from coopt.problem.csr import Floats
from coopt.problem.dag import Dag


def rule_of(problem: Dag) -> Floats:
    """Return the rule of a score that is a sum over nodes of variance and number of parents."""
    if problem.score == "bic":
        assert problem.samples is not None
        edge = problem.discount * math.log(problem.samples)
        return cost_rule(samples=float(problem.samples), edge=edge)
    if problem.penalty == "l0":
        return cost_rule(edge=problem.strength)
    return cost_rule(shift=problem.strength if problem.penalty == "ridge" else 0.0)
