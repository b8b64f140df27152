"""Topological swaps: gradients, candidates, fits, and descent."""

from typing import Any

import numpy as np
import pytest

from coopt.bus.protocol import Options
from coopt.check.dag import objective_of
from coopt.methods.topo.acyclicity import ACYCLICITY
from coopt.methods.topo.candidates import Sizes, candidate_pairs, published_sizes
from coopt.methods.topo.fit import fit_of
from coopt.methods.topo.run import run
from coopt.problem.dag import Dag
from tests.kernels.gram import random_gram
from tests.methods.order_search.recording_bus import RecordingBus

D = 7


def ran(problem: Dag, starts: int = 3, **settings: str) -> RecordingBus:
    bus = RecordingBus(problem)
    options = Options(settings={"starts": str(starts), **settings})
    run(problem, bus, options, np.random.default_rng(0))
    return bus


@pytest.mark.parametrize("name", ACYCLICITY)
def test_gradients_agree_with_differences(name: str) -> None:
    rng = np.random.default_rng(0)
    a = np.triu(rng.random((5, 5)), 1) + 0.01 * rng.random((5, 5))
    value, gradient = ACYCLICITY[name](a)
    assert value > 0
    for i, j in np.ndindex(5, 5):
        moved = a.copy()
        moved[i, j] += 1e-6
        slope = (ACYCLICITY[name](moved)[0] - value) / 1e-6
        assert gradient[i, j] == pytest.approx(slope, rel=1e-3, abs=1e-4)


@pytest.mark.parametrize("name", ACYCLICITY)
def test_acyclic_graphs_have_no_excess(name: str) -> None:
    a = np.triu(np.random.default_rng(1).random((6, 6)), 1)
    assert ACYCLICITY[name](a)[0] == pytest.approx(0, abs=1e-9)


def test_unconnected_pairs_come_first() -> None:
    weights = np.zeros((4, 4))
    weights[0, 1], weights[1, 2], weights[2, 3] = 0.5, 0.1, 2.0
    small, large = candidate_pairs(weights, np.arange(4), ACYCLICITY["logdet"], Sizes(1, 2, 1))
    assert small == [(2, 0)]
    assert large == [(2, 1), (3, 0)] or large == [(2, 1)] or large == [(3, 0)]


def test_published_sizes() -> None:
    assert published_sizes(20) == Sizes(30, 110, 1)
    assert published_sizes(10, linear=False) == Sizes(10, 30, 1)


@pytest.mark.parametrize(
    "parts",
    [{}, {"score": "ev"}, {"penalty": "ridge", "strength": 0.2},
     {"penalty": "l1", "strength": 0.1}, {"penalty": "mcp", "strength": 0.1, "gamma": 2.0}],
)  # fmt: skip
def test_the_costs_are_the_objective(parts: dict[str, Any]) -> None:
    problem = Dag(random_gram(D, 0), **parts)
    fit, weights, total = fit_of(problem), np.zeros((D, D)), 0.0
    for j in range(D):
        known = np.arange(j)
        weights[known, j], cost = fit(j, known)
        total += cost
    if problem.score == "ev":
        total = D / 2 * np.log(2 * total)
    assert objective_of(problem, weights) == pytest.approx(total, rel=1e-9)


@pytest.mark.parametrize(
    "parts",
    [{}, {"penalty": "l1", "strength": 0.05}, {"penalty": "mcp", "strength": 0.1, "gamma": 3.0}],
)
def test_logistic_fits_are_stationary(parts: dict[str, Any]) -> None:
    rng = np.random.default_rng(2)
    x = (rng.random((400, 4)) < 0.5).astype(float)
    x[:, 3] = rng.random(400) < 1 / (1 + np.exp(-(2 * x[:, 0] - 1.5 * x[:, 1])))
    problem = Dag.from_data(x, score="logistic", **parts)
    known = np.arange(3)
    weights, cost = fit_of(problem)(3, known)
    whole = np.zeros((4, 4))
    whole[known, 3] = weights
    rest = 3 * np.log(2)
    assert objective_of(problem, whole) == pytest.approx(cost + rest, rel=1e-9)
    for k in range(3):
        for step in (-1e-3, 1e-3):
            trial = whole.copy()
            trial[k, 3] += step
            assert objective_of(problem, trial) >= cost + rest - 1e-9


@pytest.mark.parametrize("name", ACYCLICITY)
def test_it_comes_near_the_optimum(name: str) -> None:
    from coopt.methods.order_dp.run import run as order_dp

    problem = Dag(random_gram(D, 3))
    exact = RecordingBus(problem)
    order_dp(problem, exact, Options(), np.random.default_rng(0))
    found = ran(problem, acyclicity=name)
    assert exact.objective * (1 - 1e-12) <= found.objective <= exact.objective * 1.01


def test_knowledge_restricts_it() -> None:
    forbidden = np.zeros((D, D), dtype=bool)
    forbidden[0, 1] = True
    tiers = np.array([0, 1, 0, 1, 0, 1, 1])
    assert ran(Dag(random_gram(D, 3), tiers=tiers, forbidden=forbidden)).offers >= 2


def test_it_hears_the_stop_and_declines_scores_that_count_edges() -> None:
    bus = RecordingBus(Dag(random_gram(D, 3)), asks=3)
    run(bus.problem, bus, Options(), np.random.default_rng(0))
    assert bus.found is not None
    bus = ran(Dag(random_gram(D, 3), score="bic", samples=100))
    assert bus.offers == 0
    assert bus.said[0][0] == "note"
