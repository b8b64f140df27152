import numpy as np
import pytest

from coopt.features.clique_rows import clique_rows, edge_cliques
from coopt.problem.csr import dense
from coopt.problem.independent_set import IndependentSet
from tests.kernels.small_graph import small_graph


@pytest.mark.parametrize("seed", range(10))
def test_cliques_are_cliques_and_cover_each_edge(seed: int) -> None:
    rng = np.random.default_rng(seed)
    problem = small_graph(15, float(rng.random()), rng)
    rows = np.repeat(np.arange(15), np.diff(problem.indptr))
    adjacent = np.zeros((15, 15), dtype=bool)
    adjacent[rows, problem.indices] = True
    covered = np.zeros_like(adjacent)
    for clique in edge_cliques(problem):
        inner = np.ix_(clique, clique)
        assert (adjacent[inner] | np.eye(len(clique), dtype=bool)).all()
        covered[inner] = True
    np.fill_diagonal(covered, False)
    assert (covered == adjacent).all()


def test_a_complete_graph_is_one_row() -> None:
    problem = small_graph(6, 1.0, np.random.default_rng(0), 9)
    model = clique_rows(problem)
    assert dense(model.a).tolist() == [[1.0] * 6]
    assert model.c.tolist() == (-problem.weight).tolist()


def test_no_edges_no_rows() -> None:
    assert clique_rows(IndependentSet.from_edges(3, [])).a.shape == (0, 3)
