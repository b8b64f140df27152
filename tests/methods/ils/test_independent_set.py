import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopt.bus.protocol import Options
from coopt.errors import OptionError
from coopt.methods.ils.independent_set import greedy, run
from coopt.problem.independent_set import IndependentSet
from tests.kernels.small_graph import best_by_trial, is_independent, small_graph
from tests.methods.collecting_bus import CollectingBus


def ran(problem: IndependentSet, bus: CollectingBus, kicks: int = 300) -> CollectingBus:
    run(problem, bus, Options(settings={"kicks": str(kicks)}), np.random.default_rng(0))
    return bus


@settings(max_examples=40, deadline=None)
@given(
    n=st.integers(0, 12),
    probability=st.floats(0, 1),
    heaviest=st.sampled_from([1, 3, 50]),
    seed=st.integers(0, 1000),
)
def test_the_best_set_of_a_small_graph(
    n: int, probability: float, heaviest: int, seed: int
) -> None:
    problem = small_graph(n, probability, np.random.default_rng(seed), heaviest)
    bus = ran(problem, CollectingBus(problem))
    assert -bus.objective == best_by_trial(problem)
    assert bus.dual <= bus.objective
    assert not bus.claims or bus.dual == bus.objective


@pytest.mark.parametrize("edges", [[], [(0, 1), (0, 2), (1, 2)], [(0, 1), (1, 2)]])
def test_plain_graphs_are_proven(edges: list[tuple[int, int]]) -> None:
    problem = IndependentSet.from_edges(3, edges)
    bus = ran(problem, CollectingBus(problem))
    assert bus.claims == ["optimal"]
    assert bus.dual == bus.objective


def test_fractional_weights_and_zeros() -> None:
    problem = IndependentSet.from_edges(4, [(0, 1), (1, 2), (2, 3), (3, 0)], [0.1, 0.0, 0.2, 0.0])
    bus = ran(problem, CollectingBus(problem))
    assert bus.objective == pytest.approx(-0.3)
    assert bus.dual <= bus.objective + 1e-15


def test_the_greedy_set_is_maximal() -> None:
    problem = small_graph(80, 0.1, np.random.default_rng(3), 4)
    inside = greedy(problem)
    assert is_independent(problem, inside)
    for v in np.flatnonzero(~inside).tolist():
        more = inside.copy()
        more[v] = True
        assert not is_independent(problem, more)


def test_a_start_is_never_made_worse() -> None:
    problem = small_graph(40, 0.15, np.random.default_rng(4))
    best = ran(problem, CollectingBus(problem), 2000).x
    bus = ran(problem, CollectingBus(problem, asks=1, start=best))
    assert bus.objective == -best.sum()
    assert not bus.offers


def test_the_same_budget_gives_the_same_set() -> None:
    problem = small_graph(120, 0.1, np.random.default_rng(5))
    first, second = (ran(problem, CollectingBus(problem)).x for _ in range(2))
    assert first.tolist() == second.tolist()


def test_a_stop_is_heard() -> None:
    problem = small_graph(150, 0.1, np.random.default_rng(6))
    bus = CollectingBus(problem, asks=3)
    run(problem, bus, Options(), np.random.default_rng(0))
    assert bus.offers


def test_kicks_must_be_a_number() -> None:
    problem = small_graph(5, 0.5, np.random.default_rng(7))
    with pytest.raises(OptionError, match="kicks"):
        run(
            problem,
            CollectingBus(problem),
            Options(settings={"kicks": "many"}),
            np.random.default_rng(0),
        )
