"""The min-max multiple travelling-salesman problem."""

from __future__ import annotations

from dataclasses import dataclass

from coopt.errors import InstanceError
from coopt.problem.distances import Distances
from coopt.problem.given import settle


@dataclass(frozen=True, slots=True, eq=False)
class MultiTsp:
    """Visit every node by tours from the depot; the longest tour shall be short.

    Node 0 is the depot. A solution is that of `Cvrp`, with at most ``salesmen`` routes: nodes in
    the order of their visits, shape (n - 1,), the first of each tour negative.

    Parameters
    ----------
    distances : Distances
        Symmetric or not.
    salesmen : int
        Most tours.
    name : str
        Name of the instance.

    Raises
    ------
    InstanceError
        If there is no node or no salesman.
    """

    distances: Distances
    salesmen: int
    name: str = ""
    maximise = False

    def __post_init__(self) -> None:
        settle(self)
        if self.distances.n < 1:
            raise InstanceError("a depot is needed")
        if self.salesmen < 1:
            raise InstanceError(f"there are {self.salesmen} salesmen, expected at least 1")

    @property
    def n(self) -> int:
        """Number of nodes, the depot included."""
        return self.distances.n

    @property
    def solution_size(self) -> int:
        """Length of a solution's vector."""
        return self.n - 1
