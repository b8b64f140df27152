"""The 0-1 knapsack problem."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coopt.errors import InstanceError
from coopt.problem.csr import Floats
from coopt.problem.given import settle
from coopt.problem.orienteering import check_amounts


@dataclass(frozen=True, slots=True, eq=False)
class Knapsack:
    """Choose items of the most value within the capacity.

    A solution is 0 or 1 for each item, shape (n,).

    Parameters
    ----------
    value, weight : ndarray of float64, shape (n,)
        Not negative.
    capacity : float
        Most weight.
    name : str
        Name of the instance.

    Raises
    ------
    InstanceError
        If shapes disagree, or a number is negative or not finite.
    """

    value: Floats
    weight: Floats
    capacity: float
    name: str = ""
    maximise = True

    def __post_init__(self) -> None:
        settle(self, "value", "weight")
        check_amounts("value", self.value, self.value.size)
        check_amounts("weight", self.weight, self.value.size)
        if not (np.isfinite(self.capacity) and self.capacity >= 0):
            raise InstanceError(f"the capacity is {self.capacity}, expected a number >= 0")

    @property
    def n(self) -> int:
        """Number of items."""
        return int(self.value.size)

    @property
    def solution_size(self) -> int:
        """Length of a solution's vector."""
        return self.n
