from __future__ import annotations

import numpy as np
import pytest

from coopt.problem.distances import Distances, explicit, tour_length
from coopt.search import first_tour as module
from coopt.search.first_tour import first_tour, hilbert_order, nearest_neighbour


def test_nearest_neighbour_goes_to_the_nearest() -> None:
    distances = explicit([[0, 5, 2, 9], [1, 0, 4, 3], [7, 1, 0, 8], [1, 1, 1, 0]])
    assert nearest_neighbour(distances).tolist() == [0, 2, 1, 3]


def test_the_curve_passes_cells_that_touch() -> None:
    side = 16
    cells = np.stack(np.meshgrid(np.arange(side), np.arange(side)), axis=-1).reshape(-1, 2)
    order = hilbert_order(cells * (2**16 - 1) / (side - 1))
    steps = np.abs(np.diff(cells[order], axis=0)).sum(axis=1)
    assert (steps == 1).all()


@pytest.mark.parametrize("n", [1, 2, 3, 50, 3000])
def test_first_tours_are_tours(n: int) -> None:
    points = np.random.default_rng(n).random((n, 2))
    tour = first_tour(Distances("EUCLIDEAN", points))
    assert np.array_equal(np.sort(tour), np.arange(n))
    if n == 3000:
        assert tour_length(Distances("EUCLIDEAN", points), tour) < 1.4 * 0.7124 * np.sqrt(n)


def test_equal_points_and_large_matrices_are_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "NEAREST_UP_TO", 5)
    assert np.array_equal(np.sort(first_tour(Distances("EUC_2D", np.ones((9, 2))))), np.arange(9))
    assert first_tour(explicit(np.ones((9, 9)))).size == 9
