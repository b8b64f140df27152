"""A cheap stand-in for networks: hidden units drawn at random, only the output is fitted [1]_.

Each network that is fitted shows by how much the stand-in errs; on sets of parents that differ in a
few nodes it is believed to err alike.

References
----------
.. [1] Huang, Zhu, Siew (2006). Extreme learning machine: theory and applications.
       *Neurocomputing* 70: 489-501.
"""

from __future__ import annotations

import numpy as np

from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Bools, Dag

UNITS = 80
SPREAD = 0.7
RIDGE = 1e-3
FADES = 2.0
"""Parents added or removed after which an error seen counts 1 / e."""
DOUBT = 0.1
"""Weight of no error at all, beside those seen."""
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
        self._seen: list[Bools] = [np.zeros((0, problem.n), dtype=bool)] * problem.n
        self._errors: list[Floats] = [np.zeros(0)] * problem.n
        self._true: dict[tuple[int, bytes], float] = {}

    def learn(self, node: int, parents: Ints, cost: float) -> None:
        """Take the cost of a fitted network."""
        chosen = np.sort(parents)
        key = (node, chosen.tobytes())
        if key in self._true:
            return
        self._true[key] = cost
        inside = np.zeros(len(self._seen), dtype=bool)
        inside[chosen] = True
        self._seen[node] = np.vstack([self._seen[node], inside])
        error = cost - self.cost(node, chosen)
        self._errors[node] = np.append(self._errors[node], error)

    def corrected(self, node: int, parents: Ints) -> float:
        """Return the cost of a fitted network where there is one, else the cost that is likely."""
        chosen = np.sort(parents)
        key = (node, chosen.tobytes())
        if key in self._true:
            return self._true[key]
        inside = np.zeros(len(self._seen), dtype=bool)
        inside[chosen] = True
        weights = np.exp(-(self._seen[node] != inside).sum(axis=1) / FADES)
        error = float(weights @ self._errors[node]) / (float(weights.sum()) + DOUBT)
        return self.cost(node, chosen) + error

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
