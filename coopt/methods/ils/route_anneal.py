"""An annealing of the routes of vehicles: the kernels' state, and what they have found."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from coopt.kernels.linked_routes import Network, Routes, empty_routes, lay, signed_sequence
from coopt.kernels.metric import metric_of
from coopt.kernels.neighbours import nearest_by_matrix, nearest_by_points
from coopt.kernels.sisr import anneal, keep_best
from coopt.kernels.sisr_room import BEST, NOTHING, Anneal, anneal_room
from coopt.kernels.xorshift import xorshift_state
from coopt.problem.distances import Distances
from coopt.search.iterated_local_search import geometric

Int64s = NDArray[np.int64]
NEIGHBOURS = 100
HOT, COLD = 1.0, 0.015
"""First and last temperature, in mean legs: 100 and 1 of the paper, where legs are about 70."""


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
    """

    def __init__(
        self, net: Network, vehicles: int, start: Int64s, rng: np.random.Generator
    ) -> None:
        self._net, self._routes, self._room = laid(net, vehicles, start)
        self._state = xorshift_state(rng)
        leg = mean_leg(self._routes)
        self._temperature = geometric(HOT * leg, COLD * leg)

    @property
    def cost(self) -> float:
        """Length of the best routes, in the kernels' units; infinite while some are absent."""
        return best_cost(self._room)

    def advance(self, progress: float, steps: int) -> None:
        """Do steps at the temperature of this progress."""
        temperature = self._temperature(progress)
        anneal(self._net, self._routes, self._room, steps, temperature, self._state)

    def solution(self) -> Int64s:
        """Return the best routes as a signed sequence."""
        return best_sequence(self._net, self._routes, self._room)


def network_of(
    distances: Distances, demand: Int64s, capacity: int, open_routes: bool = False
) -> tuple[Network, float]:
    """Return the kernels' form of a problem, and by what lengths are to be divided."""
    metric = metric_of(distances)
    if metric.matrix.size:
        near = nearest_by_matrix(metric.matrix, NEIGHBOURS)
    else:
        near = nearest_by_points(np.stack((metric.x, metric.y), axis=1), NEIGHBOURS)
    symmetric = metric.matrix.size == 0 or bool(np.array_equal(metric.matrix, metric.matrix.T))
    net = Network(*metric[:4], demand, capacity, open_routes, symmetric, near)
    return net, metric.scale


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
