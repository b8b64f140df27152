"""Paths by load beside an enumeration of walks."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from coopt.kernels.load_paths import cheapest_per_load, load_paths
from coopt.problem.csr import Floats, Ints

CAPACITY = 7


def instance(seed: int) -> tuple[Floats, Floats, Ints, Floats]:
    rng = np.random.default_rng(seed)
    length = rng.random((4, 4))
    return length + length.T, rng.random(4), rng.integers(1, 4, 4), rng.random(4) - 0.5


def walks(load: Ints, walk: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """Yield all walks within the capacity that do not turn back to where they just were."""
    for i in range(load.size):
        longer = (*walk, i)
        turns = walk[-1:] == (i,) or walk[-2:-1] == (i,)
        if not turns and load[list(longer)].sum() <= CAPACITY:
            yield longer
            yield from walks(load, longer)


def filled(length: Floats, begin: Floats, load: Ints, price: Floats) -> tuple[Floats, Ints]:
    cost = np.empty((2, CAPACITY + 1, 4))
    before = np.empty((2, CAPACITY + 1, 4), np.int32)
    load_paths(length, begin, load, price, cost, before)
    return cost, before  # type: ignore[return-value]


def cost_of(walk: tuple[int, ...], length: Floats, begin: Floats, price: Floats) -> float:
    legs = sum(length[a, b] for a, b in pairwise(walk))
    return float(begin[walk[0]] + legs + price[list(walk)].sum())


@pytest.mark.parametrize("seed", range(5))
def test_each_path_is_the_cheapest_walk_of_its_load(seed: int) -> None:
    length, begin, load, price = instance(seed)
    cost, _ = filled(length, begin, load, price)
    best = np.full((CAPACITY + 1, 4), np.inf)
    for walk in walks(load):
        q, i = load[list(walk)].sum(), walk[-1]
        best[q, i] = min(best[q, i], cost_of(walk, length, begin, price))
    np.testing.assert_allclose(cost[0], best)


@pytest.mark.parametrize("seed", range(5))
def test_each_rate_is_that_of_the_cheapest_closed_walk_through_the_customer(seed: int) -> None:
    length, begin, load, price = instance(seed)
    cost, before = filled(length, begin, load, price)
    rate, visits = np.empty(4), np.empty(4)
    cheapest_per_load(cost, before, cost, before, load, price, rate, visits)
    best = np.full(4, np.inf)
    found: list[tuple[int, ...]] = [()] * 4
    for walk in walks(load):
        value = cost_of(walk, length, begin, price) + begin[walk[-1]]
        for i in walk:
            if value / load[list(walk)].sum() < best[i]:
                best[i], found[i] = value / load[list(walk)].sum(), walk
    np.testing.assert_allclose(rate, best)
    expected = np.zeros(4)
    for i, walk in enumerate(found):
        np.add.at(expected, list(walk), load[i] / load[list(walk)].sum())
    np.testing.assert_allclose(visits, expected)
