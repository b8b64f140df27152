"""Random knapsack problems with one capacity or several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopt.errors import OptionError
from coopt.problem.milp import Milp

if TYPE_CHECKING:
    from coopt.problem.csr import Floats


def knapsack(
    items: int,
    rng: np.random.Generator,
    *,
    dimensions: int = 1,
    tightness: float = 0.5,
    correlation: str = "weak",
    largest: int = 1000,
) -> Milp:
    """Draw a 0-1 knapsack problem [1]_ or, with several capacities, Chu and Beasley's [2]_.

    Parameters
    ----------
    items : int
        Number of items, at least 1.
    rng : numpy.random.Generator
        Source of randomness.
    dimensions : int
        Number of capacities, at least 1.
    tightness : float
        Capacity as a share of all items' weight, in (0, 1].
    correlation : str
        Of profit and mean weight, for range R = ``largest``: ``none`` draws profits from
        [1, R]; ``weak`` adds a draw from [-R / 10, R / 10] to the weight; ``strong`` adds R / 10.
    largest : int
        Largest weight R; weights are drawn from 1 to R.

    Returns
    -------
    Milp
        To maximise the profit; weights, profits and capacities are whole.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    Notes
    -----
    Chu and Beasley draw profits as mean weight plus 500 u with u in [0, 1]; here the profits of
    several dimensions follow the same three classes as those of one.

    References
    ----------
    .. [1] Pisinger (2005). Where are the hard knapsack problems? *Computers & Operations
           Research* 32(9): 2271-2284.
    .. [2] Chu, Beasley (1998). A genetic algorithm for the multidimensional knapsack problem.
           *Journal of Heuristics* 4: 63-86.
    """
    if min(items, dimensions, largest) < 1:
        raise OptionError("items, dimensions and the largest weight must be at least 1")
    if not 0.0 < tightness <= 1.0:
        raise OptionError(f"tightness is {tightness:g}, expected a share in (0, 1]")
    weights = rng.integers(1, largest + 1, (dimensions, items)).astype(float)
    return Milp.from_arrays(
        profits(weights.mean(axis=0), correlation, largest, rng),
        weights,
        row_upper=np.maximum(np.floor(tightness * weights.sum(axis=1)), weights.max(axis=1)),
        upper=1.0,
        integrality=1,
        maximise=True,
        name=f"knapsack_{items}_{dimensions}",
        variable_names=[f"item{j}" for j in range(items)],
        row_names=[f"capacity{i}" for i in range(dimensions)],
    )


def profits(weights: Floats, correlation: str, largest: int, rng: np.random.Generator) -> Floats:
    """Draw a profit for each weight.

    Raises
    ------
    OptionError
        If there is no such correlation.
    """
    tenth = max(1, largest // 10)
    if correlation == "none":
        return rng.integers(1, largest + 1, weights.size).astype(float)
    if correlation == "weak":
        spread = rng.integers(-tenth, tenth + 1, weights.size)
        return np.maximum(1.0, np.rint(weights + spread))
    if correlation == "strong":
        return np.rint(weights + tenth)
    raise OptionError(f"correlation {correlation!r} is unknown (known: none, weak, strong)")
