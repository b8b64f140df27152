"""Random knapsack problems: real values and weights, independent of each other."""

from __future__ import annotations

import numpy as np

from coopt.errors import OptionError
from coopt.generate.plane import check_count
from coopt.problem.knapsack import Knapsack


def knapsack_uniform(items: int, rng: np.random.Generator, *, capacity: float = 25.0) -> Knapsack:
    """Draw a knapsack problem of values and weights uniform in [0, 1].

    Parameters
    ----------
    items : int
        Number of items, at least 1.
    rng : numpy.random.Generator
        Source of randomness.
    capacity : float
        Most weight, at least 0; 25 is usual at 200 items, a tenth of their number above 500.

    Returns
    -------
    Knapsack
        With real numbers.

    Raises
    ------
    OptionError
        If a parameter is out of its range.
    """
    check_count("items", items)
    if not (np.isfinite(capacity) and capacity >= 0.0):
        raise OptionError(f"capacity is {capacity:g}, expected a number of at least 0")
    weight, value = rng.random((2, items))
    return Knapsack(value, weight, capacity, f"knapsack_uniform_{items}")
