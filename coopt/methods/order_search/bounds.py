"""Bounds that hold for every acyclic graph, from the Gram matrix alone."""

from __future__ import annotations

import math

import numpy as np

from coopt.methods.order_search.start import penalty_ridge, regular_gram
from coopt.problem.csr import Floats
from coopt.problem.dag import Dag

SAFETY = 1e-9


def lower_bound(problem: Dag) -> float:
    """Return a number below the objective of every solution; -inf where none is known.

    The residual variances ``v_j`` of a graph are at least those given all other nodes,
    ``1 / (S^-1)_jj``, and their product is at least ``det S``, with equality along a complete
    order. The least sum under both is found by raising all to a common level. With equal noise
    variances it is nearly attained; on standardised data it is weak.
    """
    gram, rank = regular_gram(problem)
    if problem.score == "logistic":
        return 0.0
    if rank < problem.n:
        return 0.0 if problem.score == "ls" else -math.inf
    ridge = penalty_ridge(problem)
    gram = gram + ridge * np.eye(problem.n)
    log_det = float(np.linalg.slogdet(gram)[1])
    edges = 0 if problem.required is None else int(problem.required.sum())
    if problem.score == "bic":
        assert problem.samples is not None
        cost = problem.discount * math.log(problem.samples) * edges
        value = problem.samples * log_det + cost
        return value - SAFETY * max(1.0, abs(problem.samples * log_det))
    total = least_sum(np.log(1 / np.diag(np.linalg.inv(gram))), log_det) - problem.n * ridge
    if problem.score == "ev":
        return problem.n / 2 * math.log(total) - SAFETY
    extra = problem.strength * edges if problem.penalty == "l0" else 0.0
    return total / 2 * (1 - SAFETY) + extra


def least_sum(log_least: Floats, log_product: float) -> float:
    """Return the least ``sum exp(u)`` with ``u >= log_least`` and ``sum u >= log_product``."""
    levels = np.sort(log_least)
    d = levels.size
    rest = log_product - levels.sum()
    if rest <= 0:
        return float(np.exp(levels).sum())
    above = levels.sum()
    for k in range(d, 0, -1):
        # The k lowest are raised to one level; it must not pass the next one's floor.
        raised = (log_product - (above - levels[:k].sum())) / k
        if raised >= levels[k - 1]:
            return float(k * math.exp(raised) + np.exp(levels[k:]).sum())
    return float(np.exp(levels).sum())
