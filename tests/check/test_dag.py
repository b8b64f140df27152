"""Checks of graphs against values worked out by hand, and refusals."""

import math
from typing import Any

import numpy as np
import pytest

from coopt.check.candidate import canonical, certify, evaluate
from coopt.check.dag import bic, residual_variance, topological_order
from coopt.errors import InstanceError
from coopt.problem import Dag

# x1 with variance 1, x2 = 2 x1 + noise of variance 1: S = ((1, 2), (2, 5)).
GRAM = np.array([[1.0, 2.0], [2.0, 5.0]])
FORWARD = np.array([0.0, 2.0, 0.0, 0.0])
BACKWARD = np.array([0.0, 0.0, 0.4, 0.0])
EMPTY = np.zeros(4)


def objective(x: np.ndarray, **parts: Any) -> float:
    problem = Dag(GRAM, **parts)
    point = canonical(problem, x)
    evaluation, exact = evaluate(problem, point), certify(problem, point)
    assert evaluation.feasible
    assert exact.verified == "exact"
    assert float(exact.objective) == evaluation.objective
    return evaluation.objective


def test_least_squares() -> None:
    assert objective(EMPTY) == 3
    assert objective(FORWARD) == 1
    assert objective(BACKWARD) == pytest.approx((0.2 + 5) / 2)


def test_penalties_are_added() -> None:
    assert objective(FORWARD, penalty="l0", strength=0.5) == 1.5
    assert objective(FORWARD, penalty="l1", strength=0.5) == 2
    assert objective(FORWARD, penalty="ridge", strength=0.5) == 2
    assert objective(FORWARD, penalty="mcp", strength=0.5, gamma=1.0) == 1.25
    assert objective(FORWARD, penalty="mcp", strength=0.5, gamma=4.0) == 1.75


def test_equal_variances() -> None:
    assert objective(FORWARD, score="ev") == pytest.approx(math.log(2))


def test_bic_sees_the_support_only() -> None:
    expected = 100 * math.log(1) + 100 * math.log(1) + math.log(100)
    for x in (FORWARD, FORWARD / 7):
        assert objective(x, score="bic", samples=100) == pytest.approx(expected)
    # Both directions fit alike: they are equivalent.
    assert objective(BACKWARD, score="bic", samples=100) == pytest.approx(expected)
    assert objective(EMPTY, score="bic", samples=100) == pytest.approx(100 * math.log(5))


def test_bic_differs_by_a_constant_between_scales() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(50, 4)) @ rng.normal(size=(4, 4))
    problems = [Dag.from_data(x, standardise=flag, score="bic") for flag in (False, True)]
    graphs = [np.triu(rng.random((4, 4)) < 0.5, 1) for _ in range(5)]
    differences = [bic(problems[0], g) - bic(problems[1], g) for g in graphs]
    np.testing.assert_allclose(differences, differences[0], rtol=1e-10)


def test_logistic_loss() -> None:
    problem = Dag.from_data([[0, 0], [1, 1], [1, 0]], score="logistic")
    weights = np.array([0.0, 1.0, 0.0, 0.0])
    expected = math.log(2) + (math.log(2) + 2 * math.log(1 + math.e) - 1) / 3
    assert evaluate(problem, weights).objective == pytest.approx(expected)


@pytest.mark.parametrize(
    "wrong",
    [[1.0, 0, 0, 0], [0.0, 1, 1, 0], [0.0, math.nan, 0, 0], [0.0, 1, 0], [0.0, math.inf, 0, 0]],
)
def test_what_is_no_acyclic_graph_is_refused(wrong: list[float]) -> None:
    problem = Dag(GRAM)
    assert not evaluate(problem, np.array(wrong)).feasible
    certificate = certify(problem, np.array(wrong))
    assert certificate.verified is None
    assert certificate.worst


def test_knowledge_is_kept() -> None:
    edge = np.array([[False, True], [False, False]])
    known: list[dict[str, Any]] = [
        {"forbidden": edge},
        {"tiers": np.array([1, 0])},
        {"required": edge.T.copy()},
    ]
    for parts in known:
        problem = Dag(GRAM, names=("a", "b"), **parts)
        assert evaluate(problem, BACKWARD).feasible
        assert not evaluate(problem, FORWARD).feasible
        assert "->" in certify(problem, FORWARD).worst


def test_dependent_parents_leave_what_they_leave() -> None:
    # The third column is twice the first.
    basis = np.array([[1.0, 0, 2, 1], [0, 1, 0, 3]])
    gram = basis.T @ basis + np.diag([0.0, 0, 0, 1])
    both = residual_variance(gram, 3, np.array([0, 2]))
    assert both == pytest.approx(residual_variance(gram, 3, np.array([0])), rel=1e-9)


def test_a_cycle_has_no_order() -> None:
    edges = np.zeros((3, 3), dtype=bool)
    edges[0, 1] = edges[1, 2] = True
    order = topological_order(edges)
    assert order is not None
    assert order.tolist() == [0, 1, 2]
    edges[2, 0] = True
    assert topological_order(edges) is None


@pytest.mark.parametrize(
    ("gram", "parts", "says"),
    [
        ([[1.0, 2.0], [2.0, 1.0]], {}, "indefinite"),
        ([[1.0, 0.5], [0.4, 1.0]], {}, "symmetric"),
        ([[1.0, math.nan], [math.nan, 1.0]], {}, "nan"),
        ([[1.0, 0.0], [0.0, 0.0]], {"names": ("a", "b")}, "'b' has variance 0"),
        ([[1.0, 2.0]], {}, "shape"),
        (GRAM, {"names": ("a", "a")}, "two columns"),
        (GRAM, {"score": "bic"}, "samples"),
        (GRAM, {"score": "aic"}, "no score"),
        (GRAM, {"score": "bic", "samples": 9, "penalty": "l1"}, "takes the penalty"),
        (GRAM, {"penalty": "l1"}, "penalty l1 needs a strength > 0"),
        (GRAM, {"penalty": "mcp", "strength": 0.0}, "penalty mcp needs a strength > 0"),
        (GRAM, {"strength": 0.5}, "strength 0.5 weighs no penalty: score ls takes none or l0"),
        (GRAM, {"score": "logistic"}, "needs the data"),
        (GRAM, {"required": np.ones((2, 2), dtype=bool)}, "forbidden"),
        (GRAM, {"required": ~np.eye(2, dtype=bool)}, "cycle"),
        (GRAM, {"tiers": np.zeros(3, dtype=np.int64)}, "tiers"),
    ],
)
def test_parts_that_do_not_fit_are_refused(gram: Any, parts: Any, says: str) -> None:
    with pytest.raises(InstanceError, match=says):
        Dag(np.array(gram), **parts)


def test_data_that_say_nothing_are_refused() -> None:
    with pytest.raises(InstanceError, match="'b' is constant"):
        Dag.from_data([[1.0, 0.1], [2.0, 0.1], [4.0, 0.1]], ("a", "b"))
    with pytest.raises(InstanceError, match="row 2 of column 1 is nan"):
        Dag.from_data([[1.0, 0.5], [math.nan, 0.1]])
    with pytest.raises(InstanceError, match="two rows"):
        Dag.from_data([[1.0, 0.5]])
    with pytest.raises(InstanceError, match="0 and 1"):
        Dag.from_data([[1.0, 0.5], [0.0, 1.0]], score="logistic")
