"""The shortest path from an origin through all nodes left to a destination, and so tours."""

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
from coopt.methods.bq_nco.task import Example, Labels, Spec, Task, either_end
from coopt.problem.csr import Floats
from coopt.problem.tsp import Tsp


def features(instances: Instances, state: State) -> tuple[Singles, Singles | None]:
    """Return coordinates within the window and distances to both ends; and those of pairs."""
    points, _ = window(instances, state, inside=True)
    far = apart(points)
    return stacked(points[..., 0], points[..., 1], far[:, 0], far[:, -1]), far[..., None]


def allowed(instances: Instances, state: State) -> Bools:
    """Allow every node between the ends."""
    return middle(np.ones((*state.nodes.shape, 2), dtype=bool))


def advance(
    instances: Instances, state: State, node: Int64s, output: Int64s
) -> tuple[Floats, Floats]:
    """Add the edge from the origin or to the destination; with the last node, both."""
    origin, destination = state.nodes[:, 0], state.nodes[:, -1]
    there = lengths(instances, state.owner, origin, node)
    on = lengths(instances, state.owner, node, destination)
    last = state.nodes.shape[1] == 3
    return state.room, state.cost + (there + on if last else np.where(output == 0, there, on))


def sub_paths(labels: Labels, ids: Int64s, cut: int, rng: np.random.Generator) -> Int64s:
    """Return what is left of closed tours from random nodes on, after ``cut`` steps.

    Shape (rows, n + 1 - cut): origin, path, destination. Any part of an optimal tour is optimal
    between its ends, so that each tour gives 2 n examples of each length if it may be reversed.
    """
    order = labels["order"][ids].astype(np.int64)
    rows, n = order.shape
    first = rng.integers(0, n, (rows, 1))
    step = np.where(rng.integers(0, 2, (rows, 1)) == 1, 1, -1) if "points" in labels else 1
    along = (first + step * np.arange(n + 1 - cut)) % n
    return np.take_along_axis(order, along, axis=1)


def examples(labels: Labels, ids: Int64s, cut: int, rng: np.random.Generator) -> Example:
    """Return parts of tours, mirrored at random."""
    nodes = sub_paths(labels, ids, cut, rng)
    rows, m = nodes.shape
    zeros = np.zeros(rows)
    points = mirrored(labels["points"][ids].astype(float), rng)
    instances = Instances(zeros, np.zeros(points.shape[:2]), points=points)
    state = State(np.arange(rows), nodes, zeros, zeros)
    return Example(instances, state, either_end(rows, m, m - 2))


def instances_of(problem: Tsp) -> Instances:
    """Return a batch of one; coordinates in the plane are needed."""
    points = problem.distances.points
    assert points is not None
    return Instances(
        np.zeros(1), np.zeros((1, problem.n)), points=points[None], distances=problem.distances
    )


def answer(n: int, nodes: Int64s, outputs: Int64s) -> Floats:
    """Return the tour, from node 0 on."""
    return np.append(0, nodes[nodes >= 0]).astype(float)


SPEC = Spec(features=4, edges=1, outputs=2, both=True)
TASK = Task(SPEC, features, allowed, advance, examples, instances_of, answer)
