from __future__ import annotations

import numpy as np
import pytest

from coopt.kernels.visit_state import (
    LENGTH,
    VISITED,
    leave,
    move_to,
    reverse,
    rotate,
    save,
    undo,
    visit,
)
from tests.kernels.small_tour import (
    assert_consistent,
    length_of,
    small_tour,
    small_visits,
    tour_of,
)

BOTH = pytest.mark.parametrize("symmetric", [True, False])


@BOTH
@pytest.mark.parametrize("seed", range(10))
def test_visiting_and_leaving_agree_with_lists(seed: int, symmetric: bool) -> None:
    rng, visits = np.random.default_rng(seed), small_visits(14, seed, symmetric)
    tour = small_tour(visits, seed)
    for _ in range(50):
        nodes = tour_of(tour).tolist()
        size = len(nodes)
        outside = tour.order[size:].tolist()
        if outside and rng.random() < 0.6:
            node, place = int(rng.choice(outside)), int(rng.integers(1, size + 1))
            nodes.insert(place, node)
            detour = length_of(visits, np.array(nodes)) - int(tour.counts[LENGTH])
            visit(visits, tour, node, place, detour)
        elif size > 1:
            place = int(rng.integers(1, size))
            many = int(rng.integers(1, size - place + 1))
            gone = nodes[place : place + many]
            del nodes[place : place + many]
            leave(visits, tour, place, many)
            assert tour.order[len(nodes) : size].tolist() == gone
        assert tour_of(tour).tolist() == nodes
        assert_consistent(visits, tour)


@pytest.mark.parametrize("seed", range(10))
def test_blocks_are_swapped_and_turned_like_slices(seed: int) -> None:
    rng, visits = np.random.default_rng(seed), small_visits(20, seed)
    tour = small_tour(visits, seed, 1.0)
    for _ in range(30):
        low, middle, high = np.sort(rng.choice(np.arange(1, 21), 3, replace=False)).tolist()
        order = tour.order.tolist()
        rotate(tour, low, middle, high)
        order[low:high] = order[middle:high] + order[low:middle]
        reverse(tour, low, middle)
        order[low:middle] = order[low:middle][::-1]
        assert tour.order.tolist() == order
        assert tour.at[tour.order].tolist() == list(range(20))


@pytest.mark.parametrize("seed", range(10))
def test_undo_goes_back_to_what_was_saved(seed: int) -> None:
    visits = small_visits(15, seed)
    tour = small_tour(visits, seed)
    leave(visits, tour, 2, 3)
    save(tour)
    before = tour.order.tolist(), tour.counts[[VISITED, LENGTH]].tolist()
    leave(visits, tour, 1, 2)
    reverse(tour, 1, int(tour.counts[VISITED]))
    undo(tour)
    assert (tour.order.tolist(), tour.counts[[VISITED, LENGTH]].tolist()) == before
    assert_consistent(visits, tour)


def test_a_tour_can_be_set() -> None:
    visits = small_visits(9, 0)
    tour = small_tour(visits, 0)
    move_to(visits, tour, np.array([5, 3, 8]))
    assert tour_of(tour).tolist() == [0, 5, 3, 8]
    undo(tour)
    assert_consistent(visits, tour)
