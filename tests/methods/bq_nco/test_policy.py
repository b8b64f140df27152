"""What a policy constructs is feasible: of every problem, of any size, by every rule of lengths."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
torch.set_num_threads(1)

from coopt.check.candidate import evaluate  # noqa: E402
from coopt.methods.bq_nco.decode import construct  # noqa: E402
from coopt.methods.bq_nco.decoding import Decoding  # noqa: E402
from coopt.methods.bq_nco.policy import best_of, constructions  # noqa: E402
from coopt.methods.bq_nco.run import neighbours_of  # noqa: E402
from coopt.methods.bq_nco.stack import stacked_instances  # noqa: E402
from coopt.problem import Distances, Tsp  # noqa: E402
from coopt.problem.distances import RULES  # noqa: E402
from tests.methods.bq_nco.random_policy import policy_of  # noqa: E402
from tests.methods.bq_nco.small_batches import NAMES, problems  # noqa: E402

PLANE = [rule for rule in RULES if rule not in ("EXPLICIT", "EUC_3D")]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", [Decoding(), Decoding("beam", 4), Decoding("sample", 4)])
def test_every_construction_is_feasible(name: str, how: Decoding, tmp_path: Path) -> None:
    rng, policy = np.random.default_rng(0), policy_of(tmp_path, name)
    for n in (5, 12, 30):
        listed = problems(name, n, 20, rng)
        made = construct(
            policy.score, policy.task, stacked_instances(policy.task, listed), how, 0, rng
        )
        assert made is not None
        for row, problem in enumerate(listed):
            for nodes, outputs in zip(made.nodes[row], made.outputs[row], strict=True):
                assert evaluate(problem, policy.task.answer(n, nodes, outputs)).feasible


@pytest.mark.parametrize("name", NAMES)
def test_the_best_is_that_of_least_objective(name: str, tmp_path: Path) -> None:
    rng, policy = np.random.default_rng(1), policy_of(tmp_path, name)
    listed = problems(name, 10, 4, rng)
    instances = stacked_instances(policy.task, listed)
    made = construct(policy.score, policy.task, instances, Decoding("sample", 6), 0, rng)
    assert made is not None
    for row, problem in enumerate(listed):
        best = best_of(problem, made, row, policy.task)
        assert best is not None
        assert evaluate(problem, best).objective == pytest.approx(made.cost[row].min())


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 151, 400])
def test_tours_of_any_size_decode(n: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    problem = Tsp(Distances("EUC_2D", rng.integers(0, 5000, (n, 2)).astype(float)))
    policy = policy_of(tmp_path, "tsp")
    made = constructions(policy, [problem], Decoding(), neighbours_of(None, n), rng)
    assert made is not None
    assert made[0] is not None


@pytest.mark.parametrize("name", NAMES)
def test_a_single_node_decodes(name: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    made = constructions(policy_of(tmp_path, name), problems(name, 1, 2, rng), Decoding(), 0, rng)
    assert made is not None
    assert all(x is not None for x in made)


@pytest.mark.parametrize("rule", PLANE)
def test_tours_by_any_rule_decode(rule: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    listed = [Tsp(Distances(rule, rng.integers(0, 90, (20, 2)).astype(float))) for _ in range(3)]
    made = constructions(policy_of(tmp_path, "tsp"), listed, Decoding("beam", 2), 0, rng)
    assert made is not None
    assert all(x is not None for x in made)


def test_nodes_in_one_place_decode(tmp_path: Path) -> None:
    problem = Tsp(Distances("EUCLIDEAN", np.full((12, 2), 3.0)))
    policy, rng = policy_of(tmp_path, "tsp"), np.random.default_rng(4)
    made = constructions(policy, [problem], Decoding(), 0, rng)
    assert made is not None
    assert made[0] is not None
