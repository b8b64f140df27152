from __future__ import annotations

import numpy as np
import pytest

from coopt.kernels.visit_insertion import (
    TRIED,
    add_to_pool,
    cheapest,
    insert_greedily,
    open_pool,
)
from coopt.kernels.visit_state import LENGTH, POOLED, VISITED, Tour, Visits
from tests.kernels.small_tour import (
    assert_consistent,
    length_of,
    small_tour,
    small_visits,
    tour_of,
)

BOTH = pytest.mark.parametrize("symmetric", [True, False])


def cheapest_by_trial(visits: Visits, tour: Tour, node: int) -> int:
    """Return the least detour over all places of the tour."""
    nodes = tour_of(tour)
    longer = [
        length_of(visits, np.insert(nodes, place, node)) for place in range(1, nodes.size + 1)
    ]
    return min(longer) - length_of(visits, nodes)


@BOTH
@pytest.mark.parametrize("seed", range(10))
def test_the_cheapest_place_agrees_with_trial(seed: int, symmetric: bool) -> None:
    # As many visited neighbours as are tried: then every place is.
    visits = small_visits(2 * TRIED, seed, symmetric)
    tour = small_tour(visits, seed, 0.3)
    size = int(tour.counts[VISITED])
    for node in tour.order[size:].tolist():
        detour, behind = cheapest(*visits[:5], tour.order, tour.at, size, node)
        assert detour == cheapest_by_trial(visits, tour, node)
        place = int(tour.at[behind]) + 1
        longer = length_of(visits, np.insert(tour_of(tour), place, node))
        assert longer - int(tour.counts[LENGTH]) == detour


@BOTH
@pytest.mark.parametrize("seed", range(10))
def test_insertion_ends_where_nothing_fits(seed: int, symmetric: bool) -> None:
    visits = small_visits(20, seed, symmetric)
    tour = small_tour(visits, seed, 0.2)
    limit = int(tour.counts[LENGTH]) + 60
    visits = visits._replace(limit=limit, least=0.0)
    open_pool(tour)
    for node in range(20):
        add_to_pool(tour, node, 1.0)
    assert tour.counts[POOLED] == 20 - tour.counts[VISITED]
    insert_greedily(visits, tour, 0)
    assert_consistent(visits, tour)
    assert tour.counts[LENGTH] <= limit
    size = int(tour.counts[VISITED])
    for node in tour.order[size:].tolist():
        detour, _ = cheapest(*visits[:5], tour.order, tour.at, size, node)
        assert tour.counts[LENGTH] + detour > limit


@pytest.mark.parametrize("seed", range(5))
def test_nodes_that_cost_more_than_they_are_worth_come_only_for_their_prize(seed: int) -> None:
    for need, many in ((0.0, 1), (1e9, 12)):
        visits = small_visits(12, seed)._replace(least=1e9, need=need, scarcity=1.0)
        tour = small_tour(visits, seed, 0.0)
        open_pool(tour)
        for node in range(12):
            add_to_pool(tour, node, 1.0)
        insert_greedily(visits, tour, 0)
        assert tour.counts[VISITED] == many
