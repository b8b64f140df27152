from __future__ import annotations

import numpy as np
import pytest

from coopt.kernels.exchange import (
    CUT,
    KEEPS,
    SEQUENCE,
    WAITING,
    Longs,
    Nodes,
    apply_plan,
    closes,
    drain,
    fill_queue,
    undo,
)
from tests.kernels.random_tours import (
    KINDS,
    is_consistent,
    length_of,
    metric_and_matrix,
    tour_of,
)


def one_cycle(order: Nodes, ends: Longs, k: int) -> bool:
    """Exchange the edges in adjacency lists, and follow them from city 0."""
    n = order.size
    edges = [{int(order[p]), int(order[(p + 1) % n])} for p in range(n)]
    for i in range(k):
        edges.remove({int(ends[2 * i]), int(ends[2 * i + 1])})
    neighbours: dict[int, list[int]] = {city: [] for city in range(n)}
    added = [(int(ends[2 * i + 1]), int(ends[(2 * i + 2) % (2 * k)])) for i in range(k)]
    for a, b in [tuple(edge) for edge in edges] + added:
        neighbours[a].append(b)
        neighbours[b].append(a)
    before, city, count = -1, 0, 0
    while count == 0 or (city != 0 and count <= n):
        first, second = neighbours[city]
        before, city = city, second if first == before else first
        count += 1
    return count == n


def random_exchange(n: int, k: int, rng: np.random.Generator) -> tuple[Nodes, Longs]:
    order = rng.permutation(n).astype(np.int32)
    ends = np.zeros(10, dtype=np.int64)
    for i, cut in enumerate(rng.choice(n, k, replace=False)):
        pair = order[cut], order[(cut + 1) % n]
        ends[2 * i], ends[2 * i + 1] = pair if rng.random() < 0.5 else pair[::-1]
    return order, ends


@pytest.mark.parametrize("k", [2, 3, 4, 5])
def test_an_exchange_closes_exactly_if_following_its_edges_does(k: int) -> None:
    rng = np.random.default_rng(k)
    plan = np.zeros((5, 10), dtype=np.int64)
    seen = set()
    for _ in range(500):
        order, ends = random_exchange(11, k, rng)
        at = np.argsort(order).astype(np.int32)
        closed = closes(at, ends, plan, k)
        assert closed == one_cycle(order, ends, k)
        seen.add(closed)
    assert seen == {True, False}


@pytest.mark.parametrize("k", [2, 3, 4, 5])
def test_an_exchange_has_the_edges_it_should_and_can_be_undone(k: int) -> None:
    rng = np.random.default_rng(k)
    metric, matrix = metric_and_matrix("uniform", 13, k)
    for trial in range(200):
        order, ends = random_exchange(13, k, rng)
        tour = tour_of(metric, matrix, 5, trial)
        tour.order[:] = order
        tour.at[order] = np.arange(13)
        if not closes(tour.at, ends, tour.plan, k):
            continue
        before = length_of(matrix, order)
        change = sum(
            int(matrix[ends[2 * i + 1], ends[(2 * i + 2) % (2 * k)]])
            - int(matrix[ends[2 * i], ends[2 * i + 1]])
            for i in range(k)
        )
        tour.counts[KEEPS] = 1
        args = tour.order, tour.at, tour.log, tour.rows, tour.plan, tour.counts
        assert not apply_plan(*args, k, 0)
        assert apply_plan(*args, k, 13)
        assert is_consistent(tour)
        assert length_of(matrix, tour.order) == before + change
        undo(tour)
        assert is_consistent(tour) and np.array_equal(tour.order, order)


def test_the_plan_lists_cuts_and_segments_once() -> None:
    order, ends = random_exchange(20, 4, np.random.default_rng(3))
    plan = np.zeros((5, 10), dtype=np.int64)
    if closes(np.argsort(order).astype(np.int32), ends, plan, 4):
        assert sorted(plan[SEQUENCE, :4] >> 1) == [0, 1, 2, 3]
    assert (np.diff(plan[CUT, :4]) > 0).all()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [8, 13, 60])
@pytest.mark.parametrize("cap", [10, 10**6])
def test_a_search_gains_what_it_says(kind: str, n: int, cap: int) -> None:
    metric, matrix = metric_and_matrix(kind, n, n)
    tour = tour_of(metric, matrix, 6, n)
    before = length_of(matrix, tour.order)
    breadth = np.array([5, 3, 2, 1])
    fill_queue(tour)
    gain = drain(metric.kind, metric.x, metric.y, metric.matrix, tour, breadth, cap, 10**9)
    assert is_consistent(tour)
    assert before - gain == length_of(matrix, tour.order)
    assert tour.counts[WAITING] == 0 and not tour.queued.any()


def test_a_search_leaves_no_improving_exchange_of_two_edges() -> None:
    metric, matrix = metric_and_matrix("uniform", 40, 5)
    tour = tour_of(metric, matrix, 39, 5)
    fill_queue(tour)
    breadth = np.array([39, 3])
    drain(metric.kind, metric.x, metric.y, metric.matrix, tour, breadth, 40, 10**9)
    o = tour.order
    for i in range(40):
        for j in range(i + 1, 40):
            a, b, c, d = o[i], o[(i + 1) % 40], o[j], o[(j + 1) % 40]
            assert matrix[a, c] + matrix[b, d] >= matrix[a, b] + matrix[c, d]


def test_a_search_can_be_cut_into_parts() -> None:
    metric, matrix = metric_and_matrix("uniform", 80, 1)
    orders = []
    for limit in (1, 7, 10**9):
        tour = tour_of(metric, matrix, 6, 1)
        fill_queue(tour)
        while tour.counts[WAITING] > 0:
            drain(
                metric.kind, metric.x, metric.y, metric.matrix, tour, np.array([5, 3]), 80, limit
            )  # fmt: skip
        orders.append(tour.order.tolist())
    assert orders[0] == orders[1] == orders[2]
