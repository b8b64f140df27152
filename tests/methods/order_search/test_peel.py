"""The order from the precision matrix."""

import numpy as np

from coopt.methods.order_search.peel import peeled_order


def population(weights: np.ndarray) -> np.ndarray:
    inverse = np.linalg.inv(np.eye(len(weights)) - weights)
    gram: np.ndarray = inverse.T @ inverse
    return gram


def test_a_sink_goes_first_whatever_the_scale() -> None:
    weights = np.zeros((6, 6))
    for i, j in ((0, 2), (1, 2), (2, 3), (2, 4), (1, 5), (4, 5), (0, 5)):
        weights[i, j] = 1.0
    gram = population(weights)
    scale = np.array([9.0, 0.1, 3.0, 5.0, 0.01, 1.0])
    for s in (gram, gram * np.outer(scale, scale)):
        order = peeled_order(s, 1e-6, np.zeros((6, 6), dtype=bool))
        assert sorted(order.tolist()) == list(range(6))
        assert order[-1] == 3  # its one parent is all that it depends on


def test_a_precedence_is_kept() -> None:
    before = np.zeros((5, 5), dtype=bool)
    before[3, :3] = True
    rng = np.random.default_rng(0)
    gram = population(np.triu(rng.normal(size=(5, 5)), 1))
    for _ in range(5):
        order = peeled_order(gram, 1e-3, before, rng, 0.5).tolist()
        assert sorted(order) == list(range(5))
        assert order.index(3) < min(order.index(k) for k in range(3))
