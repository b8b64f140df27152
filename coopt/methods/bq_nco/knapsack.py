"""The most value within a weight: each decision is an item; their order does not matter."""

from __future__ import annotations

import numpy as np

from coopt.methods.bq_nco.state import Bools, Instances, Int64s, Singles, State, stacked
from coopt.methods.bq_nco.task import Example, Labels, Spec, Task
from coopt.problem.csr import Floats
from coopt.problem.knapsack import Knapsack


def features(instances: Instances, state: State) -> tuple[Singles, Singles | None]:
    """Return value and weight by the largest left, the share of all weight that fits, and of room.

    The last is the item's weight by the room left, at most 1.
    """
    owner = state.owner[:, None]
    value = instances.amount[owner, state.nodes]
    weight = _weight(instances)[owner, state.nodes]
    room = state.room[:, None]
    fits = np.minimum(1.0, state.room / _positive(weight.sum(axis=1)))
    taken = np.minimum(1.0, weight / _positive(room))
    value = value / _positive(value.max(axis=1, keepdims=True))
    return stacked(value, weight / _positive(weight.max(axis=1, keepdims=True)), fits, taken), None


def allowed(instances: Instances, state: State) -> Bools:
    """Allow the items that fit."""
    weight = _weight(instances)[state.owner[:, None], state.nodes]
    return np.asarray((weight <= state.room[:, None])[..., None])


def advance(
    instances: Instances, state: State, node: Int64s, output: Int64s
) -> tuple[Floats, Floats]:
    """Take the item."""
    room = state.room - _weight(instances)[state.owner, node]
    return room, state.cost - instances.amount[state.owner, node]


def examples(labels: Labels, ids: Int64s, cut: int, rng: np.random.Generator) -> Example:
    """Return what is left when some items of the solution are taken; all its others are right."""
    order = labels["order"][ids].astype(np.int64)
    count = labels["count"][ids].astype(np.int64)[:, None]
    place = np.arange(order.shape[1])[None, :]
    key = np.where(place < count, rng.random(order.shape), 1.0 + place)
    order = np.take_along_axis(order, np.argsort(key, axis=1), axis=1)
    instances = Instances(
        labels["limit"][ids].astype(float),
        labels["amount"][ids].astype(float),
        labels["weight"][ids].astype(float),
    )
    taken = np.take_along_axis(_weight(instances), order[:, :cut], axis=1).sum(axis=1)
    nodes = order[:, cut:]
    rows = nodes.shape[0]
    state = State(np.arange(rows), nodes, instances.limit - taken, np.zeros(rows))
    right = place[:, : nodes.shape[1]] < count - cut
    return Example(instances, state, (right / right.sum(axis=1)[:, None]).astype(np.float32))


def instances_of(problem: Knapsack) -> Instances:
    """Return a batch of one."""
    return Instances(np.array([problem.capacity]), problem.value[None], problem.weight[None])


def answer(n: int, nodes: Int64s, outputs: Int64s) -> Floats:
    """Return 0 or 1 for each item."""
    x = np.zeros(n)
    x[nodes[nodes >= 0]] = 1.0
    return x


def _weight(instances: Instances) -> Floats:
    assert instances.weight is not None
    return instances.weight


def _positive(values: Floats) -> Floats:
    return np.asarray(np.where(values > 0.0, values, 1.0))


TASK = Task(
    Spec(features=4, ends=False), features, allowed, advance, examples, instances_of, answer
)
