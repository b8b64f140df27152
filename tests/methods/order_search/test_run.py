"""The search and the exact method against each other, over scores, penalties and knowledge."""

from typing import Any

import numpy as np
import pytest

from coopt.bus.protocol import Options
from coopt.check.dag import objective_of
from coopt.methods.order_dp.run import run as order_dp
from coopt.methods.order_search.bounds import least_sum, lower_bound
from coopt.methods.order_search.refine import acyclic_order, refine
from coopt.methods.order_search.run import run as order_search
from coopt.problem.dag import Dag
from coopt.solve import solve
from tests.kernels.gram import random_gram
from tests.methods.order_search.recording_bus import RecordingBus

D = 7
FORBIDDEN = np.zeros((D, D), dtype=bool)
FORBIDDEN[0, 1] = FORBIDDEN[1, 0] = FORBIDDEN[4, 2] = True
REQUIRED = np.zeros((D, D), dtype=bool)
REQUIRED[5, 3] = REQUIRED[3, 6] = True
TIERS = np.array([0, 1, 0, 1, 0, 1, 1])

SCORES: list[dict[str, Any]] = [
    {},
    {"score": "ev"},
    {"score": "bic", "samples": 200},
    {"penalty": "ridge", "strength": 0.3},
    {"penalty": "l0", "strength": 0.1},
]
KNOWN: list[dict[str, Any]] = [
    {},
    {"forbidden": FORBIDDEN},
    {"required": REQUIRED},
    {"tiers": TIERS},
    {"forbidden": FORBIDDEN, "required": REQUIRED},
]


def searched(problem: Dag, kicks: int = 300, seed: int = 0) -> RecordingBus:
    bus = RecordingBus(problem)
    options = Options(settings={"kicks": str(kicks)})
    order_search(problem, bus, options, np.random.default_rng(seed))
    return bus


def proven(problem: Dag) -> RecordingBus:
    bus = RecordingBus(problem)
    order_dp(problem, bus, Options(), np.random.default_rng(0))
    return bus


@pytest.mark.parametrize("known", KNOWN, ids=lambda k: "+".join(k) or "free")
@pytest.mark.parametrize("score", SCORES, ids=lambda s: s.get("penalty", s.get("score", "ls")))
def test_search_and_proof_agree(score: dict[str, Any], known: dict[str, Any]) -> None:
    problem = Dag(random_gram(D, 4), **score, **known)
    exact, found = proven(problem), searched(problem)
    assert ("claim", "optimal") in exact.said
    assert exact.dual == pytest.approx(exact.objective, rel=1e-9, abs=1e-9)
    # Growing and shrinking is no exact choice of parents: there the search may end above.
    greedy = score.get("score") == "bic" or score.get("penalty") == "l0"
    assert found.objective == pytest.approx(exact.objective, rel=1e-2 if greedy else 1e-9)
    assert found.objective >= exact.objective - 1e-9 * abs(exact.objective)
    assert found.dual <= exact.objective + 1e-9


@pytest.mark.parametrize("penalty", ["l1", "mcp"])
def test_penalised_answers_are_stationary(penalty: str) -> None:
    problem = Dag(random_gram(D, 1), penalty=penalty, strength=0.1, gamma=2.0)
    bus = searched(problem, 30)
    assert bus.found is not None
    weights = bus.found[0].reshape(D, D)
    for i, j in np.argwhere(weights != 0):
        for factor in (0.999, 1.001):
            trial = weights.copy()
            trial[i, j] *= factor
            assert objective_of(problem, trial) >= bus.objective - 1e-9
    assert ("note", bus.said[-1][1]) not in bus.said
    exact = RecordingBus(problem)
    order_dp(problem, exact, Options(), np.random.default_rng(0))
    assert exact.offers == 0
    assert exact.said[0][0] == "note"


def test_the_same_seed_gives_the_same_answer() -> None:
    problem = Dag(random_gram(12, 3))
    one, two = (searched(problem, 50, seed=5) for _ in range(2))
    assert one.found is not None
    assert two.found is not None
    assert one.found[0].tolist() == two.found[0].tolist()


def test_a_stop_at_once_leaves_the_first_offer() -> None:
    problem = Dag(random_gram(12, 3))
    bus = RecordingBus(problem, asks=0)
    order_search(problem, bus, Options(), np.random.default_rng(0))
    assert bus.found is not None


def test_a_start_is_never_made_worse() -> None:
    problem = Dag(random_gram(D, 6))
    start = proven(problem).found
    assert start is not None
    bus = RecordingBus(problem)
    bus.found = start
    order_search(problem, bus, Options(settings={"kicks": "0"}), np.random.default_rng(0))
    assert bus.objective <= start[1]


def test_dependent_columns_are_noted_and_not_proven() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(50, 5))
    x = np.column_stack([x, x[:, 0], x[:, 1] + x[:, 2]])
    problem = Dag.from_data(x)
    bus = proven(problem)
    assert any(kind == "note" and "rank 5" in what for kind, what in bus.said)
    assert ("claim", "optimal") not in bus.said
    assert searched(problem).objective == pytest.approx(bus.objective, rel=1e-6)


def test_fewer_rows_than_columns() -> None:
    x = np.random.default_rng(1).normal(size=(5, 9))
    for score in ("ls", "bic"):
        assert np.isfinite(searched(Dag.from_data(x, score=score), 20).objective)


def test_bounds_hold_and_are_tight_for_equal_noise() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(20_000, 6)) @ np.linalg.inv(
        np.eye(6) - np.triu(rng.normal(size=(6, 6)), 1)
    )
    problem = Dag.from_data(x)
    optimum = proven(problem).objective
    assert optimum * 0.999 < lower_bound(problem) <= optimum


def test_the_least_sum_is_one_level_above_the_floors() -> None:
    assert least_sum(np.log([1.0, 1.0]), np.log(4.0)) == pytest.approx(4)
    assert least_sum(np.log([5.0, 0.1]), np.log(4.0)) == pytest.approx(5.8)
    assert least_sum(np.log([2.0, 2.0]), np.log(4.0)) == pytest.approx(4)


def test_refinement_improves_a_graph_with_cycles() -> None:
    problem = Dag(random_gram(D, 8))
    rough = np.random.default_rng(0).normal(size=(D, D))
    order = acyclic_order(problem, rough)
    assert sorted(order.tolist()) == list(range(D))
    refined = refine(problem, rough)
    best = proven(problem).objective
    assert best - 1e-9 <= objective_of(problem, refined) <= best * 1.2


def test_refinement_keeps_the_best_graph() -> None:
    problem = Dag(random_gram(D, 8))
    exact = proven(problem)
    assert exact.found is not None
    refined = refine(problem, exact.found[0].reshape(D, D))
    assert objective_of(problem, refined) == pytest.approx(exact.objective, rel=1e-12)


def test_solve_proves_small_graphs() -> None:
    result = solve(Dag(random_gram(D, 9)), time_limit=30, threads=1)
    assert result.status == "optimal"
    assert result.verified == "exact"


def test_the_proof_offers_a_local_optimum_before() -> None:
    data = np.random.default_rng(3).normal(size=(200, 7)) @ np.triu(np.ones((7, 7)))
    problem = Dag.from_data(data, score="bic", standardise=True)
    bus = RecordingBus(problem, asks=1)
    order_dp(problem, bus, Options(), np.random.default_rng(0))
    assert bus.offers == 2
    assert bus.said == []
    whole = RecordingBus(problem)
    order_dp(problem, whole, Options(), np.random.default_rng(0))
    assert whole.said == [("claim", "optimal")]
    assert whole.objective <= bus.objective
