"""The inner problem of networks: one node's network on given parents, fitted once and kept.

A fit begins at weights that depend on the node and its parents alone, so its answer does not depend
on the history of the search, and each set of parents is fitted once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from coopt.check.networks import network_cost
from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Dag

SPREAD = 0.3
SMOOTH = 1e-3
"""Radius below which the length of a group's weights is rounded off, for derivatives to exist."""
SMALL = 0.05
STEPS = 2_000
PAIRS = 20
SETTLED = 1e-7
STEEPEST = 1e-5
KEPT = 200_000_000
"""Bytes of networks that are kept; costs are kept without limit."""


class Network(NamedTuple):
    """A node's fitted network: weights of its parents, of its units, and its cost."""

    inner: Floats
    outer: Floats
    cost: float


class StoppedError(Exception):
    """The search was told to stop in the middle of a fit."""


class Fits:
    """Fits by L-BFGS, known by node and set of parents; counts those asked for and those made."""

    def __init__(self, problem: Dag, stop: Callable[[], bool]) -> None:
        self.problem, self.stop = problem, stop
        self.asked = self.made = 0
        self._costs: dict[tuple[int, bytes], float] = {}
        self._networks: dict[tuple[int, bytes], Network] = {}
        self._bytes = 0

    def cost(self, node: int, parents: Ints) -> float:
        """Return a node's cost on parents, in any order."""
        self.asked += parents.size > 0
        return self.known(node, parents)

    def known(self, node: int, parents: Ints) -> float:
        """Return the same where it was asked for before."""
        chosen = np.sort(parents)
        known = self._costs.get((node, chosen.tobytes()))
        return self.network(node, chosen).cost if known is None else known

    def network(self, node: int, parents: Ints) -> Network:
        """Return a node's network; parents in increasing order."""
        key = (node, parents.tobytes())
        if key in self._networks:
            return self._networks[key]
        self.made += parents.size > 0 and key not in self._costs
        found = fitted_network(self.problem, node, parents, self.stop)
        self._bytes += found.inner.nbytes + found.outer.nbytes
        if self._bytes > KEPT:
            self._networks.clear()
            self._bytes = 0
        self._networks[key], self._costs[key] = found, found.cost
        return found


def fitted_network(
    problem: Dag, node: int, parents: Ints, stop: Callable[[], bool] = lambda: False
) -> Network:
    """Fit a node's network by L-BFGS, then cut off groups that are better at zero.

    Raises
    ------
    StoppedError
        If ``stop`` says so before the end.
    """
    from scipy.optimize import minimize

    assert problem.data is not None
    k, m = parents.size, problem.hidden
    if k == 0:
        nothing = np.zeros((0, m)), np.zeros(m)
        return Network(*nothing, network_cost(problem, node, parents, *nothing))
    x, y = np.ascontiguousarray(problem.data[:, parents]), problem.data[:, node].copy()
    rng = np.random.default_rng(node)
    outer = rng.normal(0.0, SPREAD, m)
    inner = rng.normal(0.0, SPREAD, (problem.n, m))[parents]

    def told(_: Floats) -> None:
        if stop():
            raise StoppedError

    found = minimize(
        lambda theta: _loss(problem, x, y, theta),
        np.concatenate([inner.ravel(), outer]),
        jac=True,
        method="L-BFGS-B",
        callback=told,
        options={"maxiter": STEPS, "maxfun": 2 * STEPS, "maxcor": PAIRS, "ftol": SETTLED,
                 "gtol": STEEPEST},
    ).x  # fmt: skip
    return _cut(problem, node, parents, found[: k * m].reshape(k, m), found[k * m :])


def _loss(problem: Dag, x: Floats, y: Floats, theta: Floats) -> tuple[float, Floats]:
    """Return the cost, its groups' lengths rounded off at zero, and its gradient; O(n k m)."""
    n, k = x.shape
    inner, outer = theta[: k * problem.hidden].reshape(k, -1), theta[k * problem.hidden :]
    strength = problem.strength if problem.penalty == "group" else 0.0
    units = np.tanh(0.5 * (x @ inner))
    units += 1.0
    units *= 0.5
    error = units @ outer - y
    lengths = np.sqrt((inner**2).sum(axis=1) + SMOOTH**2)
    value = error @ error / (2 * n) + problem.decay / 2 * (theta @ theta)
    slope = (units * (1 - units)) * error[:, None]
    back = (x.T @ slope) * (outer / n)
    back += (problem.decay + strength / lengths[:, None]) * inner
    out = units.T @ error / n + problem.decay * outer
    total = float(value + strength * (lengths - SMOOTH).sum())
    return total, np.concatenate([back.ravel(), out])


def _cut(problem: Dag, node: int, parents: Ints, inner: Floats, outer: Floats) -> Network:
    """Set short groups to zero, the shortest first, while that lowers the exact cost."""
    cost = network_cost(problem, node, parents, inner, outer)
    lengths = np.sqrt((inner**2).sum(axis=1))
    for t in np.argsort(lengths, kind="stable"):
        if lengths[t] > SMALL:
            break
        trial = inner.copy()
        trial[t] = 0.0
        value = network_cost(problem, node, parents, trial, outer)
        if value > cost:
            break
        inner, cost = trial, value
    return Network(inner, outer, cost)
