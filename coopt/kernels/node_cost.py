"""What a node costs by its residual variance and its number of parents."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEAST_VARIANCE = 1e-10


def cost_rule(*, samples: float = 0.0, edge: float = 0.0, shift: float = 0.0) -> Floats:
    """Return a rule: ``samples * log v + edge * parents``, or ``(v - shift) / 2 + ...`` for 0."""
    return np.array([samples, edge, shift])


@njit(cache=True)
def node_cost(rule: Floats, variance: float, own: float, parents: int) -> float:
    """Return the cost of a node by a rule; logarithms count 1e-10 of its own variance at least."""
    if rule[0] > 0.0:
        return rule[0] * np.log(max(variance, LEAST_VARIANCE * own)) + rule[1] * parents
    return 0.5 * (variance - rule[2]) + rule[1] * parents
