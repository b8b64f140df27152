"""Instances and plain twins for the tests of tour kernels."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.kernels.exchange import Tour, new_tour
from coopt.kernels.metric import Metric, metric_of
from coopt.kernels.neighbours import neighbour_distances
from coopt.problem.distances import Distances, distance_matrix

KINDS = ("uniform", "grid", "line", "copies", "clusters")


def points_of(kind: str, n: int, seed: int) -> NDArray[np.float64]:
    """Return points that are easy, tied, collinear, equal or clustered."""
    rng = np.random.default_rng(seed)
    if kind == "grid":
        return rng.integers(0, 6, (n, 2)).astype(float) * 10.0
    if kind == "line":
        return np.stack((rng.permutation(n) * 7.0, np.full(n, 3.0)), axis=1)
    if kind == "copies":
        return np.asarray(
            rng.integers(0, 1000, (max(1, n // 4), 2))[rng.integers(0, n // 4, n)], float
        )
    if kind == "clusters":
        return rng.integers(0, 5, (n, 2)) * 1000.0 + rng.random((n, 2)) * 20.0
    return rng.random((n, 2)) * 1000.0


def metric_and_matrix(kind: str, n: int, seed: int) -> tuple[Metric, NDArray[Any]]:
    """Return rounded distances of random points, for kernels and as a matrix."""
    distances = Distances("EUC_2D", points_of(kind, n, seed))
    return metric_of(distances), distance_matrix(distances)


def tour_of(metric: Metric, matrix: NDArray[Any], k: int, seed: int) -> Tour:
    """Return a random tour whose candidates are the nearest neighbours."""
    n = matrix.shape[0]
    apart = matrix + np.eye(n, dtype=np.int64) * 10**9
    near = np.argsort(apart, axis=1, kind="stable")[:, :k].astype(np.int32)
    far = np.empty_like(near)
    neighbour_distances(metric.kind, metric.x, metric.y, metric.matrix, near, far)
    order = np.random.default_rng(seed).permutation(n).astype(np.int32)
    return new_tour(order, near, far, 64 * n)


def length_of(matrix: NDArray[Any], order: NDArray[Any]) -> int:
    return int(matrix[order, np.roll(order, -1)].sum())


def is_consistent(tour: Tour) -> bool:
    """Whether the tour is a permutation and the places are those of its cities."""
    n = tour.order.size
    return np.array_equal(np.sort(tour.order), np.arange(n)) and np.array_equal(
        tour.at[tour.order], np.arange(n)
    )


def shortest_by_trial(matrix: NDArray[Any]) -> float:
    """Try all tours."""
    n = matrix.shape[0]
    rest = np.array(list(itertools.permutations(range(1, n))))
    tours = np.concatenate((np.zeros((len(rest), 1), dtype=int), rest), axis=1)
    return float(matrix[tours, np.roll(tours, -1, axis=1)].sum(axis=1).min())
