"""Distances inside kernels: whole numbers, from a matrix or from coordinates on the fly."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.problem.csr import Floats
from coopt.problem.distances import EARTH_KM, Distances, distance_matrix, radians

MATRIX, EUC, CEIL, ATT, GEO, MAN, MAX = range(7)
_KINDS = {"EUC_2D": EUC, "CEIL_2D": CEIL, "ATT": ATT, "GEO": GEO, "MAN_2D": MAN, "MAX_2D": MAX}
SPAN = 1e7
"""Real distances are scaled so that their largest is about this, and rounded."""
LARGEST = 5e8
"""Whole distances up to this are taken as they are: a 32-bit integer holds a sum of four."""
SLOW_RULES_AS_MATRIX = 3_000


class Metric(NamedTuple):
    """Arguments of `distance`, the same types for every problem, so that kernels compile once.

    ``x`` and ``y`` have shape (n,), ``matrix`` (n, n) of int32 or (0, 0). A kernel's lengths
    divided by ``scale`` are the problem's: exactly if ``exact``, else up to rounding.
    """

    kind: int
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    matrix: NDArray[np.int32]
    scale: float
    exact: bool


def metric_of(distances: Distances) -> Metric:
    """Return the kernels' form of distances; O(n), or O(n^2) for a matrix.

    Raises
    ------
    InstanceError
        If a rule without a formula in the kernels has more than 20,000 nodes.
    """
    rule = distances.rule
    slow = rule in ("ATT", "GEO") and distances.n <= SLOW_RULES_AS_MATRIX
    if rule in ("EXPLICIT", "EUC_3D") or slow:
        return _from_matrix(distance_matrix(distances))
    assert distances.points is not None
    points = radians(distances.points) if rule == "GEO" else distances.points
    extent = float(np.ptp(points, axis=0).max(initial=0.0)) if points.size else 0.0
    if rule == "EUCLIDEAN" or (rule != "GEO" and extent > LARGEST):
        scale = SPAN / extent if extent > 0 else 1.0
        moved = (points - points.min(axis=0)) * scale
        return _from_points(_KINDS.get(rule, EUC), moved, scale, exact=False)
    return _from_points(_KINDS[rule], points, 1.0, exact=True)


def _from_points(kind: int, points: NDArray[np.float64], scale: float, exact: bool) -> Metric:
    x, y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
    return Metric(kind, x, y, np.zeros((0, 0), dtype=np.int32), scale, exact)


def _from_matrix(matrix: NDArray[Any]) -> Metric:
    largest = float(np.abs(matrix).max(initial=0))
    exact = matrix.dtype.kind == "i" and largest <= LARGEST
    scale = 1.0 if exact or largest == 0.0 else SPAN / largest
    whole = matrix if exact else np.rint(matrix * scale)
    nothing = np.zeros(0)
    return Metric(MATRIX, nothing, nothing, np.ascontiguousarray(whole, np.int32), scale, exact)


@njit(cache=True, inline="always")
def distance(
    kind: int, x: Floats, y: Floats, matrix: NDArray[np.int32], i: int, j: int
) -> np.int64:
    """Return the distance from i to j, a whole number (int64); 0 if i is j. O(1)."""
    if kind == MATRIX:
        return np.int64(matrix[i, j])
    if i == j:
        return np.int64(0)
    dx, dy = x[i] - x[j], y[i] - y[j]
    if kind == EUC:
        return np.int64(np.sqrt(dx * dx + dy * dy) + 0.5)
    if kind == CEIL:
        return np.int64(np.ceil(np.sqrt(dx * dx + dy * dy)))
    if kind == ATT:
        root = np.sqrt((dx * dx + dy * dy) / 10.0)
        near = np.int64(root + 0.5)
        return near + 1 if near < root else near
    if kind == GEO:
        q1, q2, q3 = np.cos(dy), np.cos(dx), np.cos(x[i] + x[j])
        cosine = 0.5 * ((1.0 + q1) * q2 - (1.0 - q1) * q3)
        return np.int64(EARTH_KM * np.arccos(min(1.0, max(-1.0, cosine))) + 1.0)
    if kind == MAN:
        return np.int64(abs(dx) + abs(dy) + 0.5)
    return max(np.int64(abs(dx) + 0.5), np.int64(abs(dy) + 0.5))


@njit(cache=True)
def tour_cost(
    kind: int, x: Floats, y: Floats, matrix: NDArray[np.int32], order: NDArray[np.int32]
) -> np.int64:
    """Return the length of the closed tour through ``order``. O(n)."""
    total = np.int64(0)
    for k in range(order.shape[0]):
        total += distance(kind, x, y, matrix, order[k - 1], order[k])
    return total
