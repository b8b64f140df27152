"""Figures beside a graph, and what is said of them."""

from typing import Any

import numpy as np
import pytest

from coopt.check.dag import objective_of
from coopt.features.dag_diagnostics import (
    agreement,
    baseline,
    conclusions,
    diagnose,
    varsortability,
)
from coopt.problem.dag import Dag
from tests.kernels.gram import random_gram, variances_along

CHAIN = np.zeros((3, 3), dtype=bool)
CHAIN[0, 1] = CHAIN[1, 2] = True


def test_varsortability_counts_paths() -> None:
    assert varsortability(np.array([1.0, 2, 3]), CHAIN) == 1
    assert varsortability(np.array([3.0, 2, 1]), CHAIN) == 0
    assert varsortability(np.array([2.0, 1, 3]), CHAIN) == pytest.approx(2 / 3)
    assert varsortability(np.ones(3), CHAIN) == 0.5
    assert varsortability(np.ones(3), np.zeros((3, 3), dtype=bool)) == 0.5


def test_the_baseline_is_a_regression_along_the_variances() -> None:
    gram = random_gram(6, 0)
    order = np.argsort(np.diag(gram))
    assert baseline(gram, order) == pytest.approx(variances_along(gram, order).sum() / 2, rel=1e-6)


def test_agreement_of_answers() -> None:
    assert agreement([CHAIN, CHAIN]) == 1
    assert agreement([CHAIN, CHAIN.T]) == 0


def test_standardised_data_get_a_warning() -> None:
    x = np.random.default_rng(0).normal(size=(100, 3)) @ np.triu(np.ones((3, 3)))
    problem = Dag.from_data(x, standardise=True)
    said = conclusions(problem, diagnose(problem, np.where(CHAIN, 1.0, 0.0)))
    assert "not evidence of causes" in said
    assert "Use score bic" in said


def test_a_trivial_order_gets_a_warning() -> None:
    x = np.random.default_rng(0).normal(size=(1000, 3)) @ np.triu(np.ones((3, 3)))
    problem = Dag.from_data(x)
    said = conclusions(problem, diagnose(problem, np.where(CHAIN, 1.0, 0.0)))
    assert "by variance alone" in said
    assert "another unit" in said


@pytest.mark.parametrize("parts", [{"score": "ev"}, {"penalty": "l1", "strength": 0.5}])
def test_what_is_compared_with_the_order_by_variance_is_said(parts: dict[str, Any]) -> None:
    x = np.random.default_rng(0).normal(size=(1000, 3)) @ np.triu(np.ones((3, 3)))
    problem, weights = Dag.from_data(x, **parts), np.where(CHAIN, 1.0, 0.0)
    found = diagnose(problem, weights)
    assert found.least_squares != pytest.approx(objective_of(problem, weights), rel=0.05)
    said = conclusions(problem, found)
    assert "half the mean squared residual, fitted anew without penalty" in said
    assert f"{found.least_squares:.6g}" in said


def test_dependent_columns_and_unstable_answers_are_said() -> None:
    x = np.random.default_rng(0).normal(size=(10, 2))
    problem = Dag.from_data(np.column_stack([x, x.sum(axis=1)]), score="bic")
    weights = np.where(CHAIN, 1.0, 0.0)
    said = conclusions(problem, diagnose(problem, weights, [weights.T]))
    assert "rank 2" in said
    assert "10 rows are few" in said
    assert "different starts share 0%" in said
    assert "cause" in said
