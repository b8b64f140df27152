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
    step_lengths,
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
FIRST_STEP, LAST_STEP = 20.0, 0.006
"""Longest first step of an ascent and its last step, in mean edges."""
SHORT_UP_TO, STEPS_PER_MEAN = 300, 60
"""Steps up to which the first is a mean edge, and how many more are good for a longer one."""
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


@dataclass(frozen=True, slots=True)
class Effort:
    """What the prices of nodes may cost.

    Parameters
    ----------
    steps, fewest : int
        Steps of the ascent, and how many there are even if the time is over.
    rounds : int
        Exact 1-trees, between which the graph of the ascent is widened; 0 for none and no bound.
    spent : callable
        Share of the time that has passed; infinite to end at once.
    """

    steps: int
    fewest: int
    rounds: int
    spent: Callable[[], float]


def by_alpha(
    ground: Landscape, effort: Effort, wide: bool, tell_bound: Callable[[float], None]
) -> Landscape:
    """Return a landscape with candidates by alpha, and tell the bounds that they come with.

    Parameters
    ----------
    ground : Landscape
        With candidates by distance, and a good tour.
    effort : Effort
        Steps and rounds of the ascent.
    wide : bool
        Whether to search among more candidates, and hotter.
    tell_bound : callable
        Is told proven lower bounds in the metric's whole numbers.
    """
    chosen = _nearest_by_alpha(ground, effort, tell_bound)
    if not wide:
        return landscape(ground.metric, chosen, ground.order, NARROW_BREADTH, NARROW_HEAT)
    chosen = filled_up(chosen, ground.near, ROBUST)
    return landscape(ground.metric, chosen, ground.order, WIDE_BREADTH, WIDE_HEAT)


def _nearest_by_alpha(
    ground: Landscape, effort: Effort, tell_bound: Callable[[float], None]
) -> Nodes:
    metric, n = ground.metric, ground.order.size
    graph = candidate_graph(metric, ground.near, ground.order)
    mean = max(1.0, abs(cost_of(metric, ground.order)) / n)
    longer = (effort.steps - SHORT_UP_TO) / STEPS_PER_MEAN
    first = mean * min(max(1.0, longer), FIRST_STEP)
    last = mean * LAST_STEP
    lengths = step_lengths(first, last, effort.steps, effort.fewest, effort.spent)
    price, drift = np.zeros(n), np.zeros(n)
    if effort.rounds == 0:
        best, _ = ascend(graph, price, drift, lengths)
        return sparse_alpha_neighbours(metric, graph, best, ground.near, ALPHA)
    top, chosen = -np.inf, ground.near
    for k in range(1, effort.rounds + 1):
        best, _ = ascend(
            graph, price, drift, lengths, first * (last / first) ** (k / effort.rounds)
        )
        tree = one_tree_of_all(metric, best)
        if tree.bound > top:
            top, chosen = tree.bound, alpha_neighbours(metric, tree, ALPHA)
            tell_bound(top)
        if k < effort.rounds:
            graph = with_edges_of(metric, graph, tree, chosen)
    return chosen


def should_be_wide(ground: Landscape, kicks_per_city: float) -> bool:
    """Whether the search is better among more candidates: many cities, or clusters of them."""
    many = ground.order.size >= WIDE_FROM and kicks_per_city >= WIDE_KICKS
    return many or clustered(ground)


def clustered(ground: Landscape) -> bool:
    """Whether distances to the nearest neighbours differ much more than among uniform points."""
    nearest = ground.far.min(axis=1).astype(float)
    return float(nearest.std()) > CLUSTERED * max(float(nearest.mean()), 1e-9)
