"""Random min-max multiple TSP instances."""

from __future__ import annotations

import numpy as np

from coopt.generate.plane import check_count, distances_of
from coopt.problem.multi_tsp import MultiTsp


def mtsp_uniform(customers: int, salesmen: int, rng: np.random.Generator) -> MultiTsp:
    """Draw a min-max multiple TSP of uniform points in the unit square.

    Parameters
    ----------
    customers : int
        Number of nodes beside the depot, at least 1.
    salesmen : int
        Most tours, at least 1; 30 and 50 are usual at 500 and 1000 customers.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    MultiTsp
        With Euclidean distances that are not rounded; the depot is uniform, too.

    Raises
    ------
    OptionError
        If a parameter is out of its range.
    """
    check_count("customers", customers)
    check_count("salesmen", salesmen)
    distances = distances_of(rng.random((customers + 1, 2)), 0.0)
    return MultiTsp(distances, salesmen, f"mtsp_uniform_{customers}_{salesmen}")
