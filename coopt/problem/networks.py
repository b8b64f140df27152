"""Where a solution of score ``mlp`` holds the networks of a graph, one for each node.

A solution has shape (d, d + 1, m) before it is flattened: ``x[j, i]`` are the weights from node i
into the m hidden units of the network of node j, ``x[j, d]`` those from the units to its output.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats
from coopt.problem.dag import Dag


def networks(problem: Dag, x: NDArray[Any]) -> tuple[Floats, Floats]:
    """Return the weights into the hidden units, shape (d, d, m), and out of them, (d, m)."""
    d = problem.n
    whole = np.asarray(x, dtype=float).reshape(d, d + 1, problem.hidden)
    return whole[:, :d], whole[:, d]


def joined(inner: Floats, outer: Floats) -> Floats:
    """Return the solution of such weights."""
    return np.concatenate([inner, outer[:, None]], axis=1).ravel()


def edge_weights(problem: Dag, x: NDArray[Any]) -> Floats:
    """Return ``W`` of a solution, shape (d, d); of networks, lengths of the weights i -> j."""
    if problem.score != "mlp":
        return np.asarray(x, dtype=float).reshape(problem.n, problem.n)
    inner = np.abs(networks(problem, x)[0])
    # The largest entry counts where squares vanish in rounding: a trace is an edge as well.
    lengths = np.maximum(np.sqrt((inner**2).sum(axis=2)), inner.max(axis=2))
    return np.ascontiguousarray(lengths.T)
