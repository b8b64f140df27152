"""The travelling-salesman problem, symmetric or not."""

from __future__ import annotations

from dataclasses import dataclass

from coopt.errors import InstanceError
from coopt.problem.distances import Distances
from coopt.problem.given import settle


@dataclass(frozen=True, slots=True, eq=False)
class Tsp:
    """Find the shortest closed tour through all nodes.

    A solution is the tour: a permutation of ``0..n-1``, shape (n,).

    Parameters
    ----------
    distances : Distances
        If they differ by direction, the problem is the asymmetric one (ATSP).
    name : str
        Name of the instance.

    Raises
    ------
    InstanceError
        If there is no node.
    """

    distances: Distances
    name: str = ""
    maximise = False

    def __post_init__(self) -> None:
        settle(self)
        if self.distances.n < 1:
            raise InstanceError("a tour needs at least one node")

    @property
    def n(self) -> int:
        """Number of nodes."""
        return self.distances.n

    @property
    def solution_size(self) -> int:
        """Length of a solution's vector."""
        return self.n
