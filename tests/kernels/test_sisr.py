from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopt.check.cvrp import evaluate
from coopt.kernels.linked_routes import Routes, empty_routes, lay, signed_sequence
from coopt.kernels.sisr import anneal, keep_best
from coopt.kernels.sisr_recreate import recreate
from coopt.kernels.sisr_room import ABSENT, BEST, COST, GONE, NOTHING, PLACED, STEP, anneal_room
from coopt.kernels.sisr_ruin import ruin
from coopt.kernels.xorshift import xorshift_state
from tests.kernels.small_routes import least_length, length_of, network_for, small_cvrp
from tests.kernels.test_linked_routes import check, rows


def annealed(
    seed: int, n: int, steps: int, open_routes: bool, symmetric: bool, rings: int
) -> tuple[float, np.ndarray, Routes]:
    problem = small_cvrp(seed, n, open_routes, symmetric)
    net, routes = network_for(problem, 10), empty_routes(n, rings)
    cost = int(lay(net, routes, -np.arange(1, n)))
    room = anneal_room(routes, n, cost)
    state = xorshift_state(np.random.default_rng(seed))
    anneal(net, routes, room, steps, 20.0, state)
    absent = room.away[: room.tally[ABSENT]].tolist()
    assert check(net, routes) == room.tally[COST]
    assert sorted([*(c for row in rows(routes, n) for c in row), *absent]) == list(range(1, n))
    assert (routes.load <= net.capacity).all()
    keep_best(routes, room)
    x = np.zeros(n - 1, dtype=np.int64)
    if room.tally[BEST] < NOTHING:
        assert signed_sequence(room.best, n, x) == n - 1
        assert evaluate(problem, x).feasible
        assert length_of(problem, x) == room.tally[BEST]
    return float(room.tally[BEST]), x, routes


@given(
    st.integers(0, 99),
    st.integers(4, 40),
    st.integers(0, 60),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_books_are_right_and_capacities_hold(
    seed: int, n: int, steps: int, open_routes: bool, symmetric: bool, limited: bool
) -> None:
    annealed(seed, n, steps, open_routes, symmetric, max(1, n // 4) if limited else n - 1)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("open_routes", [False, True])
def test_small_problems_are_solved(seed: int, open_routes: bool) -> None:
    symmetric = seed % 2 == 0
    best, _, _ = annealed(seed, 8, 3000, open_routes, symmetric, 7)
    assert best == least_length(small_cvrp(seed, 8, open_routes, symmetric))


def test_the_same_seed_finds_the_same() -> None:
    first, again = (annealed(5, 30, 2000, False, True, 29) for _ in range(2))
    assert first[0] == again[0]
    assert np.array_equal(first[1], again[1])


@pytest.mark.parametrize("seed", range(5))
def test_ruin_takes_at_most_one_string_of_a_route(seed: int) -> None:
    problem = small_cvrp(seed, 40)
    net, routes = network_for(problem), empty_routes(40, 39)
    parts = np.array_split(np.arange(1, 40), 10)
    cost = lay(net, routes, np.concatenate([[-p[0], *p[1:]] for p in parts]))
    room = anneal_room(routes, 40, int(cost))
    state = xorshift_state(np.random.default_rng(seed))
    for _ in range(20):
        before = rows(routes, 40)
        room.tally[STEP] += 1
        cost += ruin(net, routes, room, 1 + seed, state)
        gone = set(room.gone[: room.tally[GONE]].tolist())
        for row in before:
            places = [k for k, c in enumerate(row) if c in gone]
            # Some in the middle of a string may stay, nearly always just one.
            assert not places or places[-1] - places[0] <= len(places) + 3
        cost += recreate(net, routes, room, state)
        assert room.tally[PLACED] == room.tally[GONE]
        assert check(net, routes) == cost
