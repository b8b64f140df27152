"""The prize-collecting travelling-salesman problem, with certain or uncertain prizes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coopt.errors import InstanceError
from coopt.problem.csr import Floats
from coopt.problem.distances import Distances
from coopt.problem.given import settle
from coopt.problem.orienteering import check_amounts


@dataclass(frozen=True, slots=True, eq=False)
class PrizeCollecting:
    """Minimise the tour's length plus the penalties of what it leaves out, with enough prize.

    Node 0 is the depot. A solution lists the visited nodes in order, without the depot, and is
    filled up with zeros, shape (n - 1,). All prizes of visited nodes must sum to ``min_prize``.

    Parameters
    ----------
    distances : Distances
        Symmetric or not.
    prize : ndarray of float64, shape (n,)
        Not negative, 0 at the depot. In the stochastic problem: the expected prizes.
    penalty : ndarray of float64, shape (n,)
        Cost of leaving a node out; 0 at the depot.
    min_prize : float
        Prize to collect; if all nodes together have less, all must be visited.
    real_prize : ndarray of float64, shape (n,), optional
        In the stochastic problem (SPCTSP): what a visit reveals. The rule of information:
        nothing that plans may look at it. A plan is made and compared on expected prizes;
        ``realise`` alone executes it.
    name : str
        Name of the instance.

    Raises
    ------
    InstanceError
        If shapes disagree, or an amount is negative or not a number.
    """

    distances: Distances
    prize: Floats
    penalty: Floats
    min_prize: float
    real_prize: Floats | None = None
    name: str = ""
    maximise = False

    def __post_init__(self) -> None:
        settle(self, "prize", "penalty", "real_prize")
        if self.distances.n < 1:
            raise InstanceError("a depot is needed")
        check_amounts("prize", self.prize, self.n)
        check_amounts("penalty", self.penalty, self.n)
        if self.real_prize is not None:
            check_amounts("real prize", self.real_prize, self.n)
        if not (np.isfinite(self.min_prize) and self.min_prize >= 0):
            raise InstanceError(f"the least prize is {self.min_prize}, expected a number >= 0")

    @property
    def n(self) -> int:
        """Number of nodes, the depot included."""
        return self.distances.n

    @property
    def solution_size(self) -> int:
        """Length of a solution's vector."""
        return self.n - 1
