"""Constructions made better: never worse, whatever the search and however short."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest

from coopt.check.candidate import evaluate
from coopt.methods.bq_nco.improve import descend, improve, improves
from coopt.methods.bq_nco.keeper import Keeper
from coopt.problem import Distances, Knapsack, Tsp
from coopt.problem.csr import Floats


def drawn(n: int, seed: int) -> tuple[Tsp, Floats]:
    rng = np.random.default_rng(seed)
    return Tsp(Distances("EUCLIDEAN", rng.random((n, 2)))), rng.permutation(n).astype(float)


def test_a_descent_ends_where_no_two_edges_are_better_exchanged() -> None:
    problem, start = drawn(40, 0)
    keeper = Keeper(problem)
    keeper.offer(start)
    descend(problem, keeper)
    best = keeper.best()
    assert best is not None
    for i in range(39):
        for j in range(i + 2, 40):
            turned = np.concatenate((best[0][:i], best[0][i : j + 1][::-1], best[0][j + 1 :]))
            assert evaluate(problem, turned).objective >= best[1] - 1e-5


@pytest.mark.parametrize("kicks", [1, 400])
def test_a_search_by_kicks_keeps_the_start_or_is_better(kicks: int) -> None:
    problem, start = drawn(30, 1)
    keeper = Keeper(problem)
    keeper.offer(start)
    before = keeper.objective
    improve(problem, keeper, math.inf, np.random.default_rng(0), kicks)
    assert keeper.objective < before
    again = keeper.objective
    improve(problem, keeper, math.inf, np.random.default_rng(1), 1)
    assert keeper.objective <= again


def test_a_search_whose_time_is_over_does_nothing() -> None:
    problem, start = drawn(30, 2)
    keeper = Keeper(problem)
    keeper.offer(start)
    before = keeper.objective
    improve(problem, keeper, time.monotonic() - 1.0, np.random.default_rng(0))
    assert keeper.objective == before


def test_a_keeper_refuses_what_is_infeasible_and_takes_what_others_have() -> None:
    problem, start = drawn(9, 3)
    others = (start, evaluate(problem, start).objective)
    seen: list[Floats] = []
    keeper = Keeper(problem, found=seen.append, given=lambda: others)
    keeper.offer(np.zeros(9))
    assert not seen
    best = keeper.best()
    assert best is not None
    assert best[1] == others[1]
    keeper.offer(start)
    assert len(seen) == 1


def test_knapsacks_have_no_local_search() -> None:
    assert not improves(Knapsack(np.ones(3), np.ones(3), 2.0))
    assert improves(drawn(5, 0)[0])
