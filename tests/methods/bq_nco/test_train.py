"""Imitation: a small network learns a few labels by heart, and then solves like them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
torch.set_num_threads(1)

from coopt.methods.bq_nco.cvrp import with_most_room_last  # noqa: E402
from coopt.methods.bq_nco.decode import construct, scorer  # noqa: E402
from coopt.methods.bq_nco.decoding import Decoding  # noqa: E402
from coopt.methods.bq_nco.labels import batch_fields  # noqa: E402
from coopt.methods.bq_nco.model import BqNetwork, Size  # noqa: E402
from coopt.methods.bq_nco.state import Instances  # noqa: E402
from coopt.methods.bq_nco.task import task_named  # noqa: E402
from coopt.methods.bq_nco.train import MEMBERS, Imitation, label_sets, mean_gap  # noqa: E402
from coopt.training.recipe import Recipe, Steps  # noqa: E402
from tests.methods.bq_nco.small_batches import NAMES, batch_of, problems  # noqa: E402

COUNT, N = 8, 7
ROUNDS = 30


def optimal_labels(name: str, rng: np.random.Generator) -> dict[str, np.ndarray[Any, Any]]:
    """Solve small problems by a beam that holds everything; then every label is an optimum."""
    listed = problems(name, N, COUNT, rng)
    task, instances = batch_of(name, listed)
    torch.manual_seed(0)
    blind = scorer(BqNetwork(task.spec, Size(8, 1, 2, 8)))
    made = construct(blind, task, instances, Decoding("beam", 6000))
    assert made is not None
    nodes, outputs, cost = made.best()
    labels: dict[str, np.ndarray[Any, Any]] = {"cost": cost, "limit": instances.limit}
    labels["demand" if name == "cvrp" else "amount"] = instances.amount
    for field in ("points", "matrix", "weight"):
        if getattr(instances, field) is not None:
            labels[field] = getattr(instances, field)
    if name == "cvrp":
        order = np.where(outputs == 1, -nodes, nodes)
        pairs = zip(order, instances.amount, strict=True)
        labels["order"] = np.array([with_most_room_last(x, demand) for x, demand in pairs])
    elif name in ("tsp", "atsp"):
        labels["order"] = np.concatenate((np.zeros((COUNT, 1), dtype=np.int64), nodes), axis=1)
    else:
        first = 0 if name == "knapsack" else 1
        everything = np.arange(first, N)
        taken = [row[row >= 0] for row in nodes]
        rest = [np.setdiff1d(everything, row) for row in taken]
        labels["count"] = np.array([row.size for row in taken])
        pairs = zip(taken, rest, strict=True)
        labels["order"] = np.array([np.concatenate(pair) for pair in pairs])
    return labels


@pytest.mark.parametrize("name", NAMES)
def test_a_small_network_learns_a_few_labels_by_heart(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Eight pictures of each label would take eight times as long to learn.
    for module in ("tsp", "cvrp", "orienteering"):
        monkeypatch.setattr(f"coopt.methods.bq_nco.{module}.mirrored", lambda points, rng: points)
    labels = optimal_labels(name, np.random.default_rng(5))
    torch.manual_seed(0)
    student = Imitation(task_named(name), Size(48, 3, 4, 96), labels, labels)
    optimizer = torch.optim.Adam(student.network.parameters(), 3e-3)
    decay = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, ROUNDS)
    rng = np.random.default_rng(0)
    for _ in range(ROUNDS):
        for _ in range(50):
            batch = {k: torch.from_numpy(v) for k, v in student.batch(32, rng).items()}
            loss = student.loss(student.network, batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        decay.step()
        if student.scores(last=False)["greedy gap (%)"] < 0.01:
            break
    found = student.scores(last=True)
    assert found["greedy gap (%)"] < 0.01
    assert found["beam16 gap (%)"] < 0.01


@pytest.mark.parametrize("name", NAMES)
def test_the_loss_of_a_uniform_policy_is_the_entropy_of_the_choices(name: str) -> None:
    labels = optimal_labels(name, np.random.default_rng(6))
    student = Imitation(task_named(name), Size(8, 1, 2, 8), labels, labels)
    batch = {k: torch.from_numpy(v) for k, v in student.batch(32, np.random.default_rng(1)).items()}

    def uniform(features: Any, edges: Any, allowed: Any) -> Any:
        held = torch.zeros(allowed.shape[:2]) if "members" in batch else None
        return torch.where(allowed, 0.0, -torch.inf).flatten(1), held

    expected = batch["allowed"].flatten(1).sum(dim=1).float().log().mean()
    if "members" in batch:
        expected = expected + MEMBERS * math.log(2.0)
    assert student.loss(uniform, batch).item() == pytest.approx(expected.item())  # type: ignore[arg-type]


def test_batches_depend_on_their_generator_alone() -> None:
    labels = optimal_labels("op", np.random.default_rng(7))
    student = Imitation(task_named("op"), Size(8, 1, 2, 8), labels, labels)
    one, two = (student.batch(16, np.random.default_rng([1, 2])) for _ in range(2))
    assert all((one[name] == two[name]).all() for name in one)


def test_labels_give_instances_of_the_right_size() -> None:
    labels = optimal_labels("tsp", np.random.default_rng(8))
    instances = Instances(**batch_fields(labels, slice(0, 3)))  # type: ignore[arg-type]
    assert instances.amount.shape == (3, N)


def test_gaps_are_relative_to_labels_of_either_sign() -> None:
    assert mean_gap(np.array([11.0]), np.array([10.0])) == pytest.approx(10.0)
    assert mean_gap(np.array([-9.0]), np.array([-10.0])) == pytest.approx(10.0)


def test_clusters_are_learned_from_but_not_measured_on() -> None:
    def sets(**more: float) -> Any:
        data = {"nodes": 9, "instances": 4, **more}
        return label_sets(Recipe("bq_nco", "tsp", 1, Steps(1), data))

    mixed, plain = sets(clustered=0.25), sets()
    assert mixed["validation"].key == plain["validation"].key
    assert mixed["training"].key != plain["training"].key == sets(clustered=0.0)["training"].key
