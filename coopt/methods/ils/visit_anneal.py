"""An annealing of tours through some of the nodes: the state of the kernels, and its best."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from coopt.kernels.metric import Metric, metric_of
from coopt.kernels.neighbours import nearest_by_matrix, nearest_by_points
from coopt.kernels.visit_kick import anneal, fill
from coopt.kernels.visit_state import (
    BEST_LENGTH,
    BEST_RANK,
    BEST_VISITED,
    LENGTH,
    PRICE,
    VALUE,
    VISITED,
    Visits,
    move_to,
    start_tour,
)
from coopt.problem.distances import Distances

Int64s = NDArray[np.int64]
NEIGHBOURS = 16


class VisitAnneal:
    """A tour that is ruined and recreated.

    Parameters
    ----------
    visits : Visits
        The problem, as kernels see it.
    nodes : ndarray of int64
        Nodes of the first tour; where it is too long, it is shortened.
    excess : callable
        By how much the tour through nodes is too long, in the kernels' units.
    rng : numpy.random.Generator
        Source of the random state.
    """

    def __init__(
        self,
        visits: Visits,
        nodes: Int64s,
        excess: Callable[[Int64s], float],
        rng: np.random.Generator,
    ) -> None:
        self.visits = visits
        self._excess = excess
        self._tour = start_tour(visits, nodes, rng)
        self._allowed: Int64s | None = None
        self._rank = -math.inf
        fill(visits, self._tour)
        self._check()

    @property
    def rank(self) -> float:
        """How good the best tour is; minus infinity without one."""
        return self._rank

    @property
    def worth(self) -> float:
        """Value of the current tour by its length."""
        counts = self._tour.counts
        return float(self._tour.amounts[VALUE] / max(1, counts[LENGTH]))

    @property
    def mean_leg(self) -> float:
        """Mean length of a leg of the current tour, at least 1."""
        counts = self._tour.counts
        return float(max(1.0, counts[LENGTH] / counts[VISITED]))

    @property
    def nodes(self) -> Int64s:
        """The best tour, without node 0."""
        assert self._allowed is not None
        return self._allowed

    def restart(self, nodes: Int64s) -> None:
        """Go on from another tour."""
        move_to(self.visits, self._tour, nodes)
        fill(self.visits, self._tour)
        self._check()

    def set_price(self, price: float) -> None:
        """Set the price of length that the search begins with."""
        self._tour.amounts[PRICE] = price

    def advance(self, temperature: float, kicks: int, slack: float = 0.0) -> None:
        """Do so many kicks at a temperature, in units of value.

        Tours may be too long on the way, by a share ``slack`` of the limit.
        """
        over = int(self.visits.limit * slack)
        anneal(self.visits, self._tour, kicks, temperature, over)
        self._check()

    def _check(self) -> None:
        """Take the best tour of the kernel if it is short enough without their rounding.

        If not, such a length is forbidden from now on: the limit begins as high as rounding can
        explain, and falls to what is allowed.
        """
        tour = self._tour
        rank = float(tour.amounts[BEST_RANK])
        if rank <= self._rank:
            return
        nodes = tour.best[1 : tour.counts[BEST_VISITED]].astype(np.int64)
        over = self._excess(nodes)
        if over <= 0.0:
            self._allowed, self._rank = nodes, rank
            return
        lower = int(tour.counts[BEST_LENGTH]) - max(1, math.ceil(over))
        self.visits = self.visits._replace(limit=max(0, lower))
        tour.amounts[BEST_RANK] = self._rank
        known = self._allowed
        move_to(self.visits, tour, np.zeros(0, dtype=np.int64) if known is None else known)
        fill(self.visits, tour)
        self._check()


def neighbours(distances: Distances, metric: Metric) -> NDArray[np.int32]:
    """Return the near nodes of each, by the shorter of both directions."""
    if metric.matrix.size or distances.points is None:
        shorter = np.minimum(metric.matrix, metric.matrix.T)
        symmetric = np.array_equal(shorter, metric.matrix)
        return nearest_by_matrix(shorter, NEIGHBOURS if symmetric else 2 * NEIGHBOURS)
    return nearest_by_points(np.stack((metric.x, metric.y), axis=1), NEIGHBOURS)


def metric_and_neighbours(distances: Distances) -> tuple[Metric, NDArray[np.int32]]:
    """Return the kernels' form of distances, and the near nodes of each."""
    metric = metric_of(distances)
    return metric, neighbours(distances, metric)
