"""Small tours through some of the nodes, and what they should add up to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopt.kernels.metric import metric_of
from coopt.kernels.neighbours import nearest_by_matrix
from coopt.kernels.visit_state import (
    LENGTH,
    PRIZE,
    VALUE,
    VISITED,
    Tour,
    Visits,
    start_tour,
    visits_of,
)
from coopt.problem.distances import explicit


def small_visits(n: int, seed: int, symmetric: bool = True) -> Visits:
    """Return visits with whole distances, all nodes being neighbours."""
    rng = np.random.default_rng(seed)
    points = rng.integers(0, 100, (n, 2))
    apart = np.abs(points[:, None] - points[None, :]).sum(axis=2)
    matrix = apart if symmetric else apart + rng.integers(0, 30, (n, n))
    metric = metric_of(explicit(matrix))
    near = nearest_by_matrix(np.minimum(metric.matrix, metric.matrix.T), n - 1)
    return visits_of(metric, near, rng.integers(1, 40, n).astype(float), rng.random(n))


def small_tour(visits: Visits, seed: int, share: float = 0.5) -> Tour:
    """Return a random tour through a share of the nodes."""
    rng = np.random.default_rng(seed)
    nodes = 1 + rng.permutation(visits.value.size - 1)
    return start_tour(visits, nodes[: int(share * nodes.size)], rng)


def tour_of(tour: Tour) -> NDArray[np.int64]:
    """Return the visited nodes in order."""
    return tour.order[: tour.counts[VISITED]].astype(np.int64)


def length_of(visits: Visits, nodes: NDArray[np.int64]) -> int:
    """Return the length of a closed tour."""
    return int(visits.matrix[nodes, np.roll(nodes, -1)].sum(dtype=np.int64))


def assert_consistent(visits: Visits, tour: Tour) -> None:
    """Check that the state is a tour, and that its sums are those of the tour."""
    n, nodes = visits.value.size, tour_of(tour)
    assert sorted(tour.order.tolist()) == list(range(n))
    assert tour.at[tour.order].tolist() == list(range(n))
    assert nodes[0] == 0
    assert tour.counts[LENGTH] == length_of(visits, nodes)
    assert np.isclose(tour.amounts[VALUE], visits.value[nodes].sum())
    assert np.isclose(tour.amounts[PRIZE], visits.prize[nodes].sum())
