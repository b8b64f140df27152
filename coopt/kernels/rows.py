"""Rows and columns of a mixed-integer model as arrays, and the activities of its rows.

The objective is row ``m``, the last one, of a model with ``m`` rows. Its upper side is the
cutoff: infinite before there is an incumbent.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Indices = NDArray[np.int32]
Flags = NDArray[np.bool_]


class Rows(NamedTuple):
    """``row_lower <= A x <= row_upper``, a box, and which columns are integer.

    Parameters
    ----------
    row_ptr, row_col, row_val : ndarray, shapes (m + 2,), (nnz,), (nnz,)
        Compressed rows, the objective last; int64, int32, float64.
    col_ptr, col_row, col_val : ndarray, shapes (n + 1,), (nnz,), (nnz,)
        The same by columns; rows increase within a column, so the objective comes last.
    row_lower, row_upper, row_tol : ndarray of float64, shape (m + 1,)
        Sides of each row and the violation that counts as none.
    lower, upper : ndarray of float64, shape (n,)
        Box; integral for integer columns.
    integer : ndarray of bool, shape (n,)
        Columns that take integers only.
    """

    row_ptr: Ints
    row_col: Indices
    row_val: Floats
    col_ptr: Ints
    col_row: Indices
    col_val: Floats
    row_lower: Floats
    row_upper: Floats
    row_tol: Floats
    lower: Floats
    upper: Floats
    integer: Flags


@njit(cache=True)
def wide(index: int) -> int:
    """Return an index as int64, lest Numba compile its users for int32 too. O(1)."""
    return int(np.int64(index))


@njit(cache=True)
def violation(activity: float, lower: float, upper: float) -> float:
    """Return by how much an activity leaves ``[lower, upper]``. O(1)."""
    return max(0.0, lower - activity, activity - upper)


@njit(cache=True)
def activities(row_ptr: Ints, row_col: Indices, row_val: Floats, x: Floats, act: Floats) -> None:
    """Write ``A x`` to ``act``, shape (m + 1,). O(nnz)."""
    for i in range(act.shape[0]):
        total = 0.0
        for k in range(row_ptr[i], row_ptr[i + 1]):
            total += row_val[k] * x[row_col[k]]
        act[i] = total
