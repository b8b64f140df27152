from __future__ import annotations

import numpy as np
import pytest

from coopt.generate.independent_set import independent_set
from coopt.generate.knapsack_classes import knapsack_classes
from coopt.generate.knapsack_uniform import knapsack_uniform
from coopt.generate.mis_er import mis_er, random_edges


def test_uniform_items_are_independent_and_in_the_unit_interval() -> None:
    problem = knapsack_uniform(2000, np.random.default_rng(1))
    assert 0.0 <= problem.value.min() <= problem.value.max() <= 1.0
    assert abs(np.corrcoef(problem.value, problem.weight)[0, 1]) < 0.1
    assert problem.capacity == 25.0


@pytest.mark.parametrize(
    ("correlation", "spread"), [("none", 999.0), ("weak", 100.0), ("strong", 0.0)]
)
def test_classes_differ_in_how_far_profits_are_from_weights(
    correlation: str, spread: float
) -> None:
    problem = knapsack_classes(500, np.random.default_rng(2), correlation=correlation)
    away = problem.value - problem.weight - (100.0 if correlation == "strong" else 0.0)
    assert np.abs(away).max() <= spread
    assert np.abs(away).max() >= 0.9 * spread
    assert problem.capacity == np.floor(problem.weight.sum() / 2)
    assert np.array_equal(problem.value, np.rint(problem.value))


def test_graphs_have_a_number_of_nodes_in_the_range_and_edges_by_chance() -> None:
    problems = [mis_er(30, 34, 0.3, np.random.default_rng(seed)) for seed in range(40)]
    assert {problem.n for problem in problems} == set(range(30, 35))
    pairs = sum(problem.n * (problem.n - 1) for problem in problems)
    assert sum(p.indices.size for p in problems) / pairs == pytest.approx(0.3, abs=0.02)
    assert mis_er(1, 1, 1.0, np.random.default_rng(0)).indices.size == 0


def test_the_model_and_the_graph_draw_the_same_edges() -> None:
    edges = random_edges(20, 0.4, np.random.default_rng(7))
    model = independent_set(20, 0.4, np.random.default_rng(7))
    assert model.a.indices.tolist() == edges.ravel().tolist()
