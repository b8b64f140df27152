"""The orienteering problem: the most prize within a length."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coopt.errors import InstanceError
from coopt.problem.csr import Floats, Ints
from coopt.problem.distances import Distances
from coopt.problem.given import settle
from coopt.problem.numbering import check_numbering


@dataclass(frozen=True, slots=True, eq=False)
class Orienteering:
    """Collect the most prize on a closed tour from the depot of at most ``budget`` length.

    Node 0 is the depot. A solution lists the visited nodes in order, without the depot, and is
    filled up with zeros, shape (n - 1,).

    Parameters
    ----------
    distances : Distances
        Symmetric or not.
    prize : ndarray of float64, shape (n,)
        Not negative. That of the depot is always collected.
    budget : float
        Largest length of the tour.
    name : str
        Name of the instance.
    numbering : ndarray of int64, shape (n,), optional
        Position of each node in the source, from 0 on, where the depot was not first there.

    Raises
    ------
    InstanceError
        If shapes disagree, or a prize is negative or not a number.
    """

    distances: Distances
    prize: Floats
    budget: float
    name: str = ""
    numbering: Ints | None = None
    maximise = True

    def __post_init__(self) -> None:
        settle(self, "prize")
        if self.distances.n < 1:
            raise InstanceError("a depot is needed")
        check_amounts("prize", self.prize, self.n)
        if not (np.isfinite(self.budget) and self.budget >= 0):
            raise InstanceError(f"the budget is {self.budget}, expected a number >= 0")
        check_numbering(self.numbering, self.n)

    @property
    def n(self) -> int:
        """Number of nodes, the depot included."""
        return self.distances.n

    @property
    def solution_size(self) -> int:
        """Length of a solution's vector."""
        return self.n - 1


def check_amounts(what: str, values: Floats, n: int) -> None:
    """Raise `InstanceError` unless ``values`` are ``n`` finite numbers that are not negative."""
    if values.shape != (n,):
        raise InstanceError(f"{what} has shape {values.shape}, expected ({n},)")
    wrong = np.flatnonzero(~(np.isfinite(values) & (values >= 0.0)))
    if wrong.size:
        i = int(wrong[0])
        raise InstanceError(f"{what} of {i} is {values[i]}, expected a number >= 0")
