from fractions import Fraction

import numpy as np
import pytest

from coopt.methods.knapsack.cardinality import cardinality_bound
from coopt.methods.knapsack.core_search import CoreSearch
from coopt.methods.knapsack.exchange import two_exchanges
from coopt.methods.knapsack.grid import capacity_on_grid, on_grid
from coopt.methods.knapsack.reduced import greedy_moves, linear_bound, reduced, solution
from tests.methods.knapsack.test_run import CLASSES, best_by_capacity, draw


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("seed", range(5))
def test_bounds_hold_and_gains_are_real(kind: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    problem = draw(kind, 40, 100, rng, 0.1 + 0.8 * float(rng.random()))
    core = reduced(problem, rng)
    best = best_by_capacity(problem) / float(core.unit) - core.value_at_cut
    assert linear_bound(core) >= best
    for gain, moves in (greedy_moves(core), two_exchanges(core, rng)):
        chosen = solution(core, moves) > 0.5
        assert problem.weight[chosen].sum() <= problem.capacity
        value = problem.value[chosen].sum() / float(core.unit)
        assert value == core.value_at_cut + gain
        bound = cardinality_bound(core, gain)
        assert bound is not None
        assert max(gain, bound) >= best


def test_bounds_of_a_search_fall_to_the_optimum(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where states are dropped for want of memory."""
    monkeypatch.setattr("coopt.methods.knapsack.core_search.MOST_STATES", 64)
    rng = np.random.default_rng(0)
    problem = draw("strong", 60, 1000, rng, 0.3)
    core = reduced(problem, rng)
    best = best_by_capacity(problem) / float(core.unit) - core.value_at_cut
    search = CoreSearch(core, 0, [])
    while not search.done:
        search.step()
        assert search.gain <= best <= search.bound


def test_decimals_have_a_decimal_unit() -> None:
    grid = on_grid(np.array([0.1, 2.25, 3.0]), up=True)
    assert (grid.counts.tolist(), grid.unit, grid.exact) == ([10, 225, 300], Fraction(1, 100), True)
    assert capacity_on_grid(0.3, grid.unit) == 30


def test_doubles_have_a_binary_unit() -> None:
    amounts = np.random.default_rng(0).random(50)
    grid = on_grid(amounts, up=True)
    assert grid.exact
    assert [int(k) * grid.unit for k in grid.counts] == [Fraction(v) for v in amounts.tolist()]


@pytest.mark.parametrize("up", [False, True])
def test_what_fits_no_grid_is_rounded_to_one_side(up: bool) -> None:
    amounts = np.array([1e-13 / 3.0, 1e13 / 3.0])
    grid = on_grid(amounts, up)
    assert not grid.exact
    for count, amount in zip(grid.counts.tolist(), amounts.tolist(), strict=True):
        assert (
            (count * grid.unit >= Fraction(amount))
            if up
            else (count * grid.unit <= Fraction(amount))
        )
