"""Random vehicle-routing instances: customers uniform in the unit square."""

from __future__ import annotations

import numpy as np

from coopt.errors import OptionError
from coopt.generate.plane import by_size, check_count, distances_of
from coopt.problem.cvrp import Cvrp

SIZES = (20, 50, 100, 200, 500, 1000)
CAPACITIES = (30.0, 40.0, 50.0, 80.0, 100.0, 250.0)
LARGEST_DEMAND = 9


def cvrp_uniform(
    customers: int,
    rng: np.random.Generator,
    *,
    capacity: int = 0,
    open_routes: bool = False,
    scale: float = 0.0,
) -> Cvrp:
    """Draw a CVRP of uniform points and demands 1 to 9 [1]_.

    Parameters
    ----------
    customers : int
        Number of customers, at least 1.
    rng : numpy.random.Generator
        Source of randomness.
    capacity : int
        Of a vehicle, at least 9; 0 for what belongs to the size: 30, 40, 50, 80, 100, 250 at
        20, 50, 100, 200, 500, 1000 customers, linear between them.
    open_routes : bool
        Whether vehicles do not return (OVRP).
    scale : float
        0 for distances that are not rounded; otherwise coordinates are multiplied by it and
        rounded, and distances are whole.

    Returns
    -------
    Cvrp
        With Euclidean distances; the depot is uniform, too.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    Notes
    -----
    Capacities differ between papers, above all at 1000 customers, where 200 is common, too:
    lengths compare only where they are equal.

    References
    ----------
    .. [1] Nazari, Oroojlooy, Snyder, Takac (2018). Reinforcement learning for solving the
           vehicle routing problem. *NeurIPS*. The capacities from 200 customers on are those of
           Drakulic et al. (2023), *NeurIPS*.
    """
    check_count("customers", customers)
    if capacity and capacity < LARGEST_DEMAND:
        raise OptionError(f"capacity is {capacity}, expected at least {LARGEST_DEMAND}, or 0")
    points = rng.random((customers + 1, 2))
    demand = rng.integers(1, LARGEST_DEMAND + 1, customers + 1).astype(float)
    demand[0] = 0.0
    most = float(capacity) or np.rint(by_size(customers, SIZES, CAPACITIES))
    name = f"{'ovrp' if open_routes else 'cvrp'}_uniform_{customers}"
    return Cvrp(distances_of(points, scale), demand, float(most), open_routes, name=name)
