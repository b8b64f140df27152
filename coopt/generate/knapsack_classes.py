"""Random knapsack problems of the classes by which profits go with weights."""

from __future__ import annotations

import numpy as np

from coopt.errors import OptionError
from coopt.generate.knapsack import profits
from coopt.generate.plane import check_count
from coopt.problem.knapsack import Knapsack


def knapsack_classes(
    items: int,
    rng: np.random.Generator,
    *,
    correlation: str = "strong",
    largest: int = 1000,
    tightness: float = 0.5,
) -> Knapsack:
    """Draw a knapsack problem of whole numbers, by the class of its profits [1]_.

    Parameters
    ----------
    items : int
        Number of items, at least 1.
    rng : numpy.random.Generator
        Source of randomness.
    correlation : str
        Of profit and weight, for range R = ``largest``: ``none`` draws profits from [1, R];
        ``weak`` adds a draw from [-R / 10, R / 10] to the weight; ``strong`` adds R / 10.
    largest : int
        Largest weight R; weights are drawn from 1 to R.
    tightness : float
        Capacity as a share of all items' weight, in (0, 1].

    Returns
    -------
    Knapsack
        Whose heaviest item fits.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    References
    ----------
    .. [1] Pisinger (2005). Where are the hard knapsack problems? *Computers & Operations
           Research* 32(9): 2271-2284.
    """
    check_count("items", items)
    check_count("largest", largest)
    if not 0.0 < tightness <= 1.0:
        raise OptionError(f"tightness is {tightness:g}, expected a share in (0, 1]")
    weight = rng.integers(1, largest + 1, items).astype(float)
    value = profits(weight, correlation, largest, rng)
    capacity = max(np.floor(tightness * weight.sum()), weight.max())
    return Knapsack(value, weight, float(capacity), f"knapsack_{correlation}_{items}")
