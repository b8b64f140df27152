"""Grown and shrunk parents, and insertions scored by them, against plain twins."""

import numpy as np
import pytest

from coopt.kernels.grow_shrink import Families, families, grown_cost, grown_parents
from coopt.kernels.node_cost import cost_rule, node_cost
from coopt.kernels.order_descent import insert_node
from coopt.kernels.prefix_descent import FULL, GROWN, PENALISED, best_place, insert_best, order_cost
from coopt.kernels.prefix_regression import full_cost, penalised_cost, shrunk_weight
from coopt.kernels.xorshift import xorshift_state
from tests.kernels.gram import Floats, random_gram
from tests.kernels.test_subset_orders import left

D = 8
RULE = cost_rule(samples=200.0, edge=float(np.log(200.0)))


def known(seed: int, rule: Floats = RULE, required: np.ndarray | None = None) -> Families:
    none = np.zeros((D, D), dtype=np.bool_)
    needed = none if required is None else required
    allowed = ~np.eye(D, dtype=np.bool_)
    return families(random_gram(D, seed), rule, allowed, needed, np.random.default_rng(0))


def cost(gram: Floats, node: int, parents: list[int]) -> float:
    variance = left(gram, node, tuple(parents))
    return float(node_cost(RULE, variance, gram[node, node], len(parents)))


def grown_plainly(gram: Floats, node: int, prefix: list[int]) -> tuple[float, set[int]]:
    """Grow and shrink as the paper says, with no cache."""
    chosen: list[int] = []
    for sign in (1, -1):
        while True:
            now = cost(gram, node, chosen)
            trials = [[*chosen, c] for c in prefix if c not in chosen]
            if sign < 0:
                trials = [[c for c in chosen if c != gone] for gone in chosen]
            best = min(trials, key=lambda t: cost(gram, node, t), default=chosen)
            if cost(gram, node, best) >= now - 1e-8:
                break
            chosen = best
    return cost(gram, node, chosen), set(chosen)


@pytest.mark.parametrize("seed", range(4))
def test_parents_agree_with_a_plain_twin(seed: int) -> None:
    families_known, rng = known(seed), np.random.default_rng(seed)
    parents = np.zeros(D, dtype=np.bool_)
    for _ in range(60):
        node, inside = int(rng.integers(D)), rng.random(D) < 0.6
        inside[node] = False
        prefix = np.flatnonzero(inside).tolist()
        value, chosen = grown_plainly(families_known.gram, node, prefix)
        assert grown_cost(families_known, node, inside) == pytest.approx(value, rel=1e-9)
        grown_parents(families_known, node, inside, parents)
        assert set(np.flatnonzero(parents).tolist()) == chosen


def test_required_parents_stay() -> None:
    required = np.zeros((D, D), dtype=np.bool_)
    required[2, 5] = required[3, 5] = True
    families_known, parents = known(1, required=required), np.zeros(D, dtype=np.bool_)
    inside = np.arange(D) < 4
    grown_parents(families_known, 5, inside, parents)
    assert parents[2]
    assert parents[3]


@pytest.mark.parametrize("kind", [GROWN, FULL])
def test_the_best_place_agrees_with_trial(kind: int) -> None:
    families_known = known(2, RULE if kind == GROWN else cost_rule())
    before, inside = np.zeros((D, D), dtype=np.bool_), np.zeros(D, dtype=np.bool_)
    before[3, 6] = True
    order = np.array([3, 1, 4, 0, 6, 2, 7, 5])
    now = order_cost(families_known, kind, order, inside)
    for a in range(D):
        scores = []
        for b in range(D):
            moved = order.copy()
            insert_node(moved, a, b)
            keeps = moved.tolist().index(3) < moved.tolist().index(6)
            scores.append(order_cost(families_known, kind, moved, inside) if keeps else np.inf)
        _, change = best_place(families_known, kind, before, order, a, inside)
        assert change == pytest.approx(min(scores) - now, abs=1e-8)


