"""Candidate neighbours by distance: the nearest ones, and the nearest ones in each quadrant."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.kernels.metric import distance
from coopt.problem.csr import Floats

Nodes = NDArray[np.int32]

EXACT_QUADRANTS = 4_000
"""Up to so many points all pairs are looked at; above, quadrants are filled from the nearest."""
SEEN = 32
BLOCK = 2**24


def nearest_by_points(points: Floats, k: int) -> Nodes:
    """Return the k nearest other points of each, in order; shape (n, k). O(n log n)."""
    # A fifth of a second to import, which few points do not need.
    from scipy.spatial import cKDTree

    n = points.shape[0]
    _, found = cKDTree(points).query(points, k=min(n, k + 1))
    others = found.reshape(n, -1).astype(np.int32)
    # Of equal points any may come first, so the point itself can be anywhere, or be missing.
    itself = others == np.arange(n, dtype=np.int32)[:, None]
    itself[~itself.any(axis=1), -1] = True
    return np.ascontiguousarray(others[~itself].reshape(n, -1))


def nearest_by_matrix(matrix: NDArray[Any], k: int) -> Nodes:
    """Return the k nearest other nodes of each by its row, in order; shape (n, k). O(n^2)."""
    n = matrix.shape[0]
    k = min(k, n - 1)
    near = np.empty((n, k), dtype=np.int32)
    step = max(1, BLOCK // n)
    for begin in range(0, n, step):
        rows = matrix[begin : begin + step].astype(np.int64)
        here = np.arange(rows.shape[0])
        rows[here, here + begin] = np.iinfo(np.int64).max
        part = np.sort(np.argpartition(rows, k - 1, axis=1)[:, :k], axis=1)
        order = np.argsort(np.take_along_axis(rows, part, axis=1), axis=1, kind="stable")
        near[begin : begin + step] = np.take_along_axis(part, order, axis=1)
    return near


def quadrant_neighbours(x: Floats, y: Floats, each: int, k: int) -> Nodes:
    """Return k neighbours of each point: the nearest ``each`` per quadrant, then the nearest.

    Shape (n, min(k, n - 1)), nearest first. At most ``each`` are at the point itself, where
    others can be had. O(n^2) up to `EXACT_QUADRANTS` points, else O(n log n).
    """
    n = x.shape[0]
    k = min(k, n - 1)
    if n <= EXACT_QUADRANTS:
        pool = np.zeros((0, 0), dtype=np.int32)
    else:
        pool = nearest_by_points(np.stack((x, y), axis=1), SEEN)
    near = np.empty((n, k), dtype=np.int32)
    fill_quadrants(x, y, pool, each, near)
    return near


@njit(cache=True, nogil=True)
def fill_quadrants(x: Floats, y: Floats, pool: Nodes, each: int, near: Nodes) -> None:
    """Write quadrant neighbours to ``near``, from the rows of ``pool`` or from all points.

    O(n * pool), with all points as pool where it is empty.
    """
    n, k = near.shape
    listed = pool.shape[1] if pool.shape[0] > 0 else n
    # Per quadrant, for copies of the point (4) and for all together (5): the nearest ones.
    size = np.zeros(6, dtype=np.int64)
    who = np.zeros((6, max(each, k)), dtype=np.int64)
    apart = np.zeros((6, max(each, k)))
    for i in range(n):
        size[:] = 0
        for c in range(listed):
            j = np.int64(pool[i, c]) if pool.shape[0] > 0 else c
            if j == i:
                continue
            dx, dy = x[j] - x[i], y[j] - y[i]
            square = dx * dx + dy * dy
            if dx == 0.0 and dy == 0.0:
                quadrant = 4
            elif dx > 0.0:
                quadrant = 0 if dy >= 0.0 else 3
            elif dx < 0.0:
                quadrant = 2 if dy <= 0.0 else 1
            else:
                quadrant = 1 if dy > 0.0 else 3
            if size[quadrant] < each or square < apart[quadrant, each - 1]:
                insert_near(who, apart, size, quadrant, each, j, square)
            if size[5] < k or square < apart[5, k - 1]:
                insert_near(who, apart, size, 5, k, j, square)
        choose(who, apart, size, near[i])


@njit(cache=True, nogil=True)
def insert_near(
    who: NDArray[np.int64],
    apart: Floats,
    size: NDArray[np.int64],
    slot: int,
    cap: int,
    j: int,
    square: float,
) -> None:
    """Put a neighbour in its place in a slot of at most ``cap``, the last falls out. O(cap)."""
    if size[slot] < cap:
        size[slot] += 1
    place = size[slot] - 1
    while place > 0 and apart[slot, place - 1] > square:
        apart[slot, place] = apart[slot, place - 1]
        who[slot, place] = who[slot, place - 1]
        place -= 1
    apart[slot, place] = square
    who[slot, place] = j


@njit(cache=True, nogil=True)
def choose(who: NDArray[np.int64], apart: Floats, size: NDArray[np.int64], near: Nodes) -> None:
    """Merge the slots of one point into ``near``: quadrants first, then the nearest; sorted.

    O(k^2).
    """
    k, count = near.shape[0], 0
    far = np.empty(k)
    # First the nearest of each quadrant, then the second ones, and so on.
    for slot in range(5 * who.shape[1]):
        rank, quadrant = slot // 5, slot % 5
        if rank < size[quadrant] and count < k:
            near[count] = who[quadrant, rank]
            far[count] = apart[quadrant, rank]
            count += 1
    for c in range(size[5]):
        if count == k:
            break
        known = False
        for q in range(count):
            if near[q] == who[5, c]:
                known = True
        if not known:
            near[count] = who[5, c]
            far[count] = apart[5, c]
            count += 1
    for i in range(1, k):
        city, square, place = near[i], far[i], i
        while place > 0 and far[place - 1] > square:
            near[place], far[place] = near[place - 1], far[place - 1]
            place -= 1
        near[place], far[place] = city, square


@njit(cache=True, nogil=True)
def neighbour_distances(
    kind: int, x: Floats, y: Floats, matrix: Nodes, near: Nodes, far: Nodes
) -> None:
    """Write the distances to candidate neighbours to ``far``. O(n k)."""
    n, k = near.shape
    for i in range(n):
        for c in range(k):
            far[i, c] = distance(kind, x, y, matrix, i, near[i, c])
