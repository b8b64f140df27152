"""Graphs of networks: fits, their objective, both searches, knowledge, files."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coopt.bus.protocol import Options
from coopt.check.candidate import certify, evaluate
from coopt.check.networks import network_cost
from coopt.errors import InstanceError, OptionError
from coopt.generate import generate
from coopt.methods.topo.network_fit import Fits, StoppedError, _loss, fitted_network
from coopt.methods.topo.random_units import RandomUnits
from coopt.methods.topo.run import run
from coopt.problem.dag import Dag
from coopt.problem.networks import edge_weights, joined, networks
from coopt.read.graph import read_graph
from coopt.write.graph import edges_csv, graph_json
from tests.methods.order_search.recording_bus import RecordingBus

D = 4


def drawn(seed: int = 0, **parts: Any) -> Dag:
    problem = generate("dag_mlp", seed, nodes=D, degree=1, samples=150, units=10)
    assert problem.data is not None
    return Dag.from_data(problem.data, score="mlp", hidden=6, **parts)


def ran(problem: Dag, asks: int = 10**9, **settings: str) -> RecordingBus:
    bus = RecordingBus(problem, asks)
    run(problem, bus, Options(settings={"starts": "1", **settings}), np.random.default_rng(0))
    return bus


def test_the_objective_is_by_hand() -> None:
    problem = Dag.from_data([[1.0, 2.0], [-1.0, -2.0]], score="mlp", hidden=1, decay=0.5)
    inner, outer = np.zeros((2, 2, 1)), np.zeros((2, 1))
    inner[1, 0, 0], outer[1, 0] = 3.0, 4.0
    unit = 1 / (1 + np.exp(-3.0))
    error = ((4 * unit - 2) ** 2 + (4 * (1 - unit) + 2) ** 2) / 4
    expected = 0.5 + error + 0.25 * (9 + 16) + 0.01 * 3
    assert evaluate(problem, joined(inner, outer)).objective == pytest.approx(expected)
    assert edge_weights(problem, joined(inner, outer)).tolist() == [[0, 3], [0, 0]]


@pytest.mark.parametrize("wrong", ["cycle", "loop", "huge", "trace"])
def test_what_is_no_graph_of_networks_is_refused(wrong: str) -> None:
    problem = drawn()
    inner, outer = np.zeros((D, D, 6)), np.ones((D, 6))
    inner[0, 1, 2] = 1.0
    if wrong == "cycle":
        inner[1, 0, 3] = 1.0
    elif wrong == "trace":
        inner[1, 0, 3] = 1e-200
    elif wrong == "loop":
        inner[2, 2, 0] = 1.0
    else:
        outer[0] = 1e300
    assert not evaluate(problem, joined(inner, outer)).feasible
    assert certify(problem, joined(inner, outer)).verified is None


def test_the_gradient_agrees_with_differences() -> None:
    problem = drawn()
    assert problem.data is not None
    x, y = np.ascontiguousarray(problem.data[:, :2]), problem.data[:, 2].copy()
    theta = np.random.default_rng(1).normal(size=3 * 6)
    value, slope = _loss(problem, x, y, theta)
    for k in range(theta.size):
        moved = theta.copy()
        moved[k] += 1e-6
        assert (_loss(problem, x, y, moved)[0] - value) / 1e-6 == pytest.approx(slope[k], abs=1e-4)


def test_a_fit_is_settled_and_depends_on_the_parents_alone() -> None:
    problem = drawn()
    fits, parents = Fits(problem, lambda: False), np.array([0, 3])
    cost = fits.cost(1, parents)
    assert fits.cost(1, parents[::-1]) == cost
    assert (fits.asked, fits.made) == (2, 1)
    again = fitted_network(problem, 1, parents)
    assert again.cost == cost
    assert network_cost(problem, 1, parents, again.inner, again.outer) == cost
    rng = np.random.default_rng(0)
    for _ in range(20):
        inner = again.inner * (1 + 1e-2 * rng.normal(size=again.inner.shape))
        assert network_cost(problem, 1, parents, inner, again.outer) > cost - 1e-4


def test_a_strong_penalty_cuts_edges_off() -> None:
    network = fitted_network(drawn(strength=50.0), 1, np.array([0, 2, 3]))
    assert not network.inner.any()


def test_a_fit_hears_the_stop() -> None:
    with pytest.raises(StoppedError):
        fitted_network(drawn(), 1, np.array([0, 2]), lambda: True)


@pytest.mark.parametrize("preset", ["default", "paper"])
def test_searches_come_near_the_best_order(preset: str) -> None:
    from itertools import permutations

    problem = drawn()
    fits = Fits(problem, lambda: False)
    best = min(
        sum(fits.cost(order[k], np.array(order[:k], dtype=np.int64)) for k in range(D))
        for order in permutations(range(D))
    )
    bus = ran(problem, preset=preset)
    assert best - 1e-9 <= bus.objective <= best * 1.05
    again = ran(problem, preset=preset)
    assert again.objective == bus.objective
    assert bus.said[-1][1]["fits"] <= bus.said[-1][1]["fits_asked"]


@pytest.mark.parametrize("preset", ["default", "paper"])
def test_knowledge_and_the_stop_are_kept(preset: str) -> None:
    required = np.zeros((D, D), dtype=bool)
    required[3, 0] = True
    problem = drawn(required=required, tiers=np.array([1, 0, 1, 0]))
    assert ran(problem, preset=preset).offers >= 2
    assert ran(problem, asks=3, preset=preset).offers >= 1


def test_the_stand_in_learns() -> None:
    units, parents = RandomUnits(drawn()), np.array([0, 2])
    likely = units.corrected(1, parents)
    units.learn(1, parents, likely + 1)
    assert units.corrected(1, parents) == likely + 1
    assert likely < units.corrected(1, np.array([0])) - units.cost(1, np.array([0])) + likely


def test_only_json_holds_networks() -> None:
    problem = drawn()
    rng = np.random.default_rng(0)
    inner = rng.normal(size=(D, D, 6)) * np.tri(D, k=-1)[:, :, None]
    x = joined(inner, rng.normal(size=(D, 6)))
    text = graph_json(problem, x, 1.0)
    assert (read_graph(text.encode(), "g.json", problem).x == x).all()
    assert np.array_equal(networks(problem, x)[0], inner)
    assert len(json.loads(text)["edges"]) == D * (D - 1) // 2
    with pytest.raises(InstanceError, match="does not hold the networks"):
        read_graph(edges_csv(problem, x, None).encode(), "g.csv", problem)
    for bad in ('{"networks": [1]}', '{"networks": [["a"]]}', '{"edges": []}'):
        with pytest.raises(InstanceError, match="networks"):
            read_graph(bad.encode(), "g.json", problem)


def test_wrong_parts_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(InstanceError, match="needs the data"):
        Dag(np.eye(2), score="mlp")
    with pytest.raises(InstanceError, match="none or group"):
        drawn(penalty="l1")
    with pytest.raises(InstanceError, match="hidden units"):
        Dag.from_data(np.eye(3), score="mlp", hidden=0)
    with pytest.raises(OptionError, match="no preset 'best'"):
        ran(drawn(), preset="best")
