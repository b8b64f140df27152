"""The capacitated vehicle-routing problem, with closed or open routes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from coopt.errors import InstanceError
from coopt.problem.csr import Floats, Ints
from coopt.problem.distances import Distances
from coopt.problem.given import settle
from coopt.problem.numbering import check_numbering


@dataclass(frozen=True, slots=True, eq=False)
class Cvrp:
    """Serve every customer once, by routes from the depot, at the least total length.

    Node 0 is the depot. A solution lists the customers in the order of service, shape (n - 1,);
    the first customer of each route is negative: ``[-3, 1, -2]`` is 0-3-1-0 and 0-2-0.

    Parameters
    ----------
    distances : Distances
        Of the depot and the customers.
    demand : ndarray of float64, shape (n,)
        Not negative; 0 at the depot.
    capacity : float
        Most demand on one route.
    open_routes : bool
        Whether vehicles do not return (OVRP): the way back costs nothing.
    vehicles : int, optional
        Most routes; without it as many as wanted.
    name : str
        Name of the instance.
    numbering : ndarray of int64, shape (n,), optional
        Position of each node in the source, from 0 on, where the depot was not first there.

    Raises
    ------
    InstanceError
        If shapes disagree, or a demand is negative or not a number.
    """

    distances: Distances
    demand: Floats
    capacity: float
    open_routes: bool = False
    vehicles: int | None = None
    name: str = ""
    numbering: Ints | None = None
    maximise = False

    def __post_init__(self) -> None:
        settle(self, "demand")
        if self.distances.n < 1:
            raise InstanceError("a depot is needed")
        if self.demand.shape != (self.n,):
            raise InstanceError(f"demands have shape {self.demand.shape}, expected ({self.n},)")
        wrong = np.flatnonzero(~(np.isfinite(self.demand) & (self.demand >= 0.0)))
        if wrong.size:
            i = int(wrong[0])
            raise InstanceError(f"node {i} has demand {self.demand[i]}, expected a number >= 0")
        if self.demand[0] != 0.0:
            raise InstanceError(f"the depot has demand {self.demand[0]}, expected 0")
        if not (np.isfinite(self.capacity) and self.capacity > 0):
            raise InstanceError(f"the capacity is {self.capacity}, expected a number > 0")
        if self.vehicles is not None and self.vehicles < 1:
            raise InstanceError(f"there are {self.vehicles} vehicles, expected at least 1")
        check_numbering(self.numbering, self.n)

    @property
    def n(self) -> int:
        """Number of nodes, the depot included."""
        return self.distances.n

    @property
    def solution_size(self) -> int:
        """Length of a solution's vector."""
        return self.n - 1


def routes_of(x: ArrayLike) -> list[list[int]]:
    """Split a solution's vector into its routes, without the depot."""
    x = np.asarray(x, dtype=np.int64)
    starts = np.flatnonzero(x < 0)
    return [part.tolist() for part in np.split(np.abs(x), starts[1:])] if x.size else []


def vector_of(routes: list[list[int]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Join routes to a solution's vector; empty routes are left out."""
    parts = [[-route[0], *route[1:]] for route in routes if route]
    return np.array([node for part in parts for node in part], dtype=np.int64)
