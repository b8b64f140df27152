"""An annealing of the routes of vehicles: the kernels' state, and what they have found."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from coopt.kernels.linked_routes import (
    Network,
    Routes,
    empty_routes,
    fill_distances,
    lay,
    signed_sequence,
)
from coopt.kernels.metric import MATRIX, Metric, metric_of
from coopt.kernels.neighbours import nearest_by_matrix, nearest_by_points
from coopt.kernels.sisr import anneal, keep_best
from coopt.kernels.sisr_room import BEST, NOTHING, STEP, Anneal, anneal_room
from coopt.kernels.xorshift import xorshift_state
from coopt.problem.distances import Distances
from coopt.search.iterated_local_search import geometric

Int64s = NDArray[np.int64]
NEIGHBOURS = 100
SMALL = 600
"""Up to so many nodes a table of distances stays in the cache and is faster than formulas."""
HOT, COLD = 0.3, 0.015
"""First and last temperature, in mean legs; the paper's 100 and 1 are about 1.4 and 0.014."""
MANY, FEW = 300.0, 3.0
"""Steps for each customer from which on an anneal begins hot, and up to which it stays cold."""
TRIAL = 0.01
"""Progress after which the number of steps is known well enough, if it was not given."""


class RouteAnneal:
    """Routes within a capacity that are ruined and recreated.

    Parameters
    ----------
    net : Network
        The problem, as kernels see it.
    vehicles : int
        Most routes.
    start : ndarray of int64, shape (n - 1,)
        Signed sequence; customers of routes beyond the vehicles begin absent.
    rng : numpy.random.Generator
        Source of the random state.
    steps : int, optional
        Steps of the whole anneal; without it they are estimated from the first ones.
    """

    def __init__(
        self,
        net: Network,
        vehicles: int,
        start: Int64s,
        rng: np.random.Generator,
        steps: int | None = None,
    ) -> None:
        self._net, self._routes, self._room = laid(net, vehicles, start)
        self._state = xorshift_state(rng)
        self._leg, self._steps = mean_leg(self._routes), steps

    @property
    def cost(self) -> float:
        """Length of the best routes, in the kernels' units; infinite while some are absent."""
        return best_cost(self._room)

    def advance(self, progress: float, steps: int) -> None:
        """Do steps at the temperature of this progress."""
        if self._steps is None and progress >= TRIAL:
            self._steps = int(self._room.tally[STEP] / progress)
        hot = hot_for((self._steps or 0) / self._net.demand.shape[0])
        temperature = self._leg * geometric(hot, COLD)(progress)
        anneal(self._net, self._routes, self._room, steps, temperature, self._state)

    def solution(self) -> Int64s:
        """Return the best routes as a signed sequence."""
        return best_sequence(self._net, self._routes, self._room)


def hot_for(steps_each: float) -> float:
    """Return the first temperature, in mean legs, by the steps for each customer.

    With few steps the cost that heat adds would not be won back.
    """
    share = math.log(max(steps_each, FEW) / FEW) / math.log(MANY / FEW)
    return float(COLD * (HOT / COLD) ** min(1.0, share))


def network_of(
    distances: Distances, demand: Int64s, capacity: int, open_routes: bool = False
) -> tuple[Network, float]:
    """Return the kernels' form of a problem, and by what lengths are to be divided."""
    metric = metric_of(distances)
    if metric.matrix.size:
        near = nearest_by_matrix(metric.matrix, NEIGHBOURS)
    else:
        near = nearest_by_points(np.stack((metric.x, metric.y), axis=1), NEIGHBOURS)
    if metric.matrix.size == 0 and distances.n <= SMALL:
        metric = _tabulated(metric)
    symmetric = metric.matrix.size == 0 or bool(np.array_equal(metric.matrix, metric.matrix.T))
    net = Network(*metric[:4], demand, capacity, open_routes, symmetric, near)
    return net, metric.scale


def _tabulated(metric: Metric) -> Metric:
    """Replace a metric's formula by a table of its values. O(n^2)."""
    n = metric.x.shape[0]
    table = np.empty((n, n), dtype=np.int32)
    fill_distances(*metric[:4], table)
    return metric._replace(kind=MATRIX, x=np.zeros(0), y=np.zeros(0), matrix=table)


def laid(net: Network, rings: int, start: Int64s) -> tuple[Network, Routes, Anneal]:
    """Lay a start out on rings; return what an annealing works on."""
    routes = empty_routes(net.demand.shape[0], rings)
    cost = int(lay(net, routes, start))
    return net, routes, anneal_room(routes, net.demand.shape[0], cost)


def mean_leg(routes: Routes) -> float:
    """Return the mean length of the legs that are not zero, or 1 if all are."""
    legs = routes.leg[routes.leg > 0]
    return float(legs.mean()) if legs.size else 1.0


def best_cost(room: Anneal) -> float:
    """Return the best cost, infinite if nothing serves everybody."""
    best = int(room.tally[BEST])
    return math.inf if best == NOTHING else float(best)


def best_sequence(net: Network, routes: Routes, room: Anneal) -> Int64s:
    """Return the best solution as a signed sequence. O(n)."""
    keep_best(routes, room)
    x = np.zeros(net.demand.shape[0] - 1, dtype=np.int64)
    signed_sequence(room.best, x.size + 1, x)
    return x
