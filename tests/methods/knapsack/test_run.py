import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopt.bus.protocol import Options
from coopt.methods.knapsack.run import run
from coopt.problem.csr import Floats
from coopt.problem.knapsack import Knapsack
from coopt.problem.milp import Milp
from coopt.solve import solve
from tests.methods.collecting_bus import CollectingBus

CLASSES = ["none", "weak", "strong", "inverse", "sums"]


def ran(problem: Knapsack, asks: int = 10**9, start: Floats | None = None) -> CollectingBus:
    bus = CollectingBus(problem, asks, start)
    run(problem, bus, Options(), np.random.default_rng(0))
    return bus


def draw(kind: str, n: int, largest: int, rng: np.random.Generator, share: float = 0.5) -> Knapsack:
    weight = rng.integers(1, largest + 1, n)
    tenth = max(1, largest // 10)
    value = {
        "none": rng.integers(1, largest + 1, n),
        "weak": np.maximum(1, weight + rng.integers(-tenth, tenth + 1, n)),
        "strong": weight + tenth,
        "inverse": np.maximum(1, weight - tenth),
        "sums": weight,
    }[kind]
    capacity = float(np.floor(share * weight.sum()))
    return Knapsack(value.astype(float), weight.astype(float), capacity)


def best_by_capacity(problem: Knapsack) -> float:
    """The plain dynamic programme over capacities."""
    best = np.zeros(int(problem.capacity) + 1)
    for w, v in zip(problem.weight.astype(int).tolist(), problem.value.tolist(), strict=True):
        if w < best.size:
            best[w:] = np.maximum(best[w:], best[: best.size - w] + v)
    return float(best[-1])


@settings(max_examples=150, deadline=None)
@given(
    items=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=12),
    capacity=st.integers(0, 100),
)
def test_the_best_choice_of_a_few_items(items: list[tuple[int, int]], capacity: int) -> None:
    value, weight = np.array(items, dtype=float).reshape(-1, 2).T.copy()
    problem = Knapsack(value, weight, float(capacity))
    bus = ran(problem)
    free = value[weight == 0].sum()
    heavy = Knapsack(value[weight > 0], weight[weight > 0], float(capacity))
    assert -bus.objective == free + best_by_capacity(heavy)
    assert bus.dual == bus.objective
    assert bus.claims == ["optimal"]


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_the_programme_over_capacities(kind: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    problem = draw(kind, 60, 300, rng, float(rng.random()))
    bus = ran(problem)
    assert -bus.objective == best_by_capacity(problem)
    assert bus.dual == bus.objective


@pytest.mark.parametrize("kind", CLASSES)
def test_large_coefficients_are_proven(kind: str) -> None:
    problem = draw(kind, 1000, 10**6, np.random.default_rng(1))
    bus = ran(problem)
    assert bus.claims == ["optimal"]
    assert bus.dual == bus.objective


@pytest.mark.parametrize("kind", CLASSES)
def test_it_agrees_with_a_tree_search(kind: str) -> None:
    problem = draw(kind, 30, 100, np.random.default_rng(2))
    rows = Milp.from_arrays(
        problem.value,
        problem.weight[None, :],
        row_upper=problem.capacity,
        upper=1.0,
        integrality=1,
        maximise=True,
    )
    mine = solve(problem, methods=["knapsack"], time_limit=20, gap=0.0)
    other = solve(rows, methods=["highs"], time_limit=20, gap=0.0)
    assert mine.status == other.status == "optimal"
    assert mine.objective == other.objective


@pytest.mark.parametrize("n", [1, 2, 8, 14])
def test_doubles_are_exact(n: int) -> None:
    rng = np.random.default_rng(n)
    problem = Knapsack(rng.random(n), rng.random(n), n / 4)
    bus = ran(problem)
    bits = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
    weights, values = bits @ problem.weight, bits @ problem.value
    assert -bus.objective == pytest.approx(values[weights <= problem.capacity].max(), rel=1e-15)
    assert bus.claims == ["optimal"]
    assert bus.dual == pytest.approx(bus.objective, rel=1e-15)


def test_decimals_are_exact() -> None:
    problem = Knapsack(np.array([0.1, 0.2, 0.3]), np.array([0.1, 0.2, 0.3]), 0.3)
    bus = ran(problem)
    assert bus.objective == pytest.approx(-0.3)
    assert bus.claims == ["optimal"]


def test_numbers_of_all_sizes_are_bounded_but_not_claimed() -> None:
    rng = np.random.default_rng(3)
    problem = Knapsack(10.0 ** rng.uniform(-9, 9, 30), 10.0 ** rng.uniform(-9, 9, 30), 1e8)
    bus = ran(problem)
    assert not bus.claims
    assert bus.dual <= bus.objective
    assert bus.dual == pytest.approx(bus.objective, rel=1e-9)


@pytest.mark.parametrize(
    ("value", "weight", "capacity", "best"),
    [
        ([], [], 5.0, 0.0),
        ([3.0], [2.0], 1.0, 0.0),
        ([3.0], [2.0], 2.0, 3.0),
        ([3.0, 4.0], [0.0, 1.0], 0.0, 3.0),
        ([0.0, 4.0], [0.0, 1.0], 9.0, 4.0),
        ([5.0, 5.0, 5.0], [2.0, 2.0, 2.0], 5.0, 10.0),
    ],
)
def test_plain_cases(value: list[float], weight: list[float], capacity: float, best: float) -> None:
    bus = ran(Knapsack(np.array(value), np.array(weight), capacity))
    assert -bus.objective == best
    assert bus.claims == ["optimal"]


def test_a_stop_is_heard_and_the_bound_holds() -> None:
    problem = draw("strong", 500, 10**6, np.random.default_rng(4))
    bus = ran(problem, asks=0)
    assert bus.offers
    assert bus.dual <= bus.objective


def test_a_start_is_not_offered_again() -> None:
    problem = draw("weak", 50, 100, np.random.default_rng(5))
    best = ran(problem).x
    bus = ran(problem, start=best)
    assert bus.objective == -problem.value[best > 0.5].sum()
    assert bus.claims == ["optimal"]
