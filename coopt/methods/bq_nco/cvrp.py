"""Routes with capacities: each decision is a customer, and whether the way there is by the depot.

Notes
-----
The routes of a label are put in order of their leftover capacity before it is flattened; the
last has the most, as published.
"""

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
from coopt.problem.cvrp import Cvrp, routes_of, vector_of

DIRECT, BY_DEPOT = 0, 1


def features(instances: Instances, state: State) -> tuple[Singles, Singles | None]:
    """Return coordinates, distances to both ends, demands and room; and distances of pairs.

    Demands and room are in capacities.
    """
    points, _ = window(instances, state)
    capacity = instances.limit[state.owner]
    demand = instances.amount[state.owner[:, None], state.nodes] / capacity[:, None]
    far, room = apart(points), state.room / capacity
    shown = stacked(points[..., 0], points[..., 1], far[:, 0], far[:, -1], demand, room)
    return shown, far[..., None]


def allowed(instances: Instances, state: State) -> Bools:
    """Allow direct ways where the demand fits, and ways by the depot to whom a vehicle can serve.

    From the depot itself both ways are one: it counts as the second.
    """
    demand = instances.amount[state.owner[:, None], state.nodes]
    direct = (demand <= state.room[:, None]) & (state.nodes[:, :1] != 0)
    by_depot = demand <= instances.limit[state.owner][:, None]
    return middle(np.stack((direct, by_depot), axis=-1))


def advance(
    instances: Instances, state: State, node: Int64s, output: Int64s
) -> tuple[Floats, Floats]:
    """Go on, or go back and begin a route; from the last customer go home."""
    here, home = state.nodes[:, 0], state.nodes[:, -1]
    demand = instances.amount[state.owner, node]
    straight = lengths(instances, state.owner, here, node)
    around = lengths(instances, state.owner, here, home) + lengths(
        instances, state.owner, home, node
    )
    anew = output == BY_DEPOT
    room = np.where(anew, instances.limit[state.owner], state.room) - demand
    cost = state.cost + np.where(anew, around, straight)
    if state.nodes.shape[1] == 3:
        cost = cost + lengths(instances, state.owner, node, home)
    return room, cost


def examples(labels: Labels, ids: Int64s, cut: int, rng: np.random.Generator) -> Example:
    """Return what is left of routes, each reversed or not at random."""
    order = labels["order"][ids].astype(np.int64)
    rows, size = order.shape
    place = np.arange(size)
    starts = order < 0
    route = np.cumsum(starts, axis=1) - 1
    first = np.maximum.accumulate(np.where(starts, place, 0), axis=1)
    ends = np.concatenate((starts[:, 1:], np.ones((rows, 1), dtype=bool)), axis=1)
    last = np.minimum.accumulate(np.where(ends, place, size)[:, ::-1], axis=1)[:, ::-1]
    back = np.take_along_axis(rng.integers(0, 2, (rows, size)) == 1, route, axis=1)
    served = np.take_along_axis(np.abs(order), np.where(back, first + last - place, place), axis=1)
    demand = labels["demand"][ids].astype(float)
    capacity = labels["limit"][ids].astype(float)
    depot = np.zeros((rows, 1), dtype=np.int64)
    origin = served[:, cut - 1 : cut] if cut else depot
    room = capacity
    if cut:
        begun = place[None, :cut] >= first[:, cut - 1 : cut]
        loads = np.take_along_axis(demand, served[:, :cut], axis=1)
        room = capacity - np.where(begun, loads, 0.0).sum(axis=1)
    nodes = np.concatenate((origin, served[:, cut:], depot), axis=1)
    points = mirrored(labels["points"][ids].astype(float), rng)
    state = State(np.arange(rows), nodes, room, np.zeros(rows))
    target = one_hot(rows, 2 * nodes.shape[1], 2 + starts[:, cut].astype(np.int64))
    return Example(Instances(capacity, demand, points=points), state, target)


def with_most_room_last(x: Int64s, demand: Floats) -> Int64s:
    """Return a solution's vector with its routes by falling load."""
    routes = routes_of(x)
    loads = [float(demand[route].sum()) for route in routes]
    by_load = sorted(range(len(routes)), key=lambda k: -loads[k])
    return vector_of([routes[k] for k in by_load])


def instances_of(problem: Cvrp) -> Instances:
    """Return a batch of one; coordinates in the plane are needed."""
    points = problem.distances.points
    assert points is not None
    limit = np.array([problem.capacity])
    return Instances(limit, problem.demand[None], points=points[None], distances=problem.distances)


def answer(n: int, nodes: Int64s, outputs: Int64s) -> Floats:
    """Return the signed sequence."""
    made = nodes >= 0
    return np.where(outputs[made] == BY_DEPOT, -nodes[made], nodes[made]).astype(float)


TASK = Task(
    Spec(features=6, edges=1, outputs=2), features, allowed, advance, examples, instances_of, answer
)
