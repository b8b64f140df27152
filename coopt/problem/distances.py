"""Distances of nodes: TSPLIB's rules on coordinates, or an explicit matrix; computed lazily."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coopt.errors import InstanceError
from coopt.problem.csr import Floats

Rule = Literal[
    "EXPLICIT", "EUC_2D", "CEIL_2D", "ATT", "GEO", "MAN_2D", "MAX_2D", "EUC_3D", "EUCLIDEAN"
]
RULES: tuple[str, ...] = get_args(Rule)
INTEGER_RULES = frozenset(RULES) - {"EXPLICIT", "EUCLIDEAN"}
GEO_PI = 3.141592
"""TSPLIB's value; the true one moves some distances by one."""
EARTH_KM = 6378.388
MATRIX_LIMIT = 20_000
"""Nothing of size n^2 is made for more nodes than this."""


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """Distances of ``n`` nodes.

    Parameters
    ----------
    rule : str
        ``EXPLICIT`` takes ``matrix``; the others compute from ``points`` as TSPLIB defines [1]_:
        ``EUC_2D`` rounds to the nearest integer, ``CEIL_2D`` up, ``ATT`` is pseudo-Euclidean,
        ``GEO`` takes degrees.minutes and gives kilometres, ``MAN_2D`` and ``MAX_2D`` round the
        sum and the maximum. ``EUCLIDEAN`` is not rounded.
    points : ndarray of float64, shape (n, 2) or (n, 3), optional
        Coordinates; beside an explicit matrix they only serve to draw.
    matrix : ndarray of int64 or float64, shape (n, n), optional
        ``matrix[i, j]`` from i to j; the diagonal is 0.

    Raises
    ------
    InstanceError
        If the parts do not fit the rule, or a number is not finite.

    References
    ----------
    .. [1] Reinelt (1995). TSPLIB 95. Universität Heidelberg.
    """

    rule: str
    points: Floats | None = None
    matrix: NDArray[Any] | None = None

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise InstanceError(f"there is no distance rule {self.rule}: {', '.join(RULES)}")
        for name in ("points", "matrix"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, np.ndarray):
                object.__setattr__(self, name, as_numbers(name, value))
        if self.rule == "EXPLICIT":
            _check_matrix(self.matrix)
        else:
            _check_points(self.points, 3 if self.rule == "EUC_3D" else 2)

    @property
    def n(self) -> int:
        """Number of nodes."""
        shown = self.matrix if self.points is None else self.points
        return 0 if shown is None else int(shown.shape[0])

    @property
    def integral(self) -> bool:
        """Whether every distance is a whole number."""
        if self.rule == "EXPLICIT":
            return self.matrix is not None and self.matrix.dtype.kind == "i"
        return self.rule in INTEGER_RULES

    @property
    def symmetric(self) -> bool:
        """Whether every distance is the same in both directions; O(n^2) for a matrix."""
        if self.rule != "EXPLICIT" or self.matrix is None:
            return True
        return bool(np.array_equal(self.matrix, self.matrix.T))


def as_numbers(name: str, value: ArrayLike) -> Floats:
    """Return what was given in place of an array as floats.

    Raises
    ------
    InstanceError
        If it holds no numbers, or rows of different lengths.
    """
    try:
        return np.array(value, dtype=float)
    except (TypeError, ValueError):
        raise InstanceError(f"{name} is no list of numbers") from None


def explicit(matrix: ArrayLike, points: ArrayLike | None = None) -> Distances:
    """Return the distances of a matrix; whole numbers are kept as such, the diagonal as 0."""
    values = np.array(matrix)
    if values.dtype.kind not in "iuf":
        values = values.astype(float)
    # Before all else: what stands on the diagonal says nothing about the distances.
    if values.ndim == 2 and values.shape[0] == values.shape[1]:
        np.fill_diagonal(values, 0)
    whole = values.dtype.kind in "iu" or (
        bool(np.isfinite(values).all()) and bool((values == np.rint(values)).all())
    )
    values = values.astype(np.int64 if whole and np.abs(values).max(initial=0) < 2**52 else float)
    where = None if points is None else np.asarray(points, dtype=float)
    return Distances("EXPLICIT", where, values)


