from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopt.kernels.linked_routes import empty_routes, lay
from coopt.kernels.longest_route import anneal_longest, energy, longest
from coopt.kernels.sisr import keep_best
from coopt.kernels.sisr_room import ABSENT, BEST, COST, NOTHING, anneal_room
from coopt.kernels.xorshift import xorshift_state
from tests.kernels.small_routes import network_for, small_cvrp
from tests.kernels.test_linked_routes import check, rows


@given(st.integers(0, 99), st.integers(3, 40), st.integers(1, 8), st.booleans(), st.booleans())
@settings(max_examples=50, deadline=None)
def test_books_are_right(seed: int, n: int, rings: int, symmetric: bool, begun: bool) -> None:
    problem = small_cvrp(seed, n, symmetric=symmetric)
    net = network_for(problem, 10)._replace(demand=np.zeros(n, dtype=np.int64), capacity=0)
    routes = empty_routes(n, rings)
    if begun:
        lay(net, routes, np.append(-1, np.arange(2, n)))
    room = anneal_room(routes, n, 0)
    room.tally[COST] = longest(routes)
    room.tally[BEST] = longest(routes) if begun else NOTHING
    state = xorshift_state(np.random.default_rng(seed))
    anneal_longest(net, routes, room, 60, 5.0, 3, state)
    check(net, routes)
    assert room.tally[ABSENT] == 0
    assert sorted(c for row in rows(routes, n) for c in row) == list(range(1, n))
    lengths = [
        sum(net.matrix[i, j] for i, j in zip([0, *row], [*row, 0], strict=True))
        for row in rows(routes, n)
    ]
    assert routes.length.tolist() == lengths
    assert longest(routes) == max(lengths) == room.tally[COST]
    keep_best(routes, room)
    again = routes._replace(succ=room.best, pred=np.full(room.best.size, -1, dtype=np.int32))
    again.pred[again.succ[again.succ >= 0]] = np.flatnonzero(again.succ >= 0)
    kept = [
        sum(net.matrix[i, j] for i, j in zip([0, *row], [*row, 0], strict=True))
        for row in rows(again, n)
    ]
    assert max(kept) == room.tally[BEST]


@pytest.mark.parametrize("doublings", [1, 3, 6])
def test_the_energy_is_a_norm_and_a_share_of_the_mean(doublings: int) -> None:
    routes = empty_routes(5, 3)
    routes.length[:] = [30, 10, 20]
    norm = np.linalg.norm(routes.length.astype(float), 2**doublings)
    assert energy(routes, 30.0, doublings) == pytest.approx(norm + 0.05 * 20)
