"""Annealing of a tour: what a walk keeps, how long it should be, and how hot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coopt.kernels.anneal_tour import BEST, NOW, anneal_tour
from coopt.kernels.exchange import Tour, new_tour
from coopt.kernels.xorshift import State, xorshift_state
from coopt.methods.ils.tour_landscape import CAP, Landscape, cost_of
from coopt.search.iterated_local_search import Budget, anneal, linear

LOG = 2**20
WALKS, LONGEST, LONGEST_OF_ARCS = 70, 80, 30
"""Random walks among a hundred kicks; the longest segments of the others, and among arcs."""
FEW_KICKS, HEAT_PER_KICK = 2.0, 0.02
"""With fewer kicks per city nothing worse is accepted; with more, heat grows with them."""


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """A tour under way, the shortest it has been, both lengths, and its random numbers."""

    ground: Landscape
    tour: Tour
    best: NDArray[np.int32]
    cost: NDArray[np.int64]
    cuts: NDArray[np.int64]
    state: State

    @property
    def best_cost(self) -> int:
        """Length of the shortest tour so far, in the metric's whole numbers."""
        return int(self.cost[BEST])


def new_walk(ground: Landscape, rng: np.random.Generator) -> Walk:
    """Return a walk that begins at the landscape's start."""
    n = ground.order.size
    tour = new_tour(ground.order, ground.near, ground.far, min(16 * n, LOG))
    length = cost_of(ground.metric, tour.order)
    return Walk(
        ground,
        tour,
        tour.order.copy(),
        np.array([length, length, 0], dtype=np.int64),
        np.zeros(4, dtype=np.int64),
        xorshift_state(rng),
    )


def do_kicks(walk: Walk, temperature: float, kicks: int) -> None:
    """Kick so many times at a temperature."""
    ground, metric = walk.ground, walk.ground.metric
    n, longest = ground.order.size, LONGEST_OF_ARCS if ground.half else LONGEST
    anneal_tour(
        metric.kind, metric.x, metric.y, metric.matrix, walk.tour, walk.best, walk.cost,
        ground.breadth, walk.cuts, WALKS, min(longest, n // 4), ground.half, min(n, CAP),
        float(temperature), kicks, walk.state,
    )  # fmt: skip


def heat_for(kicks_per_city: float, full: float) -> float:
    """Return the first temperature, in mean edges; 0 where kicks are too few to cool down."""
    return min(full, HEAT_PER_KICK * kicks_per_city) if kicks_per_city > FEW_KICKS else 0.0


def anneal_walk(
    walk: Walk,
    heat: float,
    budget: Budget,
    stop: Callable[[], bool],
    after_chunk: Callable[[Walk], None],
) -> int:
    """Anneal from ``heat`` mean edges to 0; return the number of kicks."""
    cities = walk.ground.half or walk.ground.order.size
    mean = max(0.0, (float(walk.cost[NOW]) + offset_of(walk.ground)) / cities)

    def run_chunk(temperature: float, kicks: int) -> None:
        do_kicks(walk, temperature, kicks)
        after_chunk(walk)

    return anneal(run_chunk, linear(heat * mean), budget, stop)


def offset_of(ground: Landscape) -> float:
    """Return what the partner edges of in- and out-nodes take off every tour's length."""
    if ground.half == 0:
        return 0.0
    return -ground.half * float(ground.metric.matrix[0, ground.half])
