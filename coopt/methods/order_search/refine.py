"""Improve another method's graph: the descent over orders, from its order."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from coopt.check.dag import topological_order
from coopt.errors import InstanceError
from coopt.methods.order_search.run import moves_of
from coopt.methods.order_search.start import order_of, variance_order
from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Dag, allowed_edges


def refine(problem: Dag, weights: ArrayLike, rng: np.random.Generator | None = None) -> Floats:
    """Return the weights of a local optimum that begins at a graph of any method.

    Parameters
    ----------
    problem : Dag
        The score and the data.
    weights : array_like, shape (d, d)
        A graph that need not be acyclic: the weakest edges are dropped until it is.
    rng : Generator, optional
        Source of the order in which nodes are moved.

    Returns
    -------
    ndarray of float64, shape (d, d)
        Weights whose objective is at most that of the graph's order with its best weights.

    Raises
    ------
    InstanceError
        If the shape is another, a number is not finite, or the score is ``logistic`` or
        ``mlp``.
    """
    given = np.asarray(weights, dtype=float)
    if given.shape != (problem.n, problem.n) or not np.isfinite(given).all():
        raise InstanceError(f"weights of shape ({problem.n}, {problem.n}) were expected")
    if problem.score in ("logistic", "mlp"):
        raise InstanceError(f"score {problem.score} has no fast descent; method topo takes a start")
    order = acyclic_order(problem, given)
    draws = rng if rng is not None else np.random.default_rng(0)
    moves, weigh = moves_of(problem, lambda: False, draws)
    moves.descend(order)
    return weigh(order)


def acyclic_order(problem: Dag, weights: Floats) -> Ints:
    """Return an order of the graph without its weakest edges, as few as must go."""
    kept = np.where(allowed_edges(problem), np.abs(weights), 0.0)
    sizes = np.concatenate([[0.0], np.unique(kept[kept > 0])])
    low, high = 0, sizes.size - 1
    while low < high:  # dropping more keeps a graph acyclic, so halving finds the least
        middle = (low + high) // 2
        if topological_order(kept > sizes[middle]) is None:
            low = middle + 1
        else:
            high = middle
    order = order_of(problem, np.where(kept > sizes[low], kept, 0.0))
    # Edges that do not fit together with what is required give way to it.
    return variance_order(problem) if order is None else order


def above(weights: Floats, threshold: float = 0.3) -> Floats:
    """Return the weights of absolute value ``threshold`` or more; the others are 0."""
    return np.where(np.abs(weights) >= threshold, weights, 0.0)
