"""Random prize-collecting TSP instances."""

from __future__ import annotations

import numpy as np

from coopt.errors import OptionError
from coopt.generate.plane import by_size, check_count, distances_of
from coopt.problem.prize_collecting import PrizeCollecting

SIZES = (20, 50, 100, 500, 1000, 2000)
LENGTHS = (2.0, 3.0, 4.0, 9.0, 12.0, 15.0)


def pctsp_uniform(
    customers: int, rng: np.random.Generator, *, length: float = 0.0, stochastic: bool = False
) -> PrizeCollecting:
    """Draw a prize-collecting TSP with certain or uncertain prizes [1]_.

    Parameters
    ----------
    customers : int
        Number n of nodes beside the depot, at least 1.
    rng : numpy.random.Generator
        Source of randomness.
    length : float
        The K of the penalties, about the length of a good tour; 0 for what belongs to the size:
        2, 3, 4, 9, 12, 15 at 20, 50, 100, 500, 1000, 2000 customers, linear between them.
    stochastic : bool
        Whether the prizes are only expected (SPCTSP): a visit reveals a real prize between 0 and
        twice that, uniform.

    Returns
    -------
    PrizeCollecting
        Uniform in the unit square, prizes uniform in [0, 4 / n], penalties in [0, 3 K / n], and
        a prize of 1 to collect, about half of all.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    References
    ----------
    .. [1] Kool, van Hoof, Welling (2019). Attention, learn to solve routing problems! *ICLR*.
           The lengths from 500 customers on are those of Zheng et al. (2024), *NeurIPS*.
    """
    check_count("customers", customers)
    if not (np.isfinite(length) and length >= 0.0):
        raise OptionError(f"length is {length:g}, expected 0 or a number above")
    points = rng.random((customers + 1, 2))
    prize = rng.random(customers + 1) * 4.0 / customers
    k = length or by_size(customers, SIZES, LENGTHS)
    penalty = rng.random(customers + 1) * 3.0 * k / customers
    prize[0] = penalty[0] = 0.0
    real = rng.random(customers + 1) * 2.0 * prize if stochastic else None
    name = f"{'spctsp' if stochastic else 'pctsp'}_uniform_{customers}"
    return PrizeCollecting(distances_of(points, 0.0), prize, penalty, 1.0, real, name)
