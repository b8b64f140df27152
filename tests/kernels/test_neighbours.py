from __future__ import annotations

import numpy as np
import pytest

from coopt.kernels import neighbours
from coopt.kernels.neighbours import nearest_by_matrix, nearest_by_points, quadrant_neighbours
from coopt.problem.distances import Distances, distance_matrix
from tests.kernels.random_tours import KINDS, points_of


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("k", [1, 5, 29, 50])
def test_the_nearest_are_the_nearest(kind: str, k: int) -> None:
    points = points_of(kind, 30, k)
    matrix = distance_matrix(Distances("EUCLIDEAN", points))
    apart = matrix + np.diag(np.full(30, np.inf))
    wanted = np.sort(apart, axis=1)[:, : min(k, 29)]
    whole = np.rint(matrix * 1e6).astype(np.int64)
    for near in (nearest_by_points(points, k), nearest_by_matrix(whole, k)):
        assert near.dtype == np.int32
        found = np.take_along_axis(apart, near.astype(int), axis=1)
        assert found == pytest.approx(wanted, abs=1e-5)
        assert all(np.unique(row).size == row.size for row in near)


@pytest.mark.parametrize("kind", KINDS)
def test_each_quadrant_gives_its_nearest(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    points = points_of(kind, 40, 3)
    x, y = points.T.copy()
    exact = quadrant_neighbours(x, y, 2, 10)
    assert exact.shape == (40, 10)
    for i in range(40):
        assert np.unique(exact[i]).size == 10 and i not in exact[i]
        dx, dy = x - x[i], y - y[i]
        upper_right = np.flatnonzero((dx > 0) & (dy >= 0))
        nearest = upper_right[np.argsort(np.hypot(dx, dy)[upper_right])[:2]]
        radius = np.hypot(dx, dy)
        for j in nearest:
            assert radius[exact[i]][(dx[exact[i]] > 0) & (dy[exact[i]] >= 0)].min() <= radius[j]
    monkeypatch.setattr(neighbours, "EXACT_QUADRANTS", 10)
    monkeypatch.setattr(neighbours, "SEEN", 39)
    pooled = quadrant_neighbours(x, y, 2, 10)
    distance = np.hypot(x[:, None] - x, y[:, None] - y)
    both = [np.take_along_axis(distance, near.astype(int), axis=1) for near in (exact, pooled)]
    assert both[0] == pytest.approx(both[1])


def test_copies_do_not_fill_the_list() -> None:
    points = np.repeat(np.random.default_rng(0).random((20, 2)), 10, axis=0)
    x, y = points.T.copy()
    near = quadrant_neighbours(x, y, 2, 8)
    same = (points[near] == points[:, None, :]).all(axis=2)
    assert (same.sum(axis=1) <= 2).sum() > 150
