"""Each tour of several made shorter by itself, as a travelling-salesman problem."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.bus.protocol import Options
from coopt.methods.ils import tsp
from coopt.problem.cvrp import routes_of
from coopt.problem.distances import Distances, explicit, tour_length
from coopt.problem.tsp import Tsp

Int64s = NDArray[np.int64]

KICKS_EACH = 300
"""Kicks for each city, where kicks and not the clock are counted."""


class _Keeper:
    """A bus that keeps the shortest tour of one problem."""

    def __init__(self, problem: Tsp, start: Int64s, stop: Callable[[], bool]) -> None:
        self._distances, self.stop = problem.distances, stop
        self.tour, self.length = start, tour_length(problem.distances, start)

    def offer(self, x: NDArray[Any]) -> None:
        tour = np.asarray(x).astype(np.int64)
        length = tour_length(self._distances, tour)
        if length < self.length:
            self.tour, self.length = tour, length

    def best(self) -> tuple[NDArray[np.float64], float]:
        return self.tour.astype(float), self.length

    def raise_dual(self, bound: float) -> None:
        """Say nothing: the bound of one tour is none of the problem."""

    def tell(self, kind: str, what: Any) -> None:
        """Say nothing."""


def polished_tours(
    distances: Distances,
    x: Int64s,
    end: float,
    stop: Callable[[], bool],
    rng: np.random.Generator,
) -> list[list[int]]:
    """Return the tours of a signed sequence, each searched for a shorter order, longest first.

    With a finite ``end``, on the clock of ``time.monotonic``, the tours share the time that is
    left; else each gets as many kicks as its size tells.
    """
    tours = sorted(routes_of(x), key=lambda tour: -tour_length(distances, _closed(tour)))
    for k, tour in enumerate(tours):
        if stop() or time.monotonic() >= end:
            break
        nodes = _closed(tour)
        problem = Tsp(_part(distances, nodes))
        share = time.monotonic() + (end - time.monotonic()) / (len(tours) - k)
        kicks = {} if math.isfinite(end) else {"kicks": str(KICKS_EACH * nodes.size)}
        keeper = _Keeper(problem, np.arange(nodes.size), stop)
        tsp.run(problem, keeper, Options(deadline=share, settings=kicks), rng)
        depot = int(np.flatnonzero(keeper.tour == 0)[0])
        tours[k] = nodes[np.roll(keeper.tour, -depot)[1:]].tolist()
    return tours


def _closed(tour: list[int]) -> Int64s:
    """Return the tour with the depot before it."""
    return np.array([0, *tour], dtype=np.int64)


def _part(distances: Distances, nodes: Int64s) -> Distances:
    """Return the distances of some nodes among each other."""
    if distances.rule == "EXPLICIT":
        assert distances.matrix is not None
        return explicit(distances.matrix[np.ix_(nodes, nodes)])
    assert distances.points is not None
    return Distances(distances.rule, distances.points[nodes])
