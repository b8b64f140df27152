"""The set of violated rows, kept while columns move: an array and the place of each row in it."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.kernels.rows import Floats, Ints, violation

Counter = NDArray[np.int64]


@njit(cache=True)
def insert(i: int, members: Ints, place: Ints, size: Counter) -> None:
    """Add ``i``, which is absent. ``size[0]`` counts the members. O(1)."""
    members[size[0]] = i
    place[i] = size[0]
    size[0] += 1


@njit(cache=True)
def remove(i: int, members: Ints, place: Ints, size: Counter) -> None:
    """Take out ``i``, which is present, by moving the last member to its place. O(1)."""
    size[0] -= 1
    last = members[size[0]]
    members[place[i]] = last
    place[last] = place[i]
    place[i] = -1


@njit(cache=True)
def file_row(i: int, violated: bool, members: Ints, place: Ints, size: Counter) -> None:
    """Put row ``i`` into the set or take it out. O(1)."""
    if violated and place[i] < 0:
        insert(i, members, place, size)
    elif not violated and place[i] >= 0:
        remove(i, members, place, size)


@njit(cache=True)
def rebuild(
    row_lower: Floats,
    row_upper: Floats,
    row_tol: Floats,
    act: Floats,
    members: Ints,
    place: Ints,
    size: Counter,
) -> None:
    """Build the set anew from the activities. O(m)."""
    size[0] = 0
    place[:] = -1
    for i in range(act.shape[0]):
        if violation(act[i], row_lower[i], row_upper[i]) > row_tol[i]:
            insert(i, members, place, size)
