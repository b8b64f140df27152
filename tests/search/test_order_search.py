"""The loop over orders, with a toy score."""

import numpy as np

from coopt.search.order_search import OrderMoves, order_search, random_order, sorted_order

BEFORE = np.zeros((5, 5), dtype=np.bool_)
BEFORE[3, :2] = True


def test_orders_keep_the_precedence() -> None:
    assert sorted_order(BEFORE, np.arange(5.0)).tolist() == [2, 3, 0, 1, 4]
    rng = np.random.default_rng(0)
    for _ in range(20):
        order = random_order(BEFORE, rng).tolist()
        assert sorted(order) == list(range(5))
        assert order.index(3) < min(order.index(0), order.index(1))


def moves(rng: np.random.Generator) -> OrderMoves:
    def kick(order: np.ndarray) -> None:
        a, b = rng.integers(order.size, size=2)
        order[[a, b]] = order[[b, a]]

    def score(order: np.ndarray) -> float:
        return float((order * np.arange(order.size)).sum())

    return OrderMoves(score, kick, lambda: rng.permutation(6))


def test_kicks_find_the_best_order_and_end() -> None:
    seen: list[float] = []
    search = moves(np.random.default_rng(0))
    ends = order_search(
        search, lambda order, score: seen.append(score), lambda: False, np.arange(6), 500
    )
    assert min(ends) == seen[-1] == 20
    assert seen == sorted(seen, reverse=True)


def test_a_stop_ends_it() -> None:
    ends = order_search(
        moves(np.random.default_rng(0)), lambda order, score: None, lambda: True, np.arange(6)
    )
    assert ends == []
