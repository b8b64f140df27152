"""Problems from arrays that a program already has."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from coopt.problem.csr import Floats
from coopt.problem.distances import Distances, explicit
from coopt.problem.tsp import Tsp


def tsp_from_points(points: ArrayLike, rule: str = "EUCLIDEAN", name: str = "") -> Tsp:
    """Return the TSP of points.

    Parameters
    ----------
    points : array_like, shape (n, 2)
        Coordinates; shape (n, 3) for the rule ``EUC_3D``.
    rule : str
        How distances come from them, as for `Distances`; ``EUCLIDEAN`` does not round.
    name : str
        Name of the instance.

    Raises
    ------
    InstanceError
        If the shape does not fit the rule, or a coordinate is not finite.

    Examples
    --------
    >>> tsp_from_points([[0, 0], [3, 4], [6, 8]]).n
    3
    """
    array: Floats = np.ascontiguousarray(points, dtype=float)
    return Tsp(Distances(rule, array), name)


def tsp_from_matrix(matrix: ArrayLike, name: str = "") -> Tsp:
    """Return the TSP of a matrix of distances, which may differ by direction.

    Parameters
    ----------
    matrix : array_like, shape (n, n)
        ``matrix[i, j]`` from i to j; the diagonal is not used.
    name : str
        Name of the instance.

    Raises
    ------
    InstanceError
        If it is not square, or a distance is not finite.
    """
    return Tsp(explicit(matrix), name)
