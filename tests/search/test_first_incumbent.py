from __future__ import annotations

import itertools
import warnings
from functools import partial

import numpy as np
import pytest

from coopt.check.milp import evaluate
from coopt.kernels.rows import Floats
from coopt.problem.milp import Milp
from coopt.search.first_incumbent import Surroundings, applies, corner_point, first_incumbent
from tests.in_child import in_child
from tests.kernels.small_milp import small_milp


def run(problem: Milp, around: Surroundings, seed: int) -> None:
    for _ in first_incumbent(problem, around, np.random.default_rng(seed)):
        if around.stop():
            return


@in_child
def offers(problem: Milp, seed: int, asks: int = 17) -> list[Floats]:
    """Run until the search has asked ``asks`` times whether to stop."""
    from coopt.engines.lp_polish import lp_polish

    found: list[Floats] = []
    asked = iter(range(asks))
    polish = None if problem.integer.all() else lp_polish(problem)
    around = Surroundings(
        lambda x: found.append(x.copy()), lambda: None, lambda: next(asked, None) is None, polish
    )
    run(problem, around, seed)
    return found


@pytest.mark.parametrize("seed", range(20))
def test_every_offer_is_feasible_and_better(seed: int) -> None:
    problem = small_milp(seed)
    found = [evaluate(problem, x) for x in offers(problem, seed)]
    assert found
    assert all(f.feasible for f in found)
    assert all(b.objective < a.objective for a, b in itertools.pairwise(found))


def test_the_same_seed_gives_the_same_offers() -> None:
    problem = small_milp(4)
    first, second = offers(problem, 1), offers(problem, 1)
    assert len(first) == len(second)
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_a_knapsack_is_solved() -> None:
    problem = Milp.from_arrays(
        [-10.0, -13.0, -7.0, -8.0], [[3.0, 4.0, 2.0, 3.0]], -np.inf, 7.0, upper=1.0, integrality=1
    )
    best = min(evaluate(problem, x).objective for x in offers(problem, 0))
    assert best == -23.0


def test_better_points_of_others_are_taken() -> None:
    problem = small_milp(2)
    best = min(offers(problem, 0), key=lambda x: evaluate(problem, x).objective)
    value = evaluate(problem, best).objective
    found: list[Floats] = []
    asked = iter(range(17))
    around = Surroundings(
        lambda x: found.append(x.copy()),
        lambda: (best, value),
        lambda: next(asked, None) is None,
        None,
    )
    run(problem, around, 0)
    assert all(evaluate(problem, x).objective < value for x in found[1:])


def test_it_applies_to_plain_rows_with_integers_only() -> None:
    plain = small_milp(0)
    assert applies(plain)
    assert not applies(Milp.from_arrays([1.0], [[1.0]], 1.0, 2.0))
    assert not applies(Milp.from_arrays([1.0, 1.0], [[1.0, 1.0]], 1.0, 2.0, integrality=[1, 2]))


def test_a_search_that_was_told_to_stop_goes_on() -> None:
    better = 0
    for seed in range(20):
        problem = small_milp(seed)
        found: list[Floats] = []
        over = [True]
        around = Surroundings(found.append, lambda: None, partial(over.__getitem__, 0), None)
        turns = first_incumbent(problem, around, np.random.default_rng(0))
        next(turns, None)
        early = len(found)
        over[0] = False
        for _ in itertools.islice(turns, 10):
            pass
        better += len(found) > early
    assert better > 0


@pytest.mark.parametrize(("sides", "corner"), [((-9, 1), 0.0), ((-4, -4), -2.0), ((5, 9), 3.0)])
def test_a_corner_that_holds_all_rows_is_found(sides: tuple[int, int], corner: float) -> None:
    problem = Milp.from_arrays(
        [1.0, 1.0], [[1.0, 1.0]], *sides, lower=-2.0, upper=3.0, integrality=1
    )
    x = corner_point(problem)
    assert x is not None and x.tolist() == [corner, corner]


def test_no_corner_is_given_where_none_holds_the_rows() -> None:
    problem = Milp.from_arrays([1.0, 1.0], [[1.0, 1.0]], 1.0, 1.0, upper=1.0, integrality=1)
    assert corner_point(problem) is None


def test_corners_of_a_huge_box_overflow_in_silence() -> None:
    a = [[1e300, -1e300]]
    problem = Milp.from_arrays([1.0, 1.0], a, 1.0, 2.0, upper=1e300, integrality=1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert corner_point(problem) is None


def test_a_corner_ends_the_search_where_nothing_costs() -> None:
    problem = Milp.from_arrays([0.0, 0.0], [[1.0, 1.0]], 0.0, 1.0, upper=1.0, integrality=1)
    found: list[Floats] = []
    around = Surroundings(found.append, lambda: None, lambda: False, None)
    assert not list(first_incumbent(problem, around, np.random.default_rng(0)))
    assert [x.tolist() for x in found] == [[0.0, 0.0]]
