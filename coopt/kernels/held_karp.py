"""Ascent on node prices for 1-trees: the Held-Karp bound, and candidates by alpha [1]_.

References
----------
.. [1] Held, Wolfe, Crowder (1974). Validation of subgradient optimization. *Mathematical
       Programming* 6: 62-88.

Notes
-----
Departure: steps have lengths that fall by equal factors, and a momentum. Long first steps and a
momentum bring prices of whole clusters to where they belong in a tenth of the steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from coopt.kernels.greedy_edge import edge_lengths
from coopt.kernels.metric import Metric
from coopt.kernels.neighbours import neighbour_distances
from coopt.kernels.one_tree import (
    GRAIN,
    Longs,
    Nodes,
    dense_alpha,
    dense_one_tree,
    sparse_alpha,
    sparse_one_tree,
)
from coopt.problem.csr import Floats

MEMORY = 0.8
"""Share of the last direction in the next: clusters must move as one, which single steps do not."""


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Edges ``(a, b)`` of a connected graph, each once, and their lengths; shape (edges,)."""

    a: Nodes
    b: Nodes
    length: Floats


@dataclass(frozen=True, slots=True, eq=False)
class OneTree:
    """A minimum 1-tree of all pairs under prices; ``bound`` is below every tour, exactly."""

    bound: float
    price: Longs
    above: Nodes
    sequence: Nodes
    weight: Longs
    degree: Longs
    leaf: Longs


def candidate_graph(metric: Metric, near: Nodes, order: Nodes) -> Graph:
    """Return the edges to candidate neighbours and those of a tour; O(n k log n)."""
    n, k = near.shape
    tails = np.concatenate((np.repeat(np.arange(n), k), order))
    heads = np.concatenate((near.ravel(), np.roll(order, -1)))
    code = np.unique(np.minimum(tails, heads).astype(np.int64) * n + np.maximum(tails, heads))
    return _graph(metric, (code // n).astype(np.int32), (code % n).astype(np.int32))


def with_edges_of(metric: Metric, graph: Graph, tree: OneTree, near: Nodes) -> Graph:
    """Return the graph with the edges of a 1-tree and to candidate neighbours added."""
    n = tree.price.shape[0]
    below = tree.sequence[1:]
    tails = np.concatenate((below, tree.leaf[:1], np.repeat(np.arange(n), near.shape[1])))
    heads = np.concatenate((tree.above[below], tree.leaf[1:2], near.ravel()))
    code = np.concatenate(
        (
            graph.a.astype(np.int64) * n + graph.b,
            np.minimum(tails, heads).astype(np.int64) * n + np.maximum(tails, heads),
        )
    )
    code = np.unique(code)
    return _graph(metric, (code // n).astype(np.int32), (code % n).astype(np.int32))


def _graph(metric: Metric, a: Nodes, b: Nodes) -> Graph:
    lengths = np.empty(a.size, dtype=np.int64)
    edge_lengths(metric.kind, metric.x, metric.y, metric.matrix, a, b, lengths)
    return Graph(a, b, lengths.astype(float))


def step_lengths(
    first: float, last: float, steps: int, fewest: int, spent: Callable[[], float]
) -> Iterator[float]:
    """Fall by equal factors from ``first`` to ``last``, in ``steps`` or until all is ``spent``.

    ``spent`` is the share of the time that has passed, asked before each step. There are
    ``fewest`` steps all the same, since few of the long ones are worth nothing; but none once
    the share is infinite.
    """
    for k in range(steps):
        share = spent()
        progress = max(k / steps, min(share, k / fewest))
        if progress >= 1.0 or share == math.inf:
            return
        yield first * (last / first) ** progress


def ascend(
    graph: Graph, price: Floats, drift: Floats, lengths: Iterator[float], until: float = 0.0
) -> tuple[Floats, float]:
    """Raise the 1-tree bound of a sparse graph by subgradient steps; O(edges log) each.

    Parameters
    ----------
    graph : Graph
        A connected graph in which every node has two edges.
    price, drift : ndarray of float64, shape (n,)
        Prices to begin with, and the direction in which they move; written.
    lengths : iterator of float
        Length of each step; steps end with it.
    until : float
        Steps end after one that is not longer.

    Returns
    -------
    tuple of ndarray and float
        The best prices, and their value, which bounds tours of the sparse graph only.
    """
    n = price.size
    root, size = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
    joined, degree = np.empty(n), np.empty(n, dtype=np.int64)
    best, best_value = price.copy(), -np.inf
    for length in lengths:
        weight = graph.length + price[graph.a] + price[graph.b]
        value = sparse_one_tree(
            graph.a, graph.b, weight, np.argsort(weight), root, size, joined, degree
        )
        value -= 2.0 * float(price.sum())
        if value > best_value:
            best, best_value = price.copy(), value
        excess = degree - 2
        if not excess.any():
            break
        drift[:] = MEMORY * drift + (1.0 - MEMORY) * excess
        price += length * drift
        if length <= until:
            break
    return best, best_value


def one_tree_of_all(metric: Metric, price: Floats) -> OneTree:
    """Return the minimum 1-tree of all pairs under rounded prices; O(n^2)."""
    n = price.size
    whole = np.rint(GRAIN * price).astype(np.int64)
    above, sequence = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
    weight, degree = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    leaf = np.empty(3, dtype=np.int64)
    total = dense_one_tree(
        metric.kind, metric.x, metric.y, metric.matrix,
        whole, above, sequence, weight, degree, leaf,
    )  # fmt: skip
    bound = (int(total) - 2 * int(whole.sum())) / GRAIN
    return OneTree(bound, whole, above, sequence, weight, degree, leaf)


def alpha_neighbours(metric: Metric, tree: OneTree, k: int) -> Nodes:
    """Return the k nearest neighbours of each node by alpha; shape (n, k). O(n^2)."""
    n = tree.price.size
    near = np.empty((n, min(k, n - 1)), dtype=np.int32)
    dense_alpha(
        metric.kind, metric.x, metric.y, metric.matrix, tree.price, tree.above,
        tree.sequence, tree.weight, tree.leaf, near,
    )  # fmt: skip
    return near


def sparse_alpha_neighbours(
    metric: Metric, graph: Graph, price: Floats, pool: Nodes, k: int
) -> Nodes:
    """Return the k of the neighbours in ``pool`` with least alpha in the graph's 1-tree."""
    n = price.size
    root, size = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
    joined, degree = np.empty(n), np.empty(n, dtype=np.int64)
    weight = graph.length + price[graph.a] + price[graph.b]
    sparse_one_tree(graph.a, graph.b, weight, np.argsort(weight), root, size, joined, degree)
    far = np.empty(pool.shape, dtype=np.int32)
    neighbour_distances(metric.kind, metric.x, metric.y, metric.matrix, pool, far)
    near = np.empty((n, min(k, pool.shape[1])), dtype=np.int32)
    sparse_alpha(pool, far, price, root, joined, near)
    return near


def filled_up(near: Nodes, others: Nodes, k: int) -> Nodes:
    """Return ``near`` with neighbours of ``others`` that it lacks, k in all; shape (n, k).

    Where both have fewer than k, the last ones repeat. O(n k^2).
    """
    n = near.shape[0]
    both = np.concatenate((near, others), axis=1)
    new = np.ones(both.shape, dtype=bool)
    for c in range(1, both.shape[1]):
        new[:, c] = (both[:, :c] != both[:, c : c + 1]).all(axis=1)
    rank = np.argsort(~new, axis=1, kind="stable")[:, : min(k, both.shape[1])]
    return np.ascontiguousarray(both[np.arange(n)[:, None], rank])
