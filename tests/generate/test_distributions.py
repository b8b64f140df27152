from __future__ import annotations

import numpy as np
import pytest

from coopt.check.exact_milp import certify
from coopt.generate.combinatorial_auction import combinatorial_auction
from coopt.generate.facility_location import facility_location
from coopt.generate.independent_set import independent_set
from coopt.generate.knapsack import knapsack
from coopt.generate.set_cover import set_cover
from coopt.problem.csr import dense


@pytest.mark.parametrize("density", [0.001, 0.05, 0.4, 0.7, 1.0])
def test_a_set_cover_has_its_density_and_covers_every_row_twice(density: float) -> None:
    problem = set_cover(40, 100, density, np.random.default_rng(1))
    a = dense(problem.a)
    assert np.all(a.sum(axis=1) >= 2)
    assert np.all(a.sum(axis=0) >= 1)
    assert np.all((a == 0) | (a == 1))
    assert a.sum() == max(density * 4000, a.sum() if density < 0.05 else 0)
    assert np.all((problem.c >= 1) & (problem.c <= 100))


@pytest.mark.parametrize("correlation", ["none", "weak", "strong"])
def test_a_knapsack_fits_each_item_but_not_all(correlation: str) -> None:
    rng = np.random.default_rng(2)
    problem = knapsack(50, rng, dimensions=2, correlation=correlation)
    weights = dense(problem.a)
    assert problem.maximise
    assert np.all(weights.max(axis=1) <= problem.row_upper)
    assert np.all(weights.sum(axis=1) > problem.row_upper)
    assert np.all(problem.c < 0)


def test_strongly_correlated_profits_exceed_the_weight_by_a_constant() -> None:
    problem = knapsack(50, np.random.default_rng(2), correlation="strong")
    assert np.all(-problem.c - dense(problem.a)[0] == 100)


def test_open_facilities_can_serve_all_in_proportion_to_their_capacity() -> None:
    problem = facility_location(7, 3, np.random.default_rng(3))
    capacity = dense(problem.a)[-1, :3]
    x = np.concatenate((np.ones(3), np.repeat(capacity / capacity.sum(), 7)))
    x[-7:] = 1.0 - x[3:10] - x[10:17]
    assert certify(problem, x).verified is not None
    demand = -np.diff(dense(problem.a)[7, 3:10]).sum() + dense(problem.a)[7, 9]
    assert 5 <= demand <= 35
    assert capacity.sum() == pytest.approx(5 * problem.row_lower[-1], rel=0.05)


def test_an_independent_set_has_two_ends_an_edge() -> None:
    rng = np.random.default_rng(4)
    problem = independent_set(30, 0.3, rng)
    assert np.all(dense(problem.a).sum(axis=1) == 2)
    assert 80 < problem.a.shape[0] < 180
    assert independent_set(5, 0.0, rng).a.shape == (0, 5)
    assert independent_set(5, 1.0, rng).a.shape == (10, 5)


@pytest.mark.parametrize(("items", "bids"), [(1, 1), (1, 5), (10, 40), (100, 500)])
def test_an_auction_has_its_bids_and_rows_of_at_most_one(items: int, bids: int) -> None:
    problem = combinatorial_auction(items, bids, np.random.default_rng(5))
    a = dense(problem.a)
    assert a.shape[1] == bids
    assert np.all((a == 0) | (a == 1))
    assert np.all(a[:items].sum(axis=0) >= 1)
    assert np.all(a[items:].sum(axis=1) >= 2)
    assert np.all(-problem.c >= 1)
    assert np.all(problem.c == np.rint(problem.c))
