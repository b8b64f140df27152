from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from coopt.kernels.linked_routes import Network, Routes, empty_routes, lay, link, unlink
from tests.kernels.small_routes import length_of, network_for, small_cvrp


def rows(routes: Routes, n: int) -> list[list[int]]:
    """Walk along every ring; backwards it must be the same."""
    found = []
    for depot in range(n, routes.succ.size):
        forth, back = [], []
        c = int(routes.succ[depot])
        while c != depot:
            forth.append(c)
            c = int(routes.succ[c])
        c = int(routes.pred[depot])
        while c != depot:
            back.append(c)
            c = int(routes.pred[c])
        assert forth == back[::-1]
        found.append(forth)
    return found


def check(net: Network, routes: Routes) -> int:
    """Compare all that is kept with what the rows say; return the length."""
    n, total = net.demand.size, 0
    unused = set(routes.line[: routes.unused[0]].tolist())
    for r, row in enumerate(rows(routes, n)):
        assert routes.size[r] == len(row)
        assert routes.load[r] == net.demand[row].sum()
        assert all(routes.ring[c] == r for c in row)
        assert (r in unused) == (not row)
        assert routes.line[routes.spot[r]] == r
        path = [0, *row, 0]
        for i, j in pairwise(path):
            length = 0 if net.open_routes and j == 0 else net.matrix[i, j]
            assert routes.leg[i if i else n + r] == length
            total += int(length)
    return total


@pytest.mark.parametrize("open_routes", [False, True])
@pytest.mark.parametrize("symmetric", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_links_are_kept_and_lengths_change_as_said(
    seed: int, symmetric: bool, open_routes: bool
) -> None:
    problem = small_cvrp(seed, 12, open_routes, symmetric)
    net, rng = network_for(problem), np.random.default_rng(seed)
    routes = empty_routes(12, 5)
    off, total = list(range(1, 12)), 0
    for _ in range(300):
        on = [c for c in range(1, 12) if c not in off]
        if off and (not on or rng.random() < 0.6):
            c = off.pop(int(rng.integers(len(off))))
            total += link(net, routes, c, int(rng.choice([*on, *range(12, 17)])))
        else:
            c = int(rng.choice(on))
            off.append(c)
            total += unlink(net, routes, c)
        assert check(net, routes) == total


def test_customers_beyond_the_last_ring_stay_off() -> None:
    problem = small_cvrp(1, 6)
    net, routes = network_for(problem), empty_routes(6, 2)
    total = lay(net, routes, np.array([-3, 1, -2, -5, 4]))
    assert total == length_of(problem, np.array([-3, 1, -2])) == check(net, routes)
    assert routes.ring[[4, 5]].tolist() == [-1, -1]
