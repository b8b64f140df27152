from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from coopt.kernels.held_karp import (
    Graph,
    alpha_neighbours,
    ascend,
    candidate_graph,
    filled_up,
    one_tree_of_all,
    sparse_alpha_neighbours,
    step_lengths,
    with_edges_of,
)
from coopt.kernels.neighbours import nearest_by_matrix
from coopt.kernels.one_tree import GRAIN, sparse_one_tree, tree_path_weight
from tests.kernels.random_tours import KINDS, metric_and_matrix, shortest_by_trial

Matrix = NDArray[Any]


def spanning_tree(weight: Matrix, forced: tuple[int, int] | None = None) -> list[tuple[int, int]]:
    """Kruskal's method over all pairs of a symmetric matrix, with one edge first."""
    n = weight.shape[0]
    pairs = sorted((weight[i, j], i, j) for i in range(n) for j in range(i + 1, n))
    if forced is not None:
        pairs.insert(0, (0.0, *forced))
    label, edges = list(range(n)), []
    for _, i, j in pairs:
        if label[i] != label[j]:
            label = [label[j] if v == label[i] else v for v in label]
            edges.append((i, j))
    return edges


def one_tree(weight: Matrix) -> tuple[float, int]:
    """Return the weight of a minimum 1-tree, and its leaf, chosen for the most."""
    edges = spanning_tree(weight)
    n = weight.shape[0]
    degree = np.bincount(np.array(edges).ravel(), minlength=n)
    second, leaf = max((np.sort(np.delete(weight[i], i))[1], i) for i in range(n) if degree[i] == 1)
    return float(sum(weight[i, j] for i, j in edges) + second), leaf


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_dense_and_sparse_one_trees_agree_with_trial(kind: str, seed: int) -> None:
    n = 14
    metric, matrix = metric_and_matrix(kind, n, seed)
    price = np.random.default_rng(seed).integers(-50, 50, n).astype(float)
    wanted, _ = one_tree(matrix + price[:, None] + price)
    tree = one_tree_of_all(metric, price)
    assert tree.bound == wanted - 2 * price.sum()
    assert tree.degree.sum() == 2 * n
    a, b = np.triu_indices(n, 1)
    graph = Graph(a.astype(np.int32), b.astype(np.int32), matrix[a, b].astype(float))
    _, value = ascend(graph, price.copy(), np.zeros(n), iter([1.0]))
    assert value == tree.bound


@pytest.mark.parametrize("seed", range(4))
def test_climbs_find_the_largest_weight_on_the_way(seed: int) -> None:
    n = 15
    _, matrix = metric_and_matrix("uniform", n, seed)
    a, b = np.triu_indices(n, 1)
    weight = matrix[a, b].astype(float)
    root, size = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
    joined, degree = np.empty(n), np.empty(n, dtype=np.int64)
    sparse_one_tree(
        a.astype(np.int32), b.astype(np.int32), weight, np.argsort(weight), root, size, joined,
        degree,
    )  # fmt: skip
    widest = np.full((n, n), np.inf)
    for i, j in spanning_tree(matrix):
        widest[i, j] = widest[j, i] = matrix[i, j]
    for k in range(n):
        widest = np.minimum(widest, np.maximum(widest[:, k : k + 1], widest[k]))
    for i in range(n):
        for j in range(i):
            assert tree_path_weight(root, joined, i, j) == widest[i, j]


@pytest.mark.parametrize("seed", range(4))
def test_candidates_have_the_least_alpha(seed: int) -> None:
    n, k = 12, 4
    metric, matrix = metric_and_matrix("uniform", n, seed)
    price = np.random.default_rng(seed).integers(-50, 50, n).astype(float)
    weight = matrix + price[:, None] + price
    total, leaf = one_tree(weight)
    tree = one_tree_of_all(metric, price)
    near = alpha_neighbours(metric, tree, k)
    alpha = np.full((n, n), np.inf)
    for i in range(n):
        for j in range(n):
            if leaf in (i, j) and i != j:
                others = np.sort(np.delete(weight[leaf], leaf))
                alpha[i, j] = max(0.0, weight[i, j] - others[1])
            elif i != j:
                edges = spanning_tree(weight, (min(i, j), max(i, j)))
                second = np.sort(np.delete(weight[leaf], leaf))[1]
                alpha[i, j] = sum(weight[p, q] for p, q in edges) + second - total
    for i in range(n):
        assert alpha[i, near[i]].tolist() == np.sort(alpha[i])[:k].tolist()
        assert np.unique(near[i]).size == k
    a, b = np.triu_indices(n, 1)
    graph = Graph(a.astype(np.int32), b.astype(np.int32), matrix[a, b].astype(float))
    pool = nearest_by_matrix(matrix, n - 1)
    sparse = sparse_alpha_neighbours(metric, graph, price, pool, k)
    for i in range(n):
        if i != leaf and leaf not in np.argsort(alpha[i])[: k + 1]:
            assert alpha[i, sparse[i]] == pytest.approx(alpha[i, near[i]])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [5, 8])
def test_the_bound_is_below_the_optimum_and_near_it(kind: str, n: int) -> None:
    metric, matrix = metric_and_matrix(kind, n, n)
    near = nearest_by_matrix(matrix, 4)
    order = np.arange(n, dtype=np.int32)
    graph = candidate_graph(metric, near, order)
    best = shortest_by_trial(matrix)
    price, drift = np.zeros(n), np.zeros(n)

    def steps() -> Iterator[float]:
        return step_lengths(max(1.0, best) / n, 0.01 / n, 100, 1, lambda: 0.0)

    price, _ = ascend(graph, price, drift, steps())
    tree = one_tree_of_all(metric, price)
    assert tree.bound <= best
    wider = with_edges_of(metric, graph, tree, near[:, :2])
    assert wider.a.size >= graph.a.size
    again, _ = ascend(wider, price, drift, steps())
    tree = one_tree_of_all(metric, again)
    assert 0.85 * best <= tree.bound <= best
    assert tree.bound * GRAIN == round(tree.bound * GRAIN)


def test_prices_are_found_in_time() -> None:
    metric, matrix = metric_and_matrix("uniform", 20, 1)
    graph = candidate_graph(metric, nearest_by_matrix(matrix, 5), np.arange(20, dtype=np.int32))
    none = step_lengths(8.0, 1.0, 100, 1, lambda: math.inf)
    price, value = ascend(graph, np.zeros(20), np.zeros(20), none)
    assert not price.any() and value == -np.inf


def test_steps_shrink_with_their_number_and_with_time() -> None:
    assert list(step_lengths(8.0, 1.0, 3, 1, lambda: 0.0)) == pytest.approx([8.0, 4.0, 2.0])
    clock = iter([0.0, 2 / 3, 1.0])
    short = step_lengths(8.0, 1.0, 100, 1, lambda: next(clock))
    assert list(short) == pytest.approx([8.0, 1.0 * 8 ** (1 / 3)])
    assert list(step_lengths(8.0, 1.0, 100, 3, lambda: 1.0)) == pytest.approx([8.0, 4.0, 2.0])


def test_lists_are_filled_up_without_doubles() -> None:
    near = np.array([[1, 2], [0, 2]], dtype=np.int32)
    others = np.array([[2, 3, 1, 4], [2, 0, 5, 6]], dtype=np.int32)
    assert filled_up(near, others, 4).tolist() == [[1, 2, 3, 4], [0, 2, 5, 6]]
