"""Costs that are all small, scaled by a power of two until engines tell them from zero.

Engines call a reduced cost zero below about 1e-7. With costs of 1e-8 that makes any vertex
"optimal", and a bounded problem with large sides "unbounded".
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from coopt.problem.milp import Milp

SMALL = 1e-3


def objective_factor(problem: Milp) -> float:
    """Return the power of two that brings a small largest cost into [0.5, 1), else 1."""
    largest = float(np.max(np.abs(problem.c), initial=0.0))
    if largest == 0.0 or largest >= SMALL:
        return 1.0
    return float(np.ldexp(1.0, -np.frexp(largest)[1]))


def scale_objective(problem: Milp, factor: float) -> Milp:
    """Multiply the objective by a power of two; every double stays exact."""
    exact = {
        what: {k: v * Fraction(factor) for k, v in values.items()}
        if what in ("c", "offset")
        else values
        for what, values in problem.exact.items()
    }
    return replace(problem, c=problem.c * factor, offset=problem.offset * factor, exact=exact)
