"""Random acyclic graphs, their edges as a matrix."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from coopt.errors import OptionError
from coopt.generate.plane import check_count
from coopt.problem.csr import Ints
from coopt.problem.dag import Bools

GRAPHS = ("er", "sf")


def random_dag(nodes: int, degree: int, graph: str, rng: np.random.Generator) -> Bools:
    """Draw a graph as NOTEARS' experiments do [1]_; ``edges[i, j]``: i -> j.

    Parameters
    ----------
    nodes : int
        Number of nodes, at least 1.
    degree : int
        Edges per node, at least 0: ``er`` has ``nodes * degree`` of them, or all pairs if those
        are fewer; ``sf`` links each node to so many earlier ones, those with many edges first.
    graph : str
        ``er`` (Erdős, Rényi) or ``sf`` (Barabási, Albert).
    rng : numpy.random.Generator
        Source of randomness.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    References
    ----------
    .. [1] Zheng, Aragam, Ravikumar, Xing (2018). DAGs with NO TEARS. *NeurIPS 31*.
    """
    check_count("nodes", nodes)
    check_count("degree", degree, 0)
    if graph not in GRAPHS:
        raise OptionError(f"graph {graph!r} is unknown (known: {', '.join(GRAPHS)})")
    pairs = _uniform(nodes, degree, rng) if graph == "er" else _preferred(nodes, degree, rng)
    names = rng.permutation(nodes)
    edges = np.zeros((nodes, nodes), dtype=bool)
    edges[names[pairs[:, 0]], names[pairs[:, 1]]] = True
    return edges


def _uniform(nodes: int, degree: int, rng: np.random.Generator) -> Ints:
    """Draw pairs (earlier, later) without repetition; O(d^2)."""
    first, second = np.triu_indices(nodes, 1)
    count = min(nodes * degree, math.comb(nodes, 2))
    chosen = rng.choice(first.size, count, replace=False)
    return np.stack([first[chosen], second[chosen]], axis=1)


def _preferred(nodes: int, degree: int, rng: np.random.Generator) -> Ints:
    """Link each node to earlier ones, drawn by their edges so far; O(d^2)."""
    ends = np.ones(nodes)
    pairs: list[tuple[int, int]] = []
    for later in range(1, nodes):
        chance = ends[:later] / ends[:later].sum()
        for earlier in rng.choice(later, min(degree, later), replace=False, p=chance).tolist():
            pairs.append((earlier, later))
            ends[[earlier, later]] += 1
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def check_samples(samples: int) -> None:
    """Refuse fewer than two rows."""
    check_count("samples", samples, 2)


def parents_of(edges: Bools, node: int) -> NDArray[np.int64]:
    """Return the parents of a node, in increasing order."""
    return np.flatnonzero(edges[:, node])
