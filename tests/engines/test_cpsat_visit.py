"""CP-SAT on tours through some of the nodes; through ``solve``, so in a process of its own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from coopt.problem.distances import Distances
from coopt.problem.orienteering import Orienteering
from coopt.solve import solve
from tests.methods.ils.small_visits import (
    by_trying_all,
    small_orienteering,
    small_prize_collecting,
)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("make", [small_orienteering, small_prize_collecting])
def test_the_optimum_is_proven(make: Any, seed: int) -> None:
    problem = make(4 + seed % 3, seed)
    result = solve(problem, methods=["cpsat"], threads=1, time_limit=20)
    sign = -1.0 if problem.maximise else 1.0
    assert result.status == "optimal"
    assert result.objective == pytest.approx(sign * by_trying_all(problem), abs=1e-7)


def test_whole_numbers_are_proven_to_the_unit() -> None:
    rng = np.random.default_rng(0)
    points = rng.integers(0, 100, (12, 2)).astype(float)
    problem = Orienteering(Distances("EUC_2D", points), np.ones(12), 150.0)
    result = solve(problem, methods=["cpsat"], threads=1, time_limit=20)
    assert result.status == "optimal"
    assert result.objective == result.dual_bound


@pytest.mark.parametrize("make", [small_orienteering, small_prize_collecting])
def test_one_node_and_too_many_nodes_still_get_an_answer(make: Any) -> None:
    for n in (1, 61):
        result = solve(make(n, 0), methods=["cpsat"], threads=1, time_limit=2)
        assert result.solution is not None


@pytest.mark.parametrize("make", [small_orienteering, small_prize_collecting])
def test_search_and_proof_agree(make: Any) -> None:
    problem = make(10, 1)
    result = solve(problem, time_limit=20)
    assert result.status == "optimal"
