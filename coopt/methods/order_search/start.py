"""A first solution in NumPy, before any kernel is loaded; and where others' solutions begin."""

from __future__ import annotations

import math

import numpy as np

from coopt.check.dag import objective_of, topological_order
from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Bools, Dag, allowed_edges, precedence
from coopt.search.order_search import sorted_order

SPARSE = ("l0", "l1", "mcp")
RIDGE = 1e-10
TINY = 1e-12
PRUNED_UP_TO = 1000
"""Up to so many nodes the first answer prunes edges; above, O(d^3) in NumPy takes seconds."""


def variance_order(problem: Dag) -> Ints:
    """Return the nodes by increasing variance, within the knowledge."""
    return sorted_order(precedence(problem), np.diag(problem.gram))


def counts_edges(problem: Dag) -> bool:
    """Whether an edge costs a fixed amount, so that parents are chosen by growing and shrinking."""
    return problem.score == "bic" or problem.penalty == "l0"


def paying_correlation(problem: Dag) -> float:
    """Return the squared partial correlation from which an edge pays; of l0 a rough mean."""
    if problem.score == "bic":
        assert problem.samples is not None
        return 1 - math.exp(-problem.discount * math.log(problem.samples) / problem.samples)
    left = 1 / np.diag(np.linalg.inv(regular_gram(problem)[0]))
    return min(0.99, 2 * problem.strength / float(np.median(left)))


def order_of(problem: Dag, weights: Floats) -> Ints | None:
    """Return an order of a graph that also keeps the precedence, or None if there is none."""
    return topological_order((weights != 0) | precedence(problem))


def first_weights(problem: Dag, order: Ints) -> Floats:
    """Return weights along an order, or of the required edges alone where edges cost too much."""
    if problem.score in ("ls", "ev") and problem.penalty not in SPARSE:
        return regressions(problem, order)
    weights = np.zeros((problem.n, problem.n))
    if problem.required is not None:
        weights[problem.required] = TINY
    others = [regressions(problem, order)] if problem.score == "ls" else []
    gram, rank = regular_gram(problem)
    # Of dependent columns the precision is noise, and edges by it win by rounding alone.
    if counts_edges(problem) and rank == problem.n <= PRUNED_UP_TO:
        edges = paying_edges(problem, order)
        others.append(with_required(problem, weights_on(gram, edges)))
    return min(weights, *others, key=lambda w: objective_of(problem, w)) if others else weights


def paying_edges(problem: Dag, order: Ints) -> Bools:
    """Return the edges along an order that pay, each beside all others of its node; O(d^3).

    Nodes leave from the end of the order: the precision matrix of those before a node and itself
    has the partial correlations of its regression on them.
    """
    limit = paying_correlation(problem)
    gram = regular_gram(problem)[0][np.ix_(order, order)]
    edges = np.zeros((problem.n, problem.n), dtype=bool)
    precision = np.linalg.inv(gram)
    for k in range(problem.n - 1, 0, -1):
        column, diagonal = precision[:k, k], np.diag(precision)
        edges[order[:k], order[k]] = column**2 > limit * diagonal[:k] * diagonal[k]
        precision = precision[:k, :k] - np.outer(column, column) / diagonal[k]
    return edges & allowed_edges(problem)


def regressions(problem: Dag, order: Ints) -> Floats:
    """Regress each node on all that may lead to it and precede it; O(d^4) at most, in LAPACK."""
    allowed, d = allowed_edges(problem), problem.n
    gram = regular_gram(problem)[0] + penalty_ridge(problem) * np.eye(d)
    weights = np.zeros((d, d))
    if not restricted(problem, order):
        lower = np.linalg.cholesky(gram[np.ix_(order, order)])
        unit = lower / np.diag(lower)
        weights[np.ix_(order, order)] = np.triu(np.eye(d) - np.linalg.inv(unit).T, 1)
        return with_required(problem, weights)
    edges = np.zeros((d, d), dtype=bool)
    edges[np.ix_(order, order)] = np.triu(np.ones((d, d), dtype=bool), 1)
    return with_required(problem, weights_on(gram, edges & allowed))


def weights_on(gram: Floats, edges: Bools) -> Floats:
    """Regress each node on its parents."""
    weights = np.zeros(gram.shape)
    for j in range(gram.shape[0]):
        parents = np.flatnonzero(edges[:, j])
        if parents.size:
            inner = gram[np.ix_(parents, parents)]
            weights[parents, j] = np.linalg.solve(inner, gram[parents, j])
    return weights


def restricted(problem: Dag, order: Ints) -> bool:
    """Whether an edge forward in the order is not allowed."""
    allowed = allowed_edges(problem)[np.ix_(order, order)]
    return not bool(allowed[np.triu_indices(problem.n, 1)].all())


def with_required(problem: Dag, weights: Floats) -> Floats:
    """Return the weights with every required edge there, if by a trace."""
    if problem.required is None:
        return weights
    return np.where(problem.required & (weights == 0), TINY, weights)


def penalty_ridge(problem: Dag) -> float:
    """Return the ridge that the penalty adds to the Gram matrix."""
    return problem.strength if problem.penalty == "ridge" else 0.0


def regular_gram(problem: Dag) -> tuple[Floats, int]:
    """Return the Gram matrix, with a ridge if its correlations are singular, and their rank.

    The ridge is 1e-10 of each node's variance.
    """
    scale = 1 / np.sqrt(np.diag(problem.gram))
    correlations = problem.gram * np.outer(scale, scale)
    try:
        # Much cheaper than all eigenvalues, which only a failure needs.
        np.linalg.cholesky(correlations - RIDGE * np.eye(problem.n))
    except np.linalg.LinAlgError:
        rank = int((np.linalg.eigvalsh(correlations) > RIDGE).sum())
        return problem.gram + np.diag(RIDGE * np.diag(problem.gram)), min(rank, problem.n - 1)
    return np.ascontiguousarray(problem.gram, dtype=float), problem.n
