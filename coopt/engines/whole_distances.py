"""Distances and amounts as whole numbers, for engines that know no others."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coopt.check.sequence import decimal
from coopt.problem.distances import Distances, distance_matrix

LARGEST_MATRIX = 5_000
"""Engines that want all distances at once take no more nodes than this."""
AMOUNT = 10**12
"""Sums of amounts stay below this."""


def whole_matrix(
    distances: Distances, span: float, upwards: bool = False
) -> tuple[NDArray[np.int64], float]:
    """Return distances as whole numbers, and their scale; O(n^2).

    Parameters
    ----------
    distances : Distances
        Of at most 5,000 nodes.
    span : float
        Whole distances up to this are taken as they are; all others are scaled so that the
        largest is about this, and rounded.
    upwards : bool
        Round up, so that what is short enough when scaled is short enough.

    Returns
    -------
    matrix : ndarray of int64, shape (n, n)
        The scaled distances; a copy.
    scale : float
        What they were multiplied by.
    """
    matrix: NDArray[Any] = distance_matrix(distances)
    largest = float(np.abs(matrix).max(initial=0))
    if largest == 0.0 or (distances.integral and largest <= span):
        return matrix.astype(np.int64), 1.0
    scale = span / largest
    scaled = matrix * scale
    whole = np.ceil(scaled - 1e-9) if upwards else np.rint(scaled)
    np.fill_diagonal(whole, 0)
    return whole.astype(np.int64), scale


def has_negatives(distances: Distances) -> bool:
    """Whether a distance is negative, which only a matrix can have; O(n^2)."""
    return distances.rule == "EXPLICIT" and bool(distance_matrix(distances).min(initial=0) < 0)


def without_negatives(
    matrix: NDArray[np.int64], open_routes: bool = False
) -> tuple[NDArray[np.int64], int]:
    """Add a constant to each arrival at and departure from a customer, if a distance is negative.

    All routes through the same customers then cost more by the same amount.

    Parameters
    ----------
    matrix : ndarray of int64, shape (n, n)
        Distances; node 0 is the depot.
    open_routes : bool
        Whether the ways back to the depot cost nothing; then departures stay as they are.

    Returns
    -------
    matrix : ndarray of int64, shape (n, n)
        Distances that are not negative.
    added : int
        By how much each solution costs more.
    """
    lowest = int(matrix.min(initial=0))
    if lowest >= 0:
        return matrix, 0
    moved = matrix.copy()
    moved[:, 1:] -= lowest
    if not open_routes:
        moved[1:, :] -= lowest
    np.fill_diagonal(moved, 0)
    sides = 1 if open_routes else 2
    return moved, -lowest * sides * (matrix.shape[0] - 1)


def whole_amounts(
    amounts: ArrayLike, limit: float, at_most: bool = True
) -> tuple[NDArray[np.int64], int]:
    """Scale amounts and their limit to whole numbers: exactly if they stay small enough.

    Parameters
    ----------
    amounts : array_like, shape (n,)
        Not negative.
    limit : float
        Of a sum of amounts.
    at_most : bool
        Whether sums must not exceed the limit, or else must reach it. Rounding, where it is
        needed, is to the safe side.

    Returns
    -------
    amounts : ndarray of int64, shape (n,)
        Scaled amounts.
    limit : int
        Scaled limit.
    """
    exact = [decimal(value) for value in np.asarray(amounts, dtype=float).tolist()]
    bound = decimal(limit)
    scale = math.lcm(*{v.denominator for v in (*exact, bound)})
    whole, top = [int(v * scale) for v in exact], int(bound * scale)
    common = math.gcd(*whole, top) or 1
    whole, top = [v // common for v in whole], top // common
    most = max(sum(whole), top)
    if most > AMOUNT:
        down = [v * AMOUNT // most for v in whole]
        up = [-(-v * AMOUNT // most) for v in whole]
        whole = up if at_most else down
        top = top * AMOUNT // most if at_most else -(-top * AMOUNT // most)
    return np.array(whole, dtype=np.int64), top
