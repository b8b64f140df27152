"""Random TSP instances: points in clusters."""

from __future__ import annotations

import numpy as np

from coopt.errors import OptionError
from coopt.generate.plane import check_count, distances_of
from coopt.problem.tsp import Tsp


def tsp_clustered(
    nodes: int,
    rng: np.random.Generator,
    *,
    clusters: int = 0,
    deviation: float = 0.0,
    scale: float = 0.0,
) -> Tsp:
    """Draw a TSP whose nodes lie normally around centres that are uniform [1]_.

    Parameters
    ----------
    nodes : int
        Number of nodes n, at least 1.
    rng : numpy.random.Generator
        Source of randomness.
    clusters : int
        Number of centres in the unit square; 0 for one in a hundred nodes, at least 2.
    deviation : float
        Standard deviation of each coordinate around the centre; 0 for ``1 / sqrt(n)``.
    scale : float
        0 for distances that are not rounded; otherwise coordinates are multiplied by it and
        rounded, and distances are whole.

    Returns
    -------
    Tsp
        With Euclidean distances. Nodes may lie outside the unit square.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    References
    ----------
    .. [1] Johnson, McGeoch (2002). Experimental analysis of heuristics for the STSP. In: Gutin,
           Punnen (eds.), *The Traveling Salesman Problem and Its Variations*: 369-443.
    """
    check_count("nodes", nodes)
    check_count("clusters", clusters, 0)
    if not (np.isfinite(deviation) and deviation >= 0.0):
        raise OptionError(f"deviation is {deviation:g}, expected 0 or a number above")
    centres = rng.random((clusters or max(2, nodes // 100), 2))
    spread = deviation or 1.0 / np.sqrt(nodes)
    around = rng.integers(0, centres.shape[0], nodes)
    points = centres[around] + spread * rng.standard_normal((nodes, 2))
    return Tsp(distances_of(points, scale), f"tsp_clustered_{nodes}")
