"""A cheap stand-in for networks: hidden units drawn at random, only the output is fitted [1]_.

References
----------
.. [1] Huang, Zhu, Siew (2006). Extreme learning machine: theory and applications.
       *Neurocomputing* 70: 489-501.
"""

from __future__ import annotations

import numpy as np

from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Dag

UNITS = 80
SPREAD = 0.7
RIDGE = 1e-3
ROWS = 2_000


class RandomUnits:
    """Costs of nodes on parents by regression on random units, known by node and set."""

    def __init__(self, problem: Dag) -> None:
        assert problem.data is not None
        rng = np.random.default_rng(problem.n)
        rows = problem.data
        if len(rows) > ROWS:
            rows = rows[np.sort(rng.choice(len(rows), ROWS, replace=False))]
        self._rows = rows - rows.mean(axis=0)
        scale = np.sqrt((self._rows**2).mean(axis=0))
        self._scaled = self._rows / np.where(scale > 0, scale, 1.0)
        self._inner = rng.normal(0.0, SPREAD, (problem.n, UNITS))
        self._shift = rng.normal(0.0, SPREAD, UNITS)
        self._costs: dict[tuple[int, bytes], float] = {}

    def cost(self, node: int, parents: Ints) -> float:
        """Return half the residual variance of a node; O(n (k + UNITS)^2)."""
        chosen = np.sort(parents)
        key = (node, chosen.tobytes())
        if key not in self._costs:
            self._costs[key] = self._regressed(node, chosen)
        return self._costs[key]

    def _regressed(self, node: int, parents: Ints) -> float:
        y: Floats = self._rows[:, node]
        own = float(y @ y) / y.size
        if parents.size == 0:
            return own / 2
        x = self._scaled[:, parents]
        units = np.hstack([np.tanh(0.5 * (x @ self._inner[parents] + self._shift)), x])
        units -= units.mean(axis=0)
        inner = units.T @ units / y.size + RIDGE * np.eye(units.shape[1])
        outer = units.T @ y / y.size
        return float(own - outer @ np.linalg.solve(inner, outer)) / 2
