"""An annealing of routes: the state of the kernels, and what they have found."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopt.kernels.linked_routes import Network, empty_routes, lay, signed_sequence
from coopt.kernels.metric import metric_of
from coopt.kernels.neighbours import nearest_by_matrix, nearest_by_points
from coopt.kernels.sisr import anneal, keep_best
from coopt.kernels.sisr_room import BEST, anneal_room
from coopt.kernels.xorshift import xorshift_state
from coopt.problem.cvrp import Cvrp

Int64s = NDArray[np.int64]
NEIGHBOURS = 100


class RouteAnneal:
    """Routes that are ruined and recreated.

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
        self._net = net
        self._routes = empty_routes(net.demand.shape[0], vehicles)
        cost = int(lay(net, self._routes, start))
        self._room = anneal_room(self._routes, net.demand.shape[0], cost)
        self._state = xorshift_state(rng)

    @property
    def cost(self) -> int:
        """Length of the best routes, in the kernels' units; `NOTHING` if none serve everybody."""
        return int(self._room.tally[BEST])

    @property
    def mean_leg(self) -> float:
        """Mean length of a leg of the current routes that is not zero, or 1 if all are."""
        legs = self._routes.leg[self._routes.leg > 0]
        return float(legs.mean()) if legs.size else 1.0

    def advance(self, temperature: float, steps: int) -> None:
        """Do so many steps at a temperature in the kernels' units."""
        anneal(self._net, self._routes, self._room, steps, temperature, self._state)

    def solution(self) -> Int64s:
        """Return the best routes as a signed sequence."""
        keep_best(self._routes, self._room)
        x = np.zeros(self._net.demand.shape[0] - 1, dtype=np.int64)
        signed_sequence(self._room.best, x.size + 1, x)
        return x


def network_of(problem: Cvrp, demand: Int64s, capacity: int) -> tuple[Network, float]:
    """Return the kernels' form of a problem, and by what lengths are to be divided."""
    metric = metric_of(problem.distances)
    points = problem.distances.points
    if metric.matrix.size or points is None:
        near = nearest_by_matrix(metric.matrix, NEIGHBOURS)
    else:
        near = nearest_by_points(np.stack((metric.x, metric.y), axis=1), NEIGHBOURS)
    symmetric = metric.matrix.size == 0 or bool(np.array_equal(metric.matrix, metric.matrix.T))
    net = Network(*metric[:4], demand, capacity, problem.open_routes, symmetric, near)
    return net, metric.scale
