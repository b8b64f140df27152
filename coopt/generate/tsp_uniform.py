"""Random TSP instances: points uniform in the unit square."""

from __future__ import annotations

import numpy as np

from coopt.generate.plane import check_count, distances_of
from coopt.problem.tsp import Tsp


def tsp_uniform(nodes: int, rng: np.random.Generator, *, scale: float = 0.0) -> Tsp:
    """Draw a TSP whose nodes are uniform in the unit square.

    Parameters
    ----------
    nodes : int
        Number of nodes, at least 1.
    rng : numpy.random.Generator
        Source of randomness.
    scale : float
        0 for distances that are not rounded; otherwise coordinates are multiplied by it and
        rounded, and distances are whole.

    Returns
    -------
    Tsp
        With Euclidean distances.

    Raises
    ------
    OptionError
        If a parameter is out of its range.
    """
    check_count("nodes", nodes)
    return Tsp(distances_of(rng.random((nodes, 2)), scale), f"tsp_uniform_{nodes}")
