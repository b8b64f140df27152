"""Transitions, masks and examples against plain definitions on plain lists."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from coopt.methods.bq_nco import cvrp
from coopt.methods.bq_nco.state import Instances, State, mirrored, start, window, without
from coopt.methods.bq_nco.task import task_named
from coopt.problem import Cvrp
from coopt.problem.cvrp import routes_of
from tests.methods.bq_nco.small_batches import NAMES, batch_of, problems


def distance(problem: Any, i: int, j: int) -> float:
    given = problem.distances
    if given.matrix is not None:
        return float(given.matrix[i, j])
    return math.dist(given.points[i], given.points[j])


def plain_allowed(
    name: str, problem: Any, ends: tuple[int, int], left: list[int], room: float
) -> Any:
    """Return for each node left which decisions are possible."""
    here, there = ends
    if name == "knapsack":
        return [[bool(problem.weight[j] <= room)] for j in left]
    if name == "op":
        ways = [distance(problem, here, j) + distance(problem, j, there) for j in left]
        return [[way <= room] for way in ways]
    if name == "cvrp":
        return [
            [
                bool(problem.demand[j] <= room) and here != 0,
                bool(problem.demand[j] <= problem.capacity),
            ]
            for j in left
        ]
    return [[True] * 2 for _ in left]


def plain_step(
    name: str,
    problem: Any,
    ends: tuple[int, int],
    node: int,
    output: int,
    room: float,
    last: bool,
) -> tuple[float, float]:
    """Return the room afterwards and what the decision costs."""
    if name == "knapsack":
        return room - problem.weight[node], -problem.value[node]
    way, home = distance(problem, ends[0], node), distance(problem, node, ends[1])
    if name == "cvrp":
        if output == cvrp.BY_DEPOT:
            way = distance(problem, ends[0], 0) + distance(problem, 0, node)
            room = problem.capacity
        return room - problem.demand[node], way + (home if last else 0.0)
    if name == "op":
        return room - way, -problem.prize[node]
    step = home if output == 1 else way
    return room, way + home if last else step


@pytest.mark.parametrize("name", NAMES)
def test_states_follow_their_definitions(name: str) -> None:
    rng = np.random.default_rng(len(name))
    for _ in range(30):
        problem = problems(name, 7, 1, rng)[0]
        task, instances = batch_of(name, [problem])
        ends = task.spec.ends
        state = start(instances, ends)
        here, there, left = 0, 0, list(range(1 if ends else 0, 7))
        room, cost = float(instances.limit[0]), 0.0
        while left:
            inner = state.nodes[0, 1:-1] if ends else state.nodes[0]
            assert sorted(inner.tolist()) == left
            mask = task.allowed(instances, state)[0]
            if ends:
                assert (state.nodes[0, 0], state.nodes[0, -1]) == (here, there)
                assert not mask[0].any()
                assert not mask[-1].any()
            places = {int(node): k for k, node in enumerate(state.nodes[0]) if node in inner}
            found = mask[1:-1] if ends else mask
            assert found.tolist() == plain_allowed(
                name, problem, (here, there), inner.tolist(), room
            )
            choices = np.argwhere(found)
            if not len(choices):
                break
            pick, output = choices[rng.integers(len(choices))]
            node = int(inner[pick])
            expected = plain_step(name, problem, (here, there), node, output, room, len(left) == 1)
            one, other = np.array([node]), np.array([output])
            rooms, costs = task.advance(instances, state, one, other)
            room, cost = expected[0], cost + expected[1]
            assert rooms[0] == pytest.approx(room)
            assert costs[0] == pytest.approx(cost)
            column, back = np.array([places[node]]), np.array([task.spec.both and output == 1])
            state = State(state.owner, without(state.nodes, column, ends, back), rooms, costs)
            here, there = (here, node) if back[0] else (node, there)
            left.remove(node)


def labels_of(name: str, rng: np.random.Generator) -> dict[str, np.ndarray[Any, Any]]:
    """Return labels that are right in form; their solutions are random."""
    count, n = 20, 8
    listed = problems(name, n, count, rng)
    _, instances = batch_of(name, listed)
    labels: dict[str, np.ndarray[Any, Any]] = {"limit": instances.limit, "amount": instances.amount}
    for field in ("points", "matrix", "weight"):
        if getattr(instances, field) is not None:
            labels[field] = getattr(instances, field)
    if name in ("tsp", "atsp"):
        labels["order"] = np.array([rng.permutation(n) for _ in listed])
    elif name == "cvrp":
        labels["demand"] = instances.amount
        labels["order"] = np.array([_routes(problem, rng) for problem in listed])
    else:
        first = 0 if name == "knapsack" else 1
        orders = [first + rng.permutation(n - first) for _ in listed]
        counts = rng.integers(1, n - first + 1, count)
        labels |= {"order": np.array(orders), "count": counts}
        labels["limit"] = np.full(count, 100.0)
    return labels


def _routes(problem: Cvrp, rng: np.random.Generator) -> list[int]:
    order, room = [], -1.0
    for node in (1 + rng.permutation(problem.n - 1)).tolist():
        if problem.demand[node] > room or rng.random() < 0.3:
            order.append(-node)
            room = problem.capacity
        else:
            order.append(node)
        room -= problem.demand[node]
    return order


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("cut", [0, 1, 3])
def test_examples_are_remainders_of_labels(name: str, cut: int) -> None:
    rng = np.random.default_rng(cut)
    task, labels = task_named(name), labels_of(name, rng)
    total = len(labels["order"])
    ids = np.flatnonzero(labels["count"] > cut) if "count" in labels else np.arange(total)
    made = task.examples(labels, ids, cut, rng)
    rows, m = made.state.nodes.shape
    assert m == (9 if task.spec.ends else 8) - cut
    assert made.target.shape == (rows, m * task.spec.outputs)
    assert made.target.sum(axis=1) == pytest.approx(np.ones(rows))
    allowed = task.allowed(made.instances, made.state).reshape(rows, -1)
    assert allowed[made.target > 0].all()
    for row, k in enumerate(ids):
        right = set((np.flatnonzero(made.target[row]) // task.spec.outputs).tolist())
        follow = {int(made.state.nodes[row, column]) for column in right}
        nodes = made.state.nodes[row].tolist()
        gone = set(range(8)) - set(nodes)
        order = labels["order"][k].tolist()
        room = made.state.room[row]
        if name == "knapsack":
            chosen = set(order[: labels["count"][k]])
            assert follow == chosen - gone
            assert gone <= chosen
            assert room == pytest.approx(100.0 - labels["weight"][k][list(gone)].sum())
            continue
        if task.spec.both:
            columns = np.argwhere(made.target[row].reshape(m, 2) == 0.5)
            (after,) = (nodes[column] for column, output in columns if output == 0)
            (before,) = (nodes[column] for column, output in columns if output == 1)
            steps = set(zip(order, order[1:] + order[:1], strict=True))
            back = {(b, a) for a, b in steps}
            found = {(nodes[0], after), (before, nodes[-1])}
            assert found <= steps or (name != "atsp" and found <= back)
            continue
        (after,) = follow
        if name == "op":
            tour = order[: labels["count"][k]]
            ways = [tour, tour[::-1]]
            assert [nodes[0], after] in [[0, *way][cut : cut + 2] for way in ways]
            assert made.members is not None
            taken = {node for node, one in zip(nodes, made.members[row], strict=True) if one}
            assert taken == set(tour) - gone | {nodes[0]}
        else:
            anew = int(np.flatnonzero(made.target[row])[0]) % 2
            routes = routes_of(labels["order"][k])
            served = next(route for route in routes if after in route)
            assert anew == (nodes[0] not in served)
            if anew:
                assert after in (served[0], served[-1])
            else:
                loads = [j for j in served if j in gone or j == nodes[0]]
                capacity = labels["limit"][k]
                assert room == pytest.approx(capacity - labels["demand"][k][loads].sum())


def test_the_routes_of_labels_end_with_the_emptiest() -> None:
    demand = np.array([0.0, 5.0, 2.0, 1.0, 9.0])
    x = np.array([-3, -1, 2, -4])
    assert cvrp.with_most_room_last(x, demand).tolist() == [-4, -1, 2, -3]


def test_windows_fill_the_unit_square_and_keep_proportions() -> None:
    points = np.array([[[2.0, 5.0], [6.0, 7.0], [4.0, 5.0]]])
    instances = Instances(np.zeros(1), np.zeros((1, 3)), points=points)
    seen, scale = window(instances, start(instances, True))
    assert seen[0, :3].tolist() == [[0.0, 0.0], [1.0, 0.5], [0.5, 0.0]]
    assert scale.tolist() == [0.25]


def test_a_destination_far_away_is_shown_at_the_border_of_the_others() -> None:
    points = np.array([[[0.0, 0.0], [1.0, 2.0], [2.0, 1.0], [50.0, -7.0]]])
    instances = Instances(np.zeros(1), np.zeros((1, 4)), points=points)
    state = State(np.zeros(1, dtype=int), np.array([[0, 1, 2, 3]]), np.zeros(1), np.zeros(1))
    seen, scale = window(instances, state, inside=True)
    assert scale.tolist() == [0.5]
    assert seen.tolist() == [[[0.0, 0.0], [0.5, 1.0], [1.0, 0.5], [1.0, 0.0]]]
    assert points[0, 3].tolist() == [50.0, -7.0]


def test_mirroring_gives_the_eight_symmetries_of_the_square() -> None:
    points = np.repeat(np.array([[[1.0, 2.0], [0.0, 0.5]]]), 200, axis=0)
    turned = mirrored(points, np.random.default_rng(0))
    assert len({tuple(part.ravel().tolist()) for part in turned}) == 8
    apart = turned[:, 0] - turned[:, 1]
    assert (apart * apart).sum(axis=1) == pytest.approx(np.full(200, 3.25))
