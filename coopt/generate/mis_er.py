"""Random graphs of Erdos and Renyi, for the independent set problem."""

from __future__ import annotations

import numpy as np

from coopt.errors import OptionError
from coopt.generate.plane import check_count
from coopt.problem.csr import Ints
from coopt.problem.independent_set import IndependentSet


def mis_er(
    n_low: int, n_high: int, edge_probability: float, rng: np.random.Generator
) -> IndependentSet:
    """Draw an independent set problem on a random graph [1]_.

    Parameters
    ----------
    n_low, n_high : int
        Least and largest number of nodes, at least 1; the number is drawn between them.
    edge_probability : float
        Probability of each edge, in [0, 1].
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    IndependentSet
        Without weights.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    References
    ----------
    .. [1] Erdos, Renyi (1959). On random graphs I. *Publicationes Mathematicae* 6: 290-297.
           700 to 800 nodes and the probability 0.15 are those of Qiu, Sun, Yang (2022),
           *NeurIPS*.
    """
    check_count("n_low", n_low)
    check_count("n_high", n_high, n_low)
    if not 0.0 <= edge_probability <= 1.0:
        raise OptionError(f"the edge probability is {edge_probability:g}, expected one in [0, 1]")
    n = int(rng.integers(n_low, n_high + 1))
    return IndependentSet.from_edges(n, random_edges(n, edge_probability, rng), name=f"mis_er_{n}")


def random_edges(n: int, probability: float, rng: np.random.Generator) -> Ints:
    """Draw each edge of ``n >= 1`` nodes with a probability; shape (m, 2), in increasing order."""
    tails, heads = [], []
    for node in range(n):
        ends = node + 1 + np.flatnonzero(rng.random(n - node - 1) < probability)
        tails.append(np.full(ends.size, node))
        heads.append(ends)
    return np.column_stack((np.concatenate(tails), np.concatenate(heads)))
