"""The factor, all insertions and all swaps against refactorisation."""

import numpy as np
import pytest

from coopt.kernels.order_descent import Descent, descend, descent_of, insert_node, score_of
from coopt.kernels.order_factor import write_weights
from coopt.kernels.order_kick import kick
from coopt.kernels.order_moves import insertion_gains, move_ranges, swap_gains
from coopt.kernels.xorshift import xorshift_state
from tests.kernels.gram import Floats, random_gram, variances_along

FREE = np.zeros((9, 9), dtype=np.bool_)


def prepared(gram: Floats, order: np.ndarray, before: np.ndarray) -> Descent:
    state = descent_of(order.size)
    score_of(gram, order, state)
    move_ranges(order, before, state.first, state.last)
    insertion_gains(
        state.factor, state.variance, state.inverse, state.first, state.last, state.gains
    )
    return state


@pytest.mark.parametrize("seed", range(4))
def test_all_insertions_agree_with_refactorisation(seed: int) -> None:
    gram, order = random_gram(9, seed), np.random.default_rng(seed).permutation(9)
    state = prepared(gram, order, FREE)
    before = variances_along(gram, order).sum()
    assert state.variance.sum() == pytest.approx(before, rel=1e-12)
    for a in range(9):
        for b in range(9):
            moved = order.copy()
            insert_node(moved, a, b)
            change = variances_along(gram, moved).sum() - before
            assert state.gains[a, b] == pytest.approx(change, abs=1e-10 * before)


@pytest.mark.parametrize("seed", range(4))
def test_all_swaps_agree_with_refactorisation(seed: int) -> None:
    gram, order = random_gram(9, seed), np.random.default_rng(seed).permutation(9)
    state = prepared(gram, order, FREE)
    before = variances_along(gram, order).sum()
    for p in range(9):
        swap_gains(
            state.factor, state.variance, state.first, state.last, p, state.rows, state.walked,
            state.gains,
        )  # fmt: skip
        for q in range(p + 1, 9):
            moved = order.copy()
            moved[[p, q]] = moved[[q, p]]
            change = variances_along(gram, moved).sum() - before
            assert state.gains[p, q] == pytest.approx(change, abs=1e-10 * before)


def test_weights_are_the_regressions() -> None:
    gram, order = random_gram(7, 0), np.random.default_rng(1).permutation(7)
    state, weights = descent_of(7), np.full((7, 7), np.nan)
    score_of(gram, order, state)
    write_weights(state.inverse, order, weights)
    for k, node in enumerate(order):
        known = order[:k]
        expected = np.zeros(7)
        expected[known] = np.linalg.solve(gram[np.ix_(known, known)], gram[known, node])
        np.testing.assert_allclose(weights[:, node], expected, atol=1e-10)


@pytest.mark.parametrize("seed", range(3))
def test_a_descent_ends_where_no_move_improves(seed: int) -> None:
    gram, order = random_gram(9, seed), np.random.default_rng(seed).permutation(9)
    start = variances_along(gram, order).sum()
    state = descent_of(9)
    assert descend(gram, FREE, order, state, np.inf)
    assert sorted(order) == list(range(9))
    end = variances_along(gram, order).sum()
    assert end <= start
    for a in range(9):
        for b in range(9):
            moved = order.copy()
            insert_node(moved, a, b)
            assert variances_along(gram, moved).sum() >= end * (1 - 1e-10)
            moved = order.copy()
            moved[[a, b]] = moved[[b, a]]
            assert variances_along(gram, moved).sum() >= end * (1 - 1e-10)


def test_a_descent_in_pieces_is_the_same() -> None:
    gram, order = random_gram(9, 5), np.arange(9)
    whole, pieces = order.copy(), order.copy()
    descend(gram, FREE, whole, descent_of(9), np.inf)
    state = descent_of(9)
    while not descend(gram, FREE, pieces, state, 1.0):
        pass
    assert whole.tolist() == pieces.tolist()


def test_moves_keep_the_precedence() -> None:
    gram, before = random_gram(9, 2), FREE.copy()
    before[:4, 4:] = True
    order = np.arange(9)
    random = xorshift_state(np.random.default_rng(0))
    for _ in range(50):
        kick(order, before, 3, random)
        assert set(order[:4].tolist()) == set(range(4))
    state = descent_of(9)
    assert descend(gram, before, order, state, np.inf)
    assert set(order[:4].tolist()) == set(range(4))
