import numpy as np
import pytest

from coopt.kernels.clique_cover import clique_cover_bound, cover_by_cliques
from coopt.kernels.set_reduction import KEPT, TAKEN, reduce_graph
from coopt.problem.independent_set import IndependentSet
from tests.kernels.small_graph import best_by_trial, small_graph


@pytest.mark.parametrize("heaviest", [1, 6])
@pytest.mark.parametrize("seed", range(25))
def test_reductions_keep_a_best_set(seed: int, heaviest: int) -> None:
    rng = np.random.default_rng(seed)
    problem = small_graph(12, 0.6 * float(rng.random()), rng, heaviest)
    fate = reduce_graph(problem.indptr, problem.indices, problem.weight)
    kept = np.flatnonzero(fate == KEPT)
    rows = np.repeat(np.arange(12), np.diff(problem.indptr))
    inner = (fate[rows] == KEPT) & (fate[problem.indices] == KEPT)
    number = np.cumsum(fate == KEPT) - 1
    edges = np.column_stack([number[rows[inner]], number[problem.indices[inner]]])
    rest = IndependentSet.from_edges(kept.size, edges, problem.weight[kept])
    assert problem.weight[fate == TAKEN].sum() + best_by_trial(rest) == best_by_trial(problem)


def test_a_tree_is_solved_by_reductions() -> None:
    rng = np.random.default_rng(0)
    edges = [(v, int(rng.integers(v))) for v in range(1, 200)]
    problem = IndependentSet.from_edges(200, edges)
    assert (reduce_graph(problem.indptr, problem.indices, problem.weight) != KEPT).all()


@pytest.mark.parametrize("heaviest", [1, 6])
@pytest.mark.parametrize("seed", range(10))
def test_a_cover_by_cliques_bounds_the_best_set(seed: int, heaviest: int) -> None:
    rng = np.random.default_rng(seed)
    problem = small_graph(12, float(rng.random()), rng, heaviest)
    assert clique_cover_bound(problem.indptr, problem.indices, problem.weight) >= best_by_trial(
        problem
    )
    clique = cover_by_cliques(problem.indptr, problem.indices, rng.permutation(12))
    rows = np.repeat(np.arange(12), np.diff(problem.indptr))
    adjacent = np.eye(12, dtype=bool)
    adjacent[rows, problem.indices] = True
    assert adjacent[clique[:, None] == clique[None, :]].all()


def test_a_complete_graph_is_one_clique() -> None:
    problem = small_graph(8, 1.0, np.random.default_rng(0))
    assert clique_cover_bound(problem.indptr, problem.indices, problem.weight) == 1.0
