"""How the policy learned: it imitates good solutions, one decision of a random remainder a time.

Notes
-----
Labels stand for many examples each: any part of a tour is a best path between its ends, tours and
routes may be reversed, and the square has eight symmetries. All examples of a batch have one
length, so that nothing is padded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from coopt.errors import OptionError
from coopt.generate.cvrp_uniform import LARGEST_DEMAND
from coopt.methods.bq_nco.decode import construct, scorer
from coopt.methods.bq_nco.decoding import Decoding
from coopt.methods.bq_nco.labels import MAKERS, batch_fields
from coopt.methods.bq_nco.model import BqNetwork, Size, weights_of
from coopt.methods.bq_nco.state import Instances, Int64s
from coopt.methods.bq_nco.task import TASKS, Task, task_named
from coopt.training.labels import LabelSet, load_labels
from coopt.training.recipe import Recipe
from coopt.training.toml_table import at_least, from_table, in_range

LAST_BEAM = 16
MEMBERS = 2.0
"""Weight of the question which nodes the solution takes, beside that for the next decision."""
VALIDATION_SEED = 2**32
MOST_NODES = 30_000
"""Labels are kept as numbers of 16 bits."""
OWN: Mapping[str, frozenset[str]] = {
    "tsp": frozenset({"kicks", "clustered"}),
    "atsp": frozenset({"kicks"}),
    "cvrp": frozenset({"kicks", "capacity"}),
    "op": frozenset({"kicks", "budget"}),
    "knapsack": frozenset({"capacity"}),
}
"""What only some tasks have in their table of data."""


@dataclass(frozen=True, slots=True)
class Data:
    """What the labels are.

    Parameters
    ----------
    nodes : int
        Cities, customers or items of an instance.
    instances, validation : int
        Instances to learn from, and others to measure on.
    kicks : int
        Effort of the search for each label; knapsacks are solved exactly.
    capacity : float
        Of vehicles, a whole number from 9 on (0 for what belongs to the size); or of the knapsack,
        where weights are up to 1 (0 for an eighth of the nodes).
    budget : float
        Length of an orienteering tour, in sides of the square.
    clustered : float
        Share of the cities' instances to learn from that are clusters and not uniform.

    Raises
    ------
    OptionError
        If a number is out of its range.
    """

    nodes: int
    instances: int
    validation: int = 128
    kicks: int = 2000
    capacity: float = 0.0
    budget: float = 4.0
    clustered: float = 0.0

    def __post_init__(self) -> None:
        in_range("data", 4, MOST_NODES, nodes=self.nodes)
        at_least("data", 1, instances=self.instances, validation=self.validation, kicks=self.kicks)
        at_least("data", 0, capacity=self.capacity, budget=self.budget)
        in_range("data", 0, 1, clustered=self.clustered)


def data_of(recipe: Recipe) -> Data:
    """Read the table of data; what the task does not use is refused.

    Raises
    ------
    OptionError
        If there is no such task, or a key or a number is wrong.
    """
    task_named(recipe.task)
    others = frozenset().union(*OWN.values()) - OWN[recipe.task]
    unused = sorted(others & recipe.data.keys())
    if unused:
        raise OptionError(f"data: {recipe.task} does not use {unused[0]!r}")
    data = from_table(Data, recipe.data, "data")
    whole = data.capacity == 0 or (data.capacity.is_integer() and data.capacity >= LARGEST_DEMAND)
    if recipe.task == "cvrp" and not whole:
        raise OptionError(
            f"data: capacity is {data.capacity:g}, expected a whole number of at least"
            f" {LARGEST_DEMAND}, or 0"
        )
    return data


def network(recipe: Recipe) -> tuple[str, int]:
    """Describe the network and count its weights, without making it."""
    size = from_table(Size, recipe.model, "model")
    return str(size), weights_of(task_named(recipe.task).spec, size)


def label_sets(recipe: Recipe) -> Mapping[str, LabelSet]:
    """Name the labels to learn from, and those to measure on."""
    data = data_of(recipe)
    parameters: dict[str, Any] = {"nodes": data.nodes}
    if recipe.task != "knapsack":
        parameters["kicks"] = data.kicks
    if recipe.task == "cvrp":
        parameters["capacity"] = int(data.capacity)
    if recipe.task == "knapsack":
        parameters["capacity"] = data.capacity or data.nodes / 8.0
    if recipe.task == "op":
        parameters["budget"] = data.budget
    maker = MAKERS[recipe.task]
    mixed = {"clustered": data.clustered} if data.clustered > 0.0 else {}
    return {
        "training": LabelSet(maker, parameters | mixed, data.instances, recipe.seed),
        "validation": LabelSet(
            maker, parameters, data.validation, recipe.seed + VALIDATION_SEED, 128
        ),
    }


def subject(recipe: Recipe, labels: Mapping[str, Path]) -> Imitation:
    """Return the network with its labels."""
    data, size = data_of(recipe), from_table(Size, recipe.model, "model")
    said = ", ".join(f"{key} {value}" for key, value in recipe.data.items())
    kind = "all uniform" if data.clustered > 0.0 else "of the same kind"
    about = {
        "problem": recipe.task,
        "labels": f"by {MAKERS[recipe.task]}: {said}",
        "validation": f"{data.validation} other instances, {kind}",
        "network": str(size),
    }
    return Imitation(
        task_named(recipe.task),
        size,
        load_labels(labels["training"], data.instances),
        load_labels(labels["validation"], data.validation),
        about,
    )


class Imitation:
    """A network that learns to do what labels do.

    Parameters
    ----------
    task : Task
        The problem.
    size : Size
        Of the network.
    labels, validation : mapping
        Arrays by name, as makers return them.
    about : mapping
        For the card.
    """

    def __init__(
        self,
        task: Task,
        size: Size,
        labels: Mapping[str, NDArray[Any]],
        validation: Mapping[str, NDArray[Any]],
        about: Mapping[str, str] | None = None,
    ) -> None:
        self.task, self.about = task, dict(about or {})
        self.network: nn.Module = BqNetwork(task.spec, size)
        self._labels, self._validation = labels, validation
        self._by_count, self._counts = _decisions(labels)

    def batch(self, size: int, rng: np.random.Generator) -> dict[str, NDArray[Any]]:
        """Draw how many decisions are behind, then labels that have more, at random."""
        # Lengths of what is left are uniform among the decisions of a random label.
        most = self._counts[rng.integers(self._counts.size)]
        cut = int(rng.integers(most))
        enough = int(np.searchsorted(self._counts, cut, side="right"))
        ids = self._by_count[rng.integers(enough, self._counts.size, size)]
        example = self.task.examples(self._labels, ids, cut, rng)
        features, edges = self.task.features(example.instances, example.state)
        right = example.target.reshape(*example.state.nodes.shape, -1) > 0
        # What a label does is possible, whatever rounding says.
        allowed = self.task.allowed(example.instances, example.state) | right
        batch: dict[str, NDArray[Any]] = {
            "features": features,
            "allowed": allowed,
            "target": example.target,
        }
        if example.members is not None:
            batch["members"] = example.members
        return batch if edges is None else batch | {"edges": edges}

    def loss(self, network: nn.Module, batch: Mapping[str, Tensor]) -> Tensor:
        """Return the cross-entropy of what the labels do.

        Where solutions leave nodes out, that of which of the possible ones they take is added: one
        decision says little of the plan behind it.
        """
        scores, held = network(batch["features"], batch.get("edges"), batch["allowed"])
        target = batch["target"]
        told = torch.where(target > 0, scores, 0.0)
        next_one = (torch.logsumexp(scores, dim=1) - (target * told).sum(dim=1)).mean()
        if held is None:
            return next_one
        possible = batch["allowed"].any(dim=2)
        each = binary_cross_entropy_with_logits(held, batch["members"], reduction="none")
        return next_one + MEMBERS * (each * possible).sum() / possible.sum()

    def scores(self, last: bool) -> Mapping[str, float]:
        """Return mean gaps to the labels, in percent: greedy, and at last by beams."""
        count = self._validation["cost"].size
        instances = Instances(**batch_fields(self._validation, slice(0, count)))  # type: ignore[arg-type]
        network = self.network
        assert isinstance(network, BqNetwork)
        found = {}
        for how in [Decoding()] + ([Decoding("beam", LAST_BEAM)] if last else []):
            made = construct(scorer(network), self.task, instances, how)
            assert made is not None
            found[f"{how} gap (%)"] = mean_gap(made.best()[2], self._validation["cost"])
        return found


def mean_gap(cost: NDArray[np.float64], label: NDArray[np.float64]) -> float:
    """Return the mean of how much worse costs are than labels, in percent of these."""
    return float(np.mean((cost - label) / np.maximum(np.abs(label), 1e-12)) * 100.0)


def _decisions(labels: Mapping[str, NDArray[Any]]) -> tuple[Int64s, Int64s]:
    """Return labels with any decision by the number of these, and the numbers, rising."""
    total, size = labels["order"].shape
    if "count" in labels:
        counts = labels["count"].astype(np.int64)
    elif "demand" in labels:
        counts = np.full(total, max(1, size - 2))
    else:
        counts = np.full(total, size - 2)
    if not (counts > 0).any():
        raise OptionError("the labels hold no decision: the instances are too tight")
    by_count = np.argsort(counts, kind="stable")
    by_count = by_count[counts[by_count] > 0]
    return by_count, counts[by_count]


assert MAKERS.keys() == TASKS.keys()
