"""Random orienteering instances: prizes grow with the distance from the depot."""

from __future__ import annotations

import numpy as np

from coopt.errors import OptionError
from coopt.generate.plane import check_count, distances_of
from coopt.problem.distances import between
from coopt.problem.orienteering import Orienteering


def op_distance(
    customers: int, rng: np.random.Generator, *, budget: float = 4.0, scale: float = 0.0
) -> Orienteering:
    """Draw an orienteering problem whose prizes grow with the distance from the depot [1]_.

    Parameters
    ----------
    customers : int
        Number of nodes beside the depot, at least 1.
    rng : numpy.random.Generator
        Source of randomness.
    budget : float
        Largest length T of a tour, in sides of the square; 2, 3 and 4 are usual at 20, 50 and
        100 customers, 4 above.
    scale : float
        0 for distances that are not rounded; otherwise coordinates and budget are multiplied by
        it and rounded, and distances are whole.

    Returns
    -------
    Orienteering
        With prizes ``1 + floor(99 * d_i / max d)``, which papers divide by 100.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    References
    ----------
    .. [1] Fischetti, Salazar, Toth (1998). Solving the orienteering problem through
           branch-and-cut. *INFORMS Journal on Computing* 10(2): 133-148 (the third generation);
           budgets of Kool, van Hoof, Welling (2019), *ICLR*.
    """
    check_count("customers", customers)
    if not (np.isfinite(budget) and budget >= 0.0):
        raise OptionError(f"budget is {budget:g}, expected a number of at least 0")
    distances = distances_of(rng.random((customers + 1, 2)), scale)
    away = np.asarray(between(distances, 0, np.arange(customers + 1)), dtype=float)
    prize = 1.0 + np.floor(99.0 * away / max(float(away.max()), 1e-12))
    prize[0] = 0.0
    limit = float(np.rint(budget * scale)) if scale else budget
    return Orienteering(distances, prize, limit, f"op_distance_{customers}")
