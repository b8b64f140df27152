"""What the search of a tour needs to know: distances, candidate edges, a start and a bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coopt.kernels.exchange import drain, fill_queue, new_tour
from coopt.kernels.greedy_edge import greedy_edge
from coopt.kernels.held_karp import (
    alpha_neighbours,
    ascend,
    candidate_graph,
    filled_up,
    one_tree_of_all,
    sparse_alpha_neighbours,
    with_edges_of,
)
from coopt.kernels.metric import Metric, tour_cost
from coopt.kernels.neighbours import (
    Nodes,
    nearest_by_matrix,
    nearest_by_points,
    neighbour_distances,
    quadrant_neighbours,
)
from coopt.problem.csr import Floats

NEAR = 10
ALPHA = 5
ROBUST = 7
"""Candidates of the wide search: 5 by alpha, filled up by quadrants."""
NARROW_BREADTH, WIDE_BREADTH = (5, 3, 2, 1), (7, 5, 3, 1)
NARROW_HEAT, WIDE_HEAT = 0.6, 1.0
WIDE_FROM, WIDE_KICKS = 1_000, 4.0
"""Cities from which the wide search is better, if there are so many kicks for each."""
CERTIFIED_UP_TO = 5_000
PAIR_S = 6e-8
"""What each pair of cities takes in all exact 1-trees and alphas together, about."""
STEPS = 200
MORE_STEPS = 30
ROUNDS = 3
CLUSTERED = 3.0
CAP = 25_000
"""More cities than this no move may shift: the array stays good for large tours."""
PATIENCE = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Landscape:
    """A metric with candidates and a start.

    Parameters
    ----------
    metric : Metric
        Distances of the nodes that the search sees.
    near, far : ndarray of int32, shape (n, k)
        Candidate neighbours and their distances.
    order : ndarray of int32, shape (n,)
        A tour to begin with.
    breadth : ndarray of int64
        Candidates that are tried at each depth.
    heat : float
        First temperature, in mean edges of the present tour.
    half : int
        Nodes of one side, if each city has an in- and an out-node; else 0.
    """

    metric: Metric
    near: Nodes
    far: Nodes
    order: Nodes
    breadth: NDArray[np.int64]
    heat: float
    half: int = 0


def landscape(
    metric: Metric, near: Nodes, order: Nodes, breadth: tuple[int, ...], heat: float, half: int = 0
) -> Landscape:
    """Return a landscape with the distances of its candidates."""
    far = np.empty(near.shape, dtype=np.int32)
    neighbour_distances(metric.kind, metric.x, metric.y, metric.matrix, near, far)
    limits = np.minimum(np.array(breadth, dtype=np.int64), near.shape[1])
    return Landscape(metric, near, far, order, limits, heat, half)


def cost_of(metric: Metric, order: Nodes) -> int:
    """Return the length of a tour in the metric's whole numbers."""
    return int(tour_cost(metric.kind, metric.x, metric.y, metric.matrix, order))


def first_landscape(metric: Metric, points: Floats | None) -> Landscape:
    """Return a landscape with candidates by distance and a greedy tour."""
    if points is None:
        near = nearest_by_matrix(metric.matrix, NEAR)
    elif points.shape[1] == 2:
        x, y = np.ascontiguousarray(points.T)
        near = quadrant_neighbours(x, y, 2, NEAR)
    else:
        near = nearest_by_points(points, NEAR)
    return landscape(metric, near, greedy_edge(metric, near, points), (8, 5, 3, 1), NARROW_HEAT)


def descend(ground: Landscape, stop: Callable[[], bool]) -> Landscape:
    """Improve the start until no exchange does, or until a stop."""
    metric = ground.metric
    tour = new_tour(ground.order, ground.near, ground.far)
    fill_queue(tour)
    cap = min(ground.order.size, CAP)
    while tour.counts[1] > 0 and not stop():
        drain(
            metric.kind, metric.x, metric.y, metric.matrix, tour, ground.breadth, cap, PATIENCE
        )  # fmt: skip
    return with_start(ground, tour.order)


def with_start(ground: Landscape, order: Nodes) -> Landscape:
    """Return the landscape with another tour to begin with."""
    return Landscape(
        ground.metric, ground.near, ground.far, order, ground.breadth, ground.heat, ground.half
    )


def by_alpha(
    ground: Landscape,
    tell_bound: Callable[[float], None] | None,
    wide: bool,
    more: Callable[[], bool],
) -> Landscape:
    """Return a landscape with candidates by alpha, and tell the bound that they come with.

    Parameters
    ----------
    ground : Landscape
        With candidates by distance, and a good tour.
    tell_bound : callable or None
        Is told a proven lower bound in the metric's whole numbers. None spares its O(n^2).
    wide : bool
        Whether to search among more candidates, and hotter.
    more : callable
        Whether the prices may still be improved.
    """
    metric, near, n = ground.metric, ground.near, ground.order.size
    target = 0.99 * cost_of(metric, ground.order)
    graph = candidate_graph(metric, near, ground.order)
    price, value = ascend(graph, np.zeros(n), target, STEPS, more)
    if tell_bound is not None:
        tree = one_tree_of_all(metric, price)
        for _ in range(ROUNDS):
            if tree.bound >= value - 1e-5 * abs(value) or not more():
                break
            graph = with_edges_of(metric, graph, tree)
            price, value = ascend(graph, price, target, MORE_STEPS, more)
            better = one_tree_of_all(metric, price)
            tree = better if better.bound > tree.bound else tree
        tell_bound(tree.bound)
        chosen = alpha_neighbours(metric, tree, ALPHA)
    else:
        chosen = sparse_alpha_neighbours(metric, graph, price, near, ALPHA)
    if not wide:
        return landscape(metric, chosen, ground.order, NARROW_BREADTH, NARROW_HEAT)
    chosen = filled_up(chosen, near, ROBUST)
    return landscape(metric, chosen, ground.order, WIDE_BREADTH, WIDE_HEAT)


def should_be_wide(ground: Landscape, kicks_per_city: float) -> bool:
    """Whether the search is better among more candidates: many cities, or clusters of them."""
    many = ground.order.size >= WIDE_FROM and kicks_per_city >= WIDE_KICKS
    return many or clustered(ground)


def clustered(ground: Landscape) -> bool:
    """Whether distances to the nearest neighbours differ much more than among uniform points."""
    nearest = ground.far.min(axis=1).astype(float)
    return float(nearest.std()) > CLUSTERED * max(float(nearest.mean()), 1e-9)
