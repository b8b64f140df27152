from __future__ import annotations

import numpy as np
import pytest

from coopt.kernels import greedy_edge as module
from coopt.kernels.greedy_edge import greedy_edge
from coopt.kernels.neighbours import nearest_by_matrix
from tests.kernels.random_tours import KINDS, length_of, metric_and_matrix, points_of


def greedy_by_trial(matrix: np.ndarray) -> int:
    """Take all pairs in the order of length; return the length of the tour."""
    n = matrix.shape[0]
    pairs = sorted((int(matrix[i, j]), i, j) for i in range(n) for j in range(i))
    label, degree, total = list(range(n)), [0] * n, 0
    left = n - 1
    for length, i, j in pairs:
        if degree[i] < 2 and degree[j] < 2 and label[i] != label[j]:
            label = [label[j] if v == label[i] else v for v in label]
            degree[i] += 1
            degree[j] += 1
            total += length
            left -= 1
    assert left == 0
    first, last = [i for i in range(n) if degree[i] < 2]
    return total + int(matrix[first, last])


@pytest.mark.parametrize("seed", range(5))
def test_it_agrees_with_trial_where_no_lengths_are_equal(seed: int) -> None:
    metric, matrix = metric_and_matrix("uniform", 25, seed)
    matrix = matrix * 1000 + np.arange(625).reshape(25, 25)
    matrix = np.triu(matrix, 1) + np.triu(matrix, 1).T
    metric = metric._replace(kind=0, matrix=matrix.astype(np.int32))
    order = greedy_edge(metric, nearest_by_matrix(matrix, 24))
    assert length_of(matrix, order) == greedy_by_trial(matrix)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("few", [2, 1500])
@pytest.mark.parametrize("by_points", [True, False])
def test_it_is_a_tour(
    kind: str, few: int, by_points: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FEW_ENDS", few)
    metric, matrix = metric_and_matrix(kind, 90, 2)
    if not by_points:
        metric = metric._replace(kind=0, matrix=matrix.astype(np.int32))
    points = points_of(kind, 90, 2) if by_points else None
    order = greedy_edge(metric, nearest_by_matrix(matrix, 3), points)
    assert np.array_equal(np.sort(order), np.arange(90))