def between(distances: Distances, a: ArrayLike, b: ArrayLike) -> NDArray[Any]:
    """Return the distances from nodes ``a`` to nodes ``b``, broadcast; int64 or float64."""
    i, j = np.asarray(a), np.asarray(b)
    if distances.matrix is not None and distances.rule == "EXPLICIT":
        return np.asarray(distances.matrix[i, j])
    assert distances.points is not None
    lengths = _by_rule(distances.rule, distances.points[i], distances.points[j])
    return np.where(i == j, 0, lengths)


def distance_matrix(distances: Distances) -> NDArray[Any]:
    """Return all distances, shape (n, n).

    Raises
    ------
    InstanceError
        If there are more than 20,000 nodes.
    """
    n = distances.n
    if distances.matrix is not None and distances.rule == "EXPLICIT":
        return distances.matrix
    if n > MATRIX_LIMIT:
        raise InstanceError(f"a distance matrix of {n} nodes is too large (limit {MATRIX_LIMIT})")
    nodes = np.arange(n)
    matrix = np.empty((n, n), dtype=np.int64 if distances.integral else float)
    for i in range(n):
        matrix[i] = between(distances, i, nodes)
    return matrix


def tour_length(distances: Distances, order: NDArray[np.int64]) -> float:
    """Return the length of the closed tour; exact for whole numbers, else correctly rounded."""
    return path_length(distances, np.append(order, order[:1]))


def path_length(distances: Distances, order: NDArray[np.int64]) -> float:
    """Return the length of the path through ``order``."""
    lengths = between(distances, order[:-1], order[1:])
    if distances.integral:
        return float(lengths.sum())
    return math.fsum(lengths.tolist())


def _by_rule(rule: str, p: Floats, q: Floats) -> NDArray[Any]:
    if rule == "GEO":
        return _geographical(p, q)
    apart = np.abs(p - q)
    if rule == "MAN_2D":
        return _nearest(apart.sum(axis=-1))
    if rule == "MAX_2D":
        return np.asarray(_nearest(apart).max(axis=-1))
    square = (apart * apart).sum(axis=-1)
    if rule == "EUCLIDEAN":
        return np.asarray(np.sqrt(square))
    if rule == "CEIL_2D":
        return np.asarray(np.ceil(np.sqrt(square)), dtype=np.int64)
    if rule == "ATT":
        root = np.sqrt(square / 10.0)
        near = _nearest(root)
        return np.asarray(near + (near < root))
    return _nearest(np.sqrt(square))


def _nearest(values: NDArray[Any]) -> NDArray[np.int64]:
    """TSPLIB's nint: halves go up, where NumPy's rint goes to even."""
    return np.asarray(np.floor(np.asarray(values) + 0.5), dtype=np.int64)


def radians(points: Floats) -> Floats:
    """Return TSPLIB's latitudes and longitudes, from degrees.minutes; shape of ``points``."""
    whole = np.trunc(points)
    return np.asarray(GEO_PI * (whole + 5.0 * (points - whole) / 3.0) / 180.0)


def _geographical(p: Floats, q: Floats) -> NDArray[np.int64]:
    a, b = radians(p), radians(q)
    q1 = np.cos(a[..., 1] - b[..., 1])
    q2 = np.cos(a[..., 0] - b[..., 0])
    q3 = np.cos(a[..., 0] + b[..., 0])
    cosine = np.clip(0.5 * ((1.0 + q1) * q2 - (1.0 - q1) * q3), -1.0, 1.0)
    return np.asarray(np.trunc(EARTH_KM * np.arccos(cosine) + 1.0), dtype=np.int64)


def _check_points(points: Floats | None, width: int) -> None:
    if points is None or points.ndim != 2 or points.shape[1] != width:
        shape = None if points is None else points.shape
        raise InstanceError(f"coordinates have shape {shape}, expected (n, {width})")
    if not np.isfinite(points).all():
        i = int(np.flatnonzero(~np.isfinite(points).all(axis=1))[0])
        raise InstanceError(f"node {i} has coordinates {points[i].tolist()}, not finite numbers")


def _check_matrix(matrix: NDArray[Any] | None) -> None:
    if matrix is None or matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        shape = None if matrix is None else matrix.shape
        raise InstanceError(f"the distance matrix has shape {shape}, expected (n, n)")
    if not np.isfinite(matrix).all():
        i, j = (int(v[0]) for v in np.nonzero(~np.isfinite(matrix)))
        raise InstanceError(f"the distance from {i} to {j} is {matrix[i, j]}, not finite")
