from __future__ import annotations

import itertools

import numpy as np
import pytest

from coopt.kernels.visit_exchange import carry, shorten
from coopt.kernels.visit_insertion import enqueue
from coopt.kernels.visit_state import LENGTH, QUEUED
from tests.kernels.small_tour import (
    assert_consistent,
    length_of,
    small_tour,
    small_visits,
    tour_of,
)


@pytest.mark.parametrize("symmetric", [True, False])
@pytest.mark.parametrize("seed", range(10))
def test_shortening_keeps_the_nodes_and_the_books(seed: int, symmetric: bool) -> None:
    visits = small_visits(25, seed, symmetric)
    tour = small_tour(visits, seed, 0.7)
    nodes, length = sorted(tour_of(tour).tolist()), int(tour.counts[LENGTH])
    for node in nodes:
        enqueue(tour.queue, tour.queued, tour.counts, node)
    shorten(visits, tour)
    assert_consistent(visits, tour)
    assert sorted(tour_of(tour).tolist()) == nodes
    assert tour.counts[LENGTH] < length
    assert tour.counts[QUEUED] == 0 and not tour.queued.any()


@pytest.mark.parametrize("seed", range(10))
def test_no_exchange_of_two_edges_is_left(seed: int) -> None:
    visits = small_visits(20, seed)
    tour = small_tour(visits, seed, 0.7)
    for node in tour_of(tour).tolist():
        enqueue(tour.queue, tour.queued, tour.counts, node)
    shorten(visits, tour)
    nodes = tour_of(tour)
    for i, j in itertools.combinations(range(1, nodes.size + 1), 2):
        turned = nodes.copy()
        turned[i:j] = turned[i:j][::-1]
        assert length_of(visits, turned) >= tour.counts[LENGTH]


@pytest.mark.parametrize("seed", range(20))
def test_a_path_is_carried_like_a_slice(seed: int) -> None:
    rng = np.random.default_rng(seed)
    visits = small_visits(15, seed)
    tour = small_tour(visits, seed, 1.0)
    first = int(rng.integers(1, 12))
    last = first + int(rng.integers(0, 3))
    place = int(rng.choice([k for k in range(15) if not first - 1 <= k <= last]))
    turned = bool(rng.random() < 0.5)
    order = tour.order.tolist()
    path, goal = order[first : last + 1], order[place]
    carry(tour, first, last, place, turned)
    rest = [node for node in order if node not in path]
    k = rest.index(goal) + 1
    assert tour.order.tolist() == rest[:k] + (path[::-1] if turned else path) + rest[k:]
