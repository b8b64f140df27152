"""Annealing of a tour: what a walk keeps, how long it should be, and how hot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coopt.kernels.anneal_tour import BEST, NOW, anneal_tour
from coopt.kernels.exchange import Tour, new_tour
from coopt.kernels.xorshift import State, xorshift_state
from coopt.methods.ils.tour_landscape import CAP, Landscape, cost_of, with_start
from coopt.search.iterated_local_search import Budget, anneal, linear

LOG = 2**20
WINDOW_FROM = 20_000
WINDOW = 1_000
FEW_KICKS, MANY_KICKS = 30.0, 50.0
"""Kicks per city up to which nothing worse is accepted, and from which on heat is full."""
SOME_HEAT = 0.25


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


def restarted(walk: Walk) -> Walk:
    """Return a walk that begins at the shortest tour of another and draws on from there."""
    ground = with_start(walk.ground, walk.best.copy())
    again = new_walk(ground, np.random.default_rng(0))
    again.state[:] = walk.state
    return again


def do_kicks(walk: Walk, temperature: float, kicks: int, strict: bool) -> None:
    """Kick so many times; short segments only where kicks are few."""
    ground, metric = walk.ground, walk.ground.metric
    n = ground.order.size
    walks, longest = (0, 10) if strict else (70, 30)
    anneal_tour(
        metric.kind, metric.x, metric.y, metric.matrix, walk.tour, walk.best, walk.cost,
        ground.breadth, walk.cuts, walks, min(longest, n // 4), ground.half, min(n, CAP),
        WINDOW if n > WINDOW_FROM else 0, float(temperature), kicks, walk.state,
    )  # fmt: skip


def heat_for(kicks_per_city: float, full: float) -> float:
    """Return the first temperature, in mean edges; 0 where kicks are too few to cool down."""
    if kicks_per_city < FEW_KICKS:
        return 0.0
    return full if kicks_per_city >= MANY_KICKS else min(SOME_HEAT, full)


def anneal_walk(
    walk: Walk,
    heat: float,
    budget: Budget,
    stop: Callable[[], bool],
    after_chunk: Callable[[Walk], None],
) -> int:
    """Anneal from ``heat`` mean edges to 0; return the number of kicks."""
    n = walk.ground.order.size
    mean = max(0.0, (float(walk.cost[NOW]) + offset_of(walk.ground)) / max(1, n))

    def run_chunk(temperature: float, kicks: int) -> None:
        do_kicks(walk, temperature, kicks, heat == 0.0)
        after_chunk(walk)

    return anneal(run_chunk, linear(heat * mean), budget, stop)


def offset_of(ground: Landscape) -> float:
    """Return what the partner edges of in- and out-nodes take off every tour's length."""
    if ground.half == 0:
        return 0.0
    return -float(ground.half) * float(ground.metric.matrix[0, ground.half])
