"""The inner problem: the best weights of one node on given parents, for each score and penalty."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from coopt.methods.order_search.start import penalty_ridge, regular_gram
from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Dag

Fit = Callable[[int, Ints], tuple[Floats, float]]
"""Node and parents -> weights of the parents, and the node's cost."""

SWEEPS = 500
NEWTON = 50
SETTLED = 1e-9


def fit_of(problem: Dag) -> Fit:
    """Return the fit of a problem's score and penalty.

    ``ev`` is fitted by least squares, whose minima it shares.
    """
    if problem.score == "logistic":
        return lambda node, parents: logistic_fit(problem, node, parents)
    gram = regular_gram(problem)[0]
    if problem.penalty in ("l1", "mcp"):
        return lambda node, parents: penalised_fit(problem, gram, node, parents)
    gram = gram + penalty_ridge(problem) * np.eye(problem.n)

    def least_squares(node: int, parents: Ints) -> tuple[Floats, float]:
        own = problem.gram[node, node]
        if parents.size == 0:
            return np.empty(0), own / 2
        outer = gram[parents, node]
        weights = np.linalg.solve(gram[np.ix_(parents, parents)], outer)
        return weights, float(own - outer @ weights) / 2

    return least_squares


def penalised_fit(problem: Dag, gram: Floats, node: int, parents: Ints) -> tuple[Floats, float]:
    """Fit by coordinate descent on the Gram matrix, from zero."""
    inner, outer = gram[np.ix_(parents, parents)], gram[parents, node]
    weights = coordinate_descent(inner, outer, np.zeros(parents.size), problem)
    half = (gram[node, node] - 2 * weights @ outer + weights @ inner @ weights) / 2
    return weights, float(half + penalty_sum(problem, weights))


def coordinate_descent(inner: Floats, outer: Floats, start: Floats, problem: Dag) -> Floats:
    """Minimise ``w' inner w / 2 - outer' w`` plus the penalty of each weight."""
    weights = start.copy()
    slope = outer - inner @ weights
    scale = np.sqrt(np.diag(inner))
    for _ in range(SWEEPS):
        before = weights.copy()
        for t in range(weights.size):
            z = slope[t] + inner[t, t] * weights[t]
            new = best_weight(float(z), float(inner[t, t]), problem)
            if new != weights[t]:
                slope -= inner[:, t] * (new - weights[t])
                weights[t] = new
        if weights.size == 0 or (np.abs(weights - before) * scale).max() <= SETTLED:
            break
    return weights


def best_weight(z: float, a: float, problem: Dag) -> float:
    """Return the w that minimises ``a w^2 / 2 - z w`` plus the penalty."""
    strength, gamma = problem.strength, problem.gamma
    if problem.penalty == "none":
        return z / a
    if problem.penalty == "ridge":
        return z / (a + strength)
    soft = max(abs(z) - strength, 0.0)
    if problem.penalty == "l1":
        return float(np.sign(z)) * soft / a
    if a > strength / gamma:
        inside = soft / (a - strength / gamma)
        return float(np.sign(z)) * (inside if inside <= gamma else abs(z) / a)
    outside = abs(z) / a
    better = outside > gamma and a * outside**2 > strength * gamma
    return z / a if better else 0.0


def penalty_sum(problem: Dag, weights: Floats) -> float:
    """Return the penalty of some weights."""
    size = np.abs(weights)
    if problem.penalty == "l1":
        return float(problem.strength * size.sum())
    if problem.penalty == "ridge":
        return float(problem.strength / 2 * (size**2).sum())
    if problem.penalty == "mcp":
        inside = np.minimum(size, problem.gamma)
        return float(problem.strength * (inside - inside**2 / (2 * problem.gamma)).sum())
    return 0.0


def logistic_fit(problem: Dag, node: int, parents: Ints) -> tuple[Floats, float]:
    """Fit by proximal Newton steps with halving; the quadratic models by coordinate descent."""
    assert problem.data is not None
    x, y = problem.data[:, parents], problem.data[:, node]
    weights = np.zeros(parents.size)
    cost = _logistic_cost(problem, x, y, weights)
    for _ in range(NEWTON if parents.size else 0):
        chance = 1 / (1 + np.exp(-(x @ weights)))
        curvature = (x * (chance * (1 - chance))[:, None]).T @ x / y.size
        curvature += 1e-10 * np.eye(parents.size)
        slope = x.T @ (chance - y) / y.size
        goal = coordinate_descent(curvature, curvature @ weights - slope, weights, problem)
        step = 1.0
        while step > 1e-6:
            trial = weights + step * (goal - weights)
            value = _logistic_cost(problem, x, y, trial)
            if value < cost:
                break
            step /= 2
        if step <= 1e-6 or cost - value <= SETTLED * max(1.0, abs(cost)):
            break
        weights, cost = trial, value
    return weights, cost


def _logistic_cost(problem: Dag, x: Floats, y: Floats, weights: Floats) -> float:
    score = x @ weights
    loss = float((np.logaddexp(0.0, score) - y * score).mean())
    return loss + penalty_sum(problem, weights)
