"""Random asymmetric TSP instances whose distances obey the triangle inequality."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopt.errors import OptionError
from coopt.generate.plane import check_count
from coopt.problem.distances import MATRIX_LIMIT, Distances
from coopt.problem.tsp import Tsp


def atsp_tmat(nodes: int, rng: np.random.Generator, *, largest: int = 1_000_000) -> Tsp:
    """Draw an asymmetric TSP: uniform whole numbers closed under the triangle inequality [1]_.

    Parameters
    ----------
    nodes : int
        Number of nodes, 1 to 20,000.
    rng : numpy.random.Generator
        Source of randomness.
    largest : int
        Distances are drawn from 0 to ``largest - 1``.

    Returns
    -------
    Tsp
        With explicit distances. Results are often quoted in units of ``largest``.

    Raises
    ------
    OptionError
        If a parameter is out of its range.

    References
    ----------
    .. [1] Cirasella, Johnson, McGeoch, Zhang (2001). The asymmetric traveling salesman problem:
           algorithms, instance generators, and tests. *ALENEX 2001*, LNCS 2153: 32-59 (class
           ``tmat``); the range is that of Kwon et al. (2021), *NeurIPS*.
    """
    check_count("nodes", nodes)
    check_count("largest", largest)
    if nodes > MATRIX_LIMIT or largest > 2**40:
        raise OptionError(f"at most {MATRIX_LIMIT} nodes and distances below 2^40 are possible")
    matrix = rng.integers(0, largest, (nodes, nodes))
    np.fill_diagonal(matrix, 0)
    return Tsp(Distances("EXPLICIT", None, closed(matrix)), f"atsp_tmat_{nodes}")


def closed(matrix: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the largest distances below these that obey the triangle inequality.

    O(n^3): lengths of shortest paths, which is where repeated min-plus products end.
    """
    shortest = matrix.copy()
    for k in range(shortest.shape[0]):
        np.minimum(shortest, shortest[:, k, None] + shortest[None, k], out=shortest)
    return shortest