def test_a_descent_lowers_the_score() -> None:
    families_known, inside = known(3), np.zeros(D, dtype=np.bool_)
    before, order = np.zeros((D, D), dtype=np.bool_), np.arange(D)
    start = order_cost(families_known, GROWN, order, inside)
    turn, cursor = np.zeros(D, dtype=np.int64), np.zeros(3, dtype=np.int64)
    random = xorshift_state(np.random.default_rng(0))
    while not insert_best(families_known, GROWN, before, order, turn, cursor, inside, random, 3):
        pass
    assert order_cost(families_known, GROWN, order, inside) < start
    for a in range(D):
        assert best_place(families_known, GROWN, before, order, a, inside)[1] > -1e-7


def test_a_full_regression_agrees_with_a_solve() -> None:
    families_known, inside = known(4, cost_rule()), np.arange(D) < 5
    expected = left(families_known.gram, 6, (0, 1, 2, 3, 4)) / 2
    assert full_cost(families_known, 6, inside, 0.0) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("gamma", [0.0, 1.5])
def test_penalised_weights_are_stationary(gamma: float) -> None:
    families_known, inside = known(5, cost_rule()), np.arange(D) < 6
    gram, strength = families_known.gram, 0.2
    value = penalised_cost(families_known, 7, inside, strength, gamma)
    w = families_known.value.copy()
    slope = gram[:, 7] - gram @ w
    size = np.abs(w)
    pull = strength * (np.ones(D) if gamma == 0 else np.maximum(0, 1 - size / gamma))
    active = w != 0
    assert active.any()
    np.testing.assert_allclose(slope[active], (pull * np.sign(w))[active], atol=1e-5)
    assert (np.abs(slope[inside & ~active]) <= strength + 1e-5).all()
    inner = size if gamma == 0 else np.where(size < gamma, size - size**2 / (2 * gamma), gamma / 2)
    half = (gram[7, 7] - 2 * w @ gram[:, 7] + w @ gram @ w) / 2
    assert value == pytest.approx(half + strength * inner.sum(), rel=1e-9)


@pytest.mark.parametrize(("a", "gamma"), [(1.0, 0.0), (2.0, 1.5), (0.2, 1.5)])
def test_one_weight_is_its_minimum(a: float, gamma: float) -> None:
    grid = np.linspace(-8, 8, 160_001)
    size = np.abs(grid)
    penalty = 0.5 * (size if gamma == 0 else np.where(
        size < gamma, size - size**2 / (2 * gamma), gamma / 2
    ))  # fmt: skip
    for z in (-1.4, -0.3, 0.0, 0.45, 0.6, 1.2):
        cost_of = a * grid**2 / 2 - z * grid + penalty
        w = shrunk_weight(z, a, 0.5, gamma)
        k = int(np.argmin(np.abs(grid - w)))
        assert cost_of[k] <= cost_of.min() + 1e-6


@pytest.mark.parametrize("kind", [FULL, PENALISED])
def test_work_in_pieces_is_the_same_work(kind: int) -> None:
    rule = cost_rule() if kind == FULL else cost_rule(edge=0.1, shift=2.0)
    before, ends = np.zeros((D, D), dtype=np.bool_), []
    for allowance in (1, 1 << 60):
        families_known, inside = known(5, rule), np.zeros(D, dtype=np.bool_)
        order, turn = np.arange(D)[::-1].copy(), np.zeros(D, dtype=np.int64)
        random, cursor = xorshift_state(np.random.default_rng(0)), np.zeros(3, dtype=np.int64)
        calls, done = 0, False
        while not done:
            families_known.filled[1] = allowance
            done = insert_best(families_known, kind, before, order, turn, cursor, inside, random, 3)
            calls += 1
        ends.append((order.tolist(), calls))
    assert ends[0][0] == ends[1][0]
    assert ends[0][1] > ends[1][1]
