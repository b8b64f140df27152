"""Check of weighted graphs: acyclic, within the knowledge, and their score on the Gram matrix."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.check.evaluation import Certificate, Evaluation
from coopt.check.networks import network_objective
from coopt.check.sequence import certificate, not_a_solution, refused, verdict
from coopt.problem.csr import Floats
from coopt.problem.dag import Dag, allowed_edges
from coopt.problem.networks import edge_weights

LEAST_VARIANCE = 1e-10
"""Share of its variance that a node's residual variance counts at least, in logarithms."""


def canonical(problem: Dag, x: NDArray[Any]) -> Floats:
    """Return the weights as they are, with no negative zeros."""
    return np.asarray(x, dtype=float) + 0.0


def evaluate(problem: Dag, x: NDArray[Any]) -> Evaluation:
    """Return the objective of weights on the original Gram matrix or data; O(d^3)."""
    weights = _weights(problem, x)
    if weights is None or fault(problem, weights):
        return not_a_solution()
    objective = _objective(problem, x, weights)
    return verdict(objective) if math.isfinite(objective) else not_a_solution()


def certify(problem: Dag, x: NDArray[Any]) -> Certificate:
    """Certify weights: the graph exactly, its objective as a sum with one rounding."""
    weights = _weights(problem, x)
    wrong = "the vector is no matrix of weights" if weights is None else fault(problem, weights)
    if weights is None or wrong:
        return refused(wrong)
    objective = _objective(problem, x, weights)
    if not math.isfinite(objective):
        return refused("the objective is not finite")
    return certificate(objective)


def fault(problem: Dag, weights: Floats) -> str:
    """Return in words why a graph is none of the problem's, or nothing."""
    edges = weights != 0
    wrong = np.argwhere(edges & ~allowed_edges(problem))
    if wrong.size:
        return f"the edge {_edge(problem, wrong[0])} is not allowed"
    if problem.required is not None:
        missing = np.argwhere(problem.required & ~edges)
        if missing.size:
            return f"the required edge {_edge(problem, missing[0])} is missing"
    return "" if topological_order(edges) is not None else "the graph has a cycle"


def topological_order(edges: NDArray[np.bool_]) -> NDArray[np.int64] | None:
    """Return an order in which every edge leads forward, the least free node first; O(d^2)."""
    parents = edges.sum(axis=0)
    order: list[int] = []
    free = sorted(np.flatnonzero(parents == 0).tolist(), reverse=True)
    while free:
        node = free.pop()
        order.append(node)
        children = np.flatnonzero(edges[node])
        parents[children] -= 1
        free.extend(sorted(children[parents[children] == 0].tolist(), reverse=True))
    return np.array(order, dtype=np.int64) if len(order) == edges.shape[0] else None


def objective_of(problem: Dag, weights: Floats) -> float:
    """Return the objective of weights, shape (d, d), whatever their graph; not of ``mlp``."""
    if problem.score == "bic":
        return bic(problem, weights != 0)
    if problem.score == "logistic":
        return logistic_loss(problem, weights) + penalty(problem, weights)
    half = half_residuals(problem.gram, weights)
    if problem.score == "ev":
        return problem.n / 2 * math.log(max(2 * half, math.ulp(0.0)))
    return half + penalty(problem, weights)


def half_residuals(gram: Floats, weights: Floats) -> float:
    """Return ``tr((I - W)' S (I - W)) / 2``."""
    residual = np.eye(weights.shape[0]) - weights
    return math.fsum((residual * (gram @ residual)).ravel().tolist()) / 2


def penalty(problem: Dag, weights: Floats) -> float:
    """Return the penalty of the weights, summed with one rounding."""
    size: Floats = np.abs(weights[weights != 0])
    if problem.penalty == "none":
        return 0.0
    if problem.penalty == "l0":
        return problem.strength * size.size
    if problem.penalty == "l1":
        return problem.strength * math.fsum(size.tolist())
    if problem.penalty == "ridge":
        return problem.strength / 2 * math.fsum((size**2).tolist())
    inside: Floats = np.minimum(size, problem.gamma)
    return problem.strength * math.fsum((inside - inside**2 / (2 * problem.gamma)).tolist())


def logistic_loss(problem: Dag, weights: Floats) -> float:
    """Return the mean negative log-likelihood of binary data, summed over the nodes."""
    assert problem.data is not None
    score = problem.data @ weights
    terms: Floats = np.logaddexp(0.0, score) - problem.data * score
    return math.fsum(terms.sum(axis=1).tolist()) / len(terms)


def bic(problem: Dag, edges: NDArray[np.bool_]) -> float:
    """Return ``sum_j n log v_j + discount * log(n) * parents_j``."""
    assert problem.samples is not None
    n, scores = problem.samples, []
    for j in range(problem.n):
        parents = np.flatnonzero(edges[:, j])
        v = residual_variance(problem.gram, j, parents)
        floor = LEAST_VARIANCE * problem.gram[j, j]
        scores.append(n * math.log(max(v, floor)))
        scores.append(problem.discount * math.log(n) * parents.size)
    return math.fsum(scores)


def residual_variance(gram: Floats, j: int, parents: NDArray[np.int64]) -> float:
    """Return the variance of node j that its parents leave unexplained."""
    own = float(gram[j, j])
    if parents.size == 0:
        return own
    # Of correlations, so that nodes of very different variance do not spoil the rank.
    scale = 1 / np.sqrt(np.diag(gram)[parents])
    inner = gram[np.ix_(parents, parents)] * np.outer(scale, scale)
    outer = gram[parents, j] * scale
    return own - float(outer @ np.linalg.lstsq(inner, outer, rcond=1e-13)[0])


def _objective(problem: Dag, x: NDArray[Any], weights: Floats) -> float:
    return (
        network_objective(problem, x) if problem.score == "mlp" else objective_of(problem, weights)
    )


def _weights(problem: Dag, x: NDArray[Any]) -> Floats | None:
    raw = np.asarray(x, dtype=float)
    if raw.shape != (problem.solution_size,) or not np.isfinite(raw).all():
        return None
    return edge_weights(problem, raw)


def _edge(problem: Dag, pair: NDArray[np.int64]) -> str:
    i, j = pair.tolist()
    names = problem.names or tuple(str(k + 1) for k in range(problem.n))
    return f"{names[i]} -> {names[j]}"
