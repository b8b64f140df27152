"""Pairs of nodes whose exchange in the order is worth a trial [1]_.

References
----------
.. [1] Deng, Bello, Aragam, Ravikumar (2023). Optimizing NOTEARS objectives via topological swaps.
       *ICML 2023*.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from coopt.methods.topo.acyclicity import Acyclicity
from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Bools

Pairs = list[tuple[int, int]]


class Sizes(NamedTuple):
    """Sizes of the small and the large set, and how often the large one may be searched."""

    small: int
    large: int
    searches: int


def published_sizes(d: int, linear: bool = True) -> Sizes:
    """Return the authors' defaults for d nodes."""
    if not linear:
        pairs = d * (d - 1) // 2
        return Sizes(min(d, pairs), min(3 * d, pairs), 1)
    most = min(math.floor(math.sqrt(d) * (d - 1) * math.log10(max(d, 2))), d * (d - 1) // 2)
    return Sizes(min(3 * d // 2, most), max(3 * d // 2, most), min(max(d // 10, 1), 1))


def candidate_pairs(
    weights: Floats, order: Ints, acyclicity: Acyclicity, sizes: Sizes
) -> tuple[Pairs, Pairs]:
    """Return the small set, and what the large one has besides.

    A pair (i, j) stands for the edge i -> j that the order forbids, as j is before i. Entries of
    the gradient of h say how strongly j precedes i; the small ones are candidates, ties included.
    """
    gradient = acyclicity(np.abs(weights))[1]
    position = np.argsort(order)
    backward: Bools = position[:, None] > position
    values = np.sort(gradient[backward])
    if values.size == 0:
        return [], []
    limits = [values[min(max(size, 1), values.size) - 1] for size in (sizes.small, sizes.large)]
    small = backward & (gradient <= limits[0])
    large = backward & (gradient <= limits[1]) & ~small
    return _pairs(small), _pairs(large)


def _pairs(chosen: Bools) -> Pairs:
    return [(int(i), int(j)) for i, j in np.argwhere(chosen)]
