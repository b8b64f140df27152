"""Points in the plane, and what all generators of routing problems do with them."""

from __future__ import annotations

import numpy as np

from coopt.errors import OptionError
from coopt.problem.csr import Floats
from coopt.problem.distances import Distances


def distances_of(points: Floats, scale: float) -> Distances:
    """Return Euclidean distances of points in the unit square.

    Parameters
    ----------
    points : ndarray of float64, shape (n, 2)
        Coordinates.
    scale : float
        0 leaves distances as they are; with another number, coordinates are multiplied by it
        and rounded, and distances are whole by TSPLIB's rule ``EUC_2D``.

    Raises
    ------
    OptionError
        If the scale is negative or not finite.
    """
    if not (np.isfinite(scale) and scale >= 0.0):
        raise OptionError(f"scale is {scale:g}, expected 0 or a number above")
    if scale == 0.0:
        return Distances("EUCLIDEAN", points)
    return Distances("EUC_2D", np.rint(points * scale) + 0.0)


def check_count(what: str, count: int, least: int = 1) -> None:
    """Raise `OptionError` if a count is below the least that makes sense."""
    if count < least:
        raise OptionError(f"{what} is {count}, expected at least {least}")


def by_size(n: int, sizes: tuple[int, ...], values: tuple[float, ...]) -> float:
    """Return the value that belongs to a size: linear between sizes, constant outside."""
    return float(np.interp(n, sizes, values))
