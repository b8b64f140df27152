"""The most prize on a path within a length: each decision is a node from which one gets home."""

from __future__ import annotations

import numpy as np

from coopt.methods.bq_nco.state import (
    Bools,
    Instances,
    Int64s,
    Singles,
    State,
    apart,
    lengths,
    middle,
    mirrored,
    stacked,
    window,
)
from coopt.methods.bq_nco.task import Example, Labels, Spec, Task, one_hot
from coopt.problem.csr import Floats
from coopt.problem.orienteering import Orienteering


def features(instances: Instances, state: State) -> tuple[Singles, Singles | None]:
    """Return coordinates, distances to both ends, prizes and room; and distances of pairs.

    Prizes are by the largest left, the length left is in windows.
    """
    points, scale = window(instances, state)
    prize = instances.amount[state.owner[:, None], state.nodes]
    most = prize.max(axis=1, keepdims=True)
    prize = prize / np.where(most > 0.0, most, 1.0)
    far, room = apart(points), state.room * scale
    shown = stacked(points[..., 0], points[..., 1], far[:, 0], far[:, -1], prize, room)
    return shown, far[..., None]


def allowed(instances: Instances, state: State) -> Bools:
    """Allow the nodes from which there is still a way home."""
    owner = state.owner[:, None]
    there = lengths(instances, owner, state.nodes[:, :1], state.nodes)
    home = lengths(instances, owner, state.nodes, state.nodes[:, -1:])
    return middle((there + home <= state.room[:, None])[..., None])


def advance(
    instances: Instances, state: State, node: Int64s, output: Int64s
) -> tuple[Floats, Floats]:
    """Take the prize and the way; both in double precision at every step."""
    there = lengths(instances, state.owner, state.nodes[:, 0], node)
    return state.room - there, state.cost - instances.amount[state.owner, node]


def examples(labels: Labels, ids: Int64s, cut: int, rng: np.random.Generator) -> Example:
    """Return what is left of tours, reversed or not, with the nodes that they leave out."""
    order = labels["order"][ids].astype(np.int64)
    count = labels["count"][ids].astype(np.int64)[:, None]
    rows, size = order.shape
    place = np.arange(size)[None, :]
    back = (rng.integers(0, 2, (rows, 1)) == 1) & (place < count)
    order = np.take_along_axis(order, np.where(back, count - 1 - place, place), axis=1)
    points = mirrored(labels["points"][ids].astype(float), rng)
    depot = np.zeros((rows, 1), dtype=np.int64)
    instances = Instances(
        labels["limit"][ids].astype(float), labels["amount"][ids].astype(float), points=points
    )
    walked = np.concatenate((depot, order[:, :cut]), axis=1)
    owner = np.arange(rows)
    way = lengths(instances, owner[:, None], walked[:, :-1], walked[:, 1:]).sum(axis=1)
    nodes = np.concatenate((walked[:, -1:], order[:, cut:], depot), axis=1)
    state = State(owner, nodes, instances.limit - way, np.zeros(rows))
    members = (np.arange(nodes.shape[1]) <= count - cut).astype(np.float32)
    return Example(instances, state, one_hot(rows, nodes.shape[1], 1), members)


def instances_of(problem: Orienteering) -> Instances:
    """Return a batch of one; coordinates in the plane are needed."""
    points = problem.distances.points
    assert points is not None
    limit = np.array([problem.budget])
    return Instances(limit, problem.prize[None], points=points[None], distances=problem.distances)


def answer(n: int, nodes: Int64s, outputs: Int64s) -> Floats:
    """Return the visited nodes, filled up with zeros."""
    x = np.zeros(n - 1)
    visited = nodes[nodes > 0]
    x[: visited.size] = visited
    return x


TASK = Task(
    Spec(features=6, edges=1, members=True),
    features,
    allowed,
    advance,
    examples,
    instances_of,
    answer,
)
