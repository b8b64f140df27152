from __future__ import annotations

import numpy as np
import pytest

from coopt.kernels.visit_insertion import open_pool
from coopt.kernels.visit_kick import anneal, fill, shrink
from coopt.kernels.visit_state import (
    BEST_LENGTH,
    BEST_RANK,
    BEST_VISITED,
    LENGTH,
    PRIZE,
    VALUE,
    Tour,
    Visits,
)
from tests.kernels.small_tour import assert_consistent, length_of, small_tour, small_visits

KINDS = ("length", "prize")


def problem(kind: str, seed: int, symmetric: bool) -> Visits:
    visits = small_visits(40, seed, symmetric)
    if kind == "length":
        return visits._replace(limit=300, least=0.0, price=0.3, tie=1e-6)
    return visits._replace(need=0.6 * float(visits.prize.sum()), scarcity=20.0)


def annealed(visits: Visits, seed: int, chunks: tuple[int, ...] = (300, 300)) -> Tour:
    tour = small_tour(visits, seed, 1.0)
    fill(visits, tour)
    for kicks in chunks:
        anneal(visits, tour, kicks, 5.0, 0)
    return tour


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("symmetric", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_the_books_are_right_and_the_best_tour_is_allowed(
    kind: str, symmetric: bool, seed: int
) -> None:
    visits = problem(kind, seed, symmetric)
    tour = annealed(visits, seed)
    assert_consistent(visits, tour)
    best = tour.best[: tour.counts[BEST_VISITED]].astype(np.int64)
    assert len(set(best.tolist())) == best.size
    length, value = length_of(visits, best), float(visits.value[best].sum())
    assert length == tour.counts[BEST_LENGTH] <= visits.limit
    assert np.isclose(tour.amounts[BEST_RANK], value - visits.tie * length)
    assert visits.prize[best].sum() >= visits.need - 1e-9
    assert tour.amounts[BEST_RANK] >= tour.amounts[VALUE] - visits.tie * tour.counts[LENGTH] - 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_a_tour_may_be_too_long_for_a_while_but_never_the_best(seed: int) -> None:
    visits = problem("length", seed, True)
    tour = small_tour(visits, seed, 1.0)
    fill(visits, tour)
    longest = 0
    for k in range(40):
        over = 100 if k < 20 else 0
        anneal(visits, tour, 50, 20.0, over)
        longest = max(longest, int(tour.counts[LENGTH]))
        assert tour.counts[LENGTH] <= visits.limit + over
        assert tour.counts[BEST_LENGTH] <= visits.limit
        assert_consistent(visits, tour)
    assert longest > visits.limit


@pytest.mark.parametrize("kind", KINDS)
def test_kicks_do_not_depend_on_their_chunks(kind: str) -> None:
    visits = problem(kind, 3, True)
    first, second = annealed(visits, 3, (600,)), annealed(visits, 3, (1, 250, 349))
    assert first.order.tolist() == second.order.tolist()
    assert first.best.tolist() == second.best.tolist()


@pytest.mark.parametrize("seed", range(5))
def test_shrinking_keeps_the_limit(seed: int) -> None:
    visits = small_visits(30, seed)._replace(limit=250)
    tour = small_tour(visits, seed, 1.0)
    open_pool(tour)
    shrink(visits, tour, 0)
    assert_consistent(visits, tour)
    assert tour.counts[LENGTH] <= 250
    assert tour.amounts[PRIZE] > 0.0
