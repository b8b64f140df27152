"""Orienteering and prize-collecting search: against all tours, and what every answer keeps."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopt.bus.protocol import Options
from coopt.check.candidate import evaluate
from coopt.methods.ils import orienteering, prize_collecting
from coopt.methods.ils.first_visits import most_prize_first, nearest_first
from coopt.methods.ils.visit_bounds import least_cost, most_prize
from coopt.methods.ils.visit_rounds import padded
from coopt.problem.distances import Distances
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting
from coopt.solve import solve
from tests.methods.ils.small_visits import (
    CheckingBus,
    by_trying_all,
    small_orienteering,
    small_prize_collecting,
)


def searched(problem: Any, kicks: int = 3000, start: Any = None, seed: int = 1) -> CheckingBus:
    bus = CheckingBus(problem, start)
    run: Any = orienteering.run if isinstance(problem, Orienteering) else prize_collecting.run
    run(problem, bus, Options(settings={"kicks": str(kicks)}), np.random.default_rng(seed))
    return bus


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("make", [small_orienteering, small_prize_collecting])
def test_small_problems_are_solved_and_their_bounds_hold(make: Any, seed: int) -> None:
    problem = make(3 + seed % 5, seed)
    bus, best = searched(problem), by_trying_all(problem)
    assert bus.found is not None
    assert bus.found[1] == pytest.approx(best, abs=1e-7)
    assert bus.dual <= best + 1e-9


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("make", [small_orienteering, small_prize_collecting])
def test_one_two_and_three_nodes_are_problems_like_others(make: Any, n: int, seed: int) -> None:
    problem = make(n, seed)
    bus = searched(problem, 50)
    assert bus.found is not None
    assert bus.found[1] == pytest.approx(by_trying_all(problem), abs=1e-7)


@settings(max_examples=40, deadline=None)
@given(n=st.integers(1, 30), seed=st.integers(0, 10**6))
def test_every_offer_is_feasible_and_no_bound_is_crossed(n: int, seed: int) -> None:
    for problem in (small_orienteering(n, seed), small_prize_collecting(n, seed)):
        # The bus refuses what is not feasible.
        bus = searched(problem, 200)
        assert bus.found is not None
        assert bus.dual <= bus.found[1] + 1e-9 * max(1.0, abs(bus.found[1]))


@settings(max_examples=60, deadline=None)
@given(n=st.integers(2, 7), seed=st.integers(0, 10**6))
def test_the_bounds_hold_for_all_tours(n: int, seed: int) -> None:
    visiting, collecting = small_orienteering(n, seed), small_prize_collecting(n, seed)
    if n <= 6:
        assert -most_prize(visiting) <= by_trying_all(visiting) + 1e-12
        assert least_cost(collecting) <= by_trying_all(collecting) + 1e-12


@pytest.mark.parametrize("make", [small_orienteering, small_prize_collecting])
def test_the_same_seed_and_budget_give_the_same_answer(make: Any) -> None:
    problem = make(40, 1)
    first, second = searched(problem), searched(problem)
    assert first.found is not None and second.found is not None
    assert first.found[0].tolist() == second.found[0].tolist()


@pytest.mark.parametrize("make", [small_orienteering, small_prize_collecting])
@pytest.mark.parametrize("seed", range(4))
def test_the_answer_is_not_worse_than_the_start(make: Any, seed: int) -> None:
    problem = make(30, seed)
    start = searched(problem, 20_000, seed=5).found
    assert start is not None
    again = searched(problem, 30, start[0], seed=6).found
    assert again is not None
    assert again[1] <= start[1]


def test_a_budget_that_a_tour_just_meets_is_used() -> None:
    # A square of side 1/3: rounded lengths cannot tell whether the tour is within 4/3.
    points = np.array([[0, 0], [0, 1], [1, 1], [1, 0]]) / 3.0
    problem = Orienteering(Distances("EUCLIDEAN", points), np.ones(4), 4.0 / 3.0)
    found = searched(problem, 100).found
    assert found is not None and found[1] == -4.0


def test_a_budget_that_a_tour_just_exceeds_is_kept() -> None:
    points = np.random.default_rng(3).random((30, 2))
    whole = Orienteering(Distances("EUCLIDEAN", points), np.ones(30), 100.0)
    best = searched(whole, 3000).found
    assert best is not None and best[1] == -30.0
    from coopt.check.orienteering import round_trip

    length = round_trip(whole.distances, best[0].astype(np.int64))
    tight = Orienteering(whole.distances, whole.prize, length * (1.0 - 1e-8))
    found = searched(tight, 3000).found
    assert found is not None
    assert evaluate(tight, found[0]).violation == 0.0


def test_real_prizes_are_not_looked_at() -> None:
    plain = small_prize_collecting(25, 1)
    secret = PrizeCollecting(
        plain.distances,
        plain.prize,
        plain.penalty,
        plain.min_prize,
        real_prize=np.random.default_rng(0).random(25) * 9.0,
    )
    first, second = searched(plain).found, searched(secret).found
    assert first is not None and second is not None
    assert first[0].tolist() == second[0].tolist()


@pytest.mark.parametrize("seed", range(8))
def test_first_tours_are_feasible_and_list_nodes_once(seed: int) -> None:
    visiting, collecting = small_orienteering(20, seed), small_prize_collecting(20, seed)
    assert evaluate(visiting, padded(most_prize_first(visiting), 19)).feasible
    assert sorted(nearest_first(collecting)) == list(range(1, 20))


@pytest.mark.parametrize("make", [small_orienteering, small_prize_collecting])
def test_the_deadline_is_kept(make: Any) -> None:
    problem = make(60, 1)
    searched(problem, 10)
    bus = CheckingBus(problem)
    begin = time.monotonic()
    run: Any = orienteering.run if isinstance(problem, Orienteering) else prize_collecting.run
    run(problem, bus, Options(deadline=begin + 0.5), np.random.default_rng(0))
    assert time.monotonic() - begin < 1.5


@pytest.mark.parametrize("make", [small_orienteering, small_prize_collecting])
def test_a_solve_without_a_limit_hears_the_stop(make: Any) -> None:
    problem = make(20, 1)
    bus = CheckingBus(problem)
    bus.until = time.monotonic() + 0.7
    run: Any = orienteering.run if isinstance(problem, Orienteering) else prize_collecting.run
    run(problem, bus, Options(), np.random.default_rng(0))
    assert time.monotonic() - bus.until < 1.0


def test_solve_keeps_a_given_start_and_searches_on() -> None:
    problem = small_orienteering(40, 0)
    start = padded(most_prize_first(problem), 39)
    result = solve(problem, methods=["ils"], time_limit=1.0, start=start, threads=1)
    assert result.objective is not None
    assert result.objective >= -evaluate(problem, start).objective
    assert result.dual_bound is not None and result.dual_bound >= result.objective
