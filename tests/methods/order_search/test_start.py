"""The first answers, before any kernel is loaded."""

import numpy as np
import pytest

from coopt.check.dag import bic
from coopt.generate.dag_linear import linear_data
from coopt.methods.order_search.run import likely_order
from coopt.methods.order_search.start import first_weights, paying_correlation, paying_edges
from coopt.problem import Dag


def drawn(d: int, seed: int) -> tuple[Dag, np.ndarray]:
    data, weights = linear_data(d, 2, "er", 1000, np.random.default_rng(seed))
    return Dag.from_data(data, score="bic", standardise=True), weights


def squared_partial(gram: np.ndarray, i: int, j: int, others: list[int]) -> float:
    """Return the squared correlation of i and j beside others, from residual covariances."""
    inner = gram[np.ix_(others, others)]
    cross = gram[np.ix_(others, [i, j])]
    left = gram[np.ix_([i, j], [i, j])] - cross.T @ np.linalg.solve(inner, cross)
    return float(left[0, 1] ** 2 / (left[0, 0] * left[1, 1]))


@pytest.mark.parametrize("seed", range(3))
def test_edges_pay_by_their_partial_correlation_among_those_before(seed: int) -> None:
    problem, _ = drawn(9, seed)
    order = np.random.default_rng(seed).permutation(9)
    edges, limit = paying_edges(problem, order), paying_correlation(problem)
    for k in range(9):
        before = order[:k].tolist()
        for i in before:
            others = [node for node in before if node != i]
            pays = squared_partial(problem.gram, i, int(order[k]), others) > limit
            assert edges[i, order[k]] == pays
        assert not edges[order[k:], order[k]].any()


def test_edges_that_are_forbidden_do_not_pay() -> None:
    problem, _ = drawn(9, 0)
    order = np.arange(9)
    i, j = np.argwhere(paying_edges(problem, order))[0]
    forbidden = np.zeros((9, 9), dtype=bool)
    forbidden[i, j] = True
    other = Dag(problem.gram, samples=1000, score="bic", forbidden=forbidden)
    assert not paying_edges(other, order)[i, j]


@pytest.mark.parametrize("seed", range(3))
def test_the_first_graph_explains_most_of_what_the_true_one_does(seed: int) -> None:
    problem, weights = drawn(30, seed)
    first = bic(problem, first_weights(problem, likely_order(problem)) != 0)
    nothing, truth = (bic(problem, edges) for edges in (np.zeros((30, 30), bool), weights != 0))
    assert first - truth < 0.05 * (nothing - truth)


def test_dependent_columns_begin_without_edges() -> None:
    data = np.random.default_rng(0).normal(size=(100, 8))
    problem = Dag.from_data(np.column_stack((data, data.sum(axis=1))), score="bic")
    assert not first_weights(problem, likely_order(problem)).any()
