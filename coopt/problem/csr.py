"""A sparse matrix by rows: three arrays and a shape, without importing SciPy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Csr:
    """A sparse matrix in compressed row form.

    Parameters
    ----------
    indptr : ndarray of int64, shape (m + 1,)
        Row ``i`` holds the entries ``indptr[i]:indptr[i + 1]``.
    indices : ndarray of int32, shape (nnz,)
        Column of each entry; within a row each column at most once.
    data : ndarray of float64, shape (nnz,)
        Value of each entry.
    shape : tuple of int
        ``(m, n)``.
    """

    indptr: Ints
    indices: NDArray[np.int32]
    data: Floats
    shape: tuple[int, int]


def csr_from_triplets(
    rows: NDArray[np.integer], columns: NDArray[np.integer], values: Floats, shape: tuple[int, int]
) -> tuple[Csr, Ints]:
    """Sort triplets by row, then column; duplicates are kept as they are.

    Returns
    -------
    matrix : Csr
        The matrix.
    order : ndarray of int64, shape (nnz,)
        Entry ``k`` of the matrix is triplet ``order[k]``.
    """
    key = rows.astype(np.int64) * max(shape[1], 1) + columns
    order = np.argsort(key, kind="stable")
    indptr = np.zeros(shape[0] + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=shape[0]), out=indptr[1:])
    indices = columns[order].astype(np.int32)
    return Csr(indptr, indices, np.ascontiguousarray(values[order], dtype=float), shape), order


def entry_rows(matrix: Csr) -> Ints:
    """Return the row of each entry, shape (nnz,)."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


def product(matrix: Csr, x: Floats) -> Floats:
    """Multiply by a vector of shape (n,); the result has shape (m,)."""
    terms = matrix.data * x[matrix.indices]
    sums = np.bincount(entry_rows(matrix), weights=terms, minlength=matrix.shape[0])
    return sums.astype(np.float64, copy=False)


def transpose(matrix: Csr) -> Csr:
    """Return the transpose, whose rows are the columns of ``matrix``."""
    m, n = matrix.shape
    turned, _ = csr_from_triplets(
        matrix.indices.astype(np.int64), entry_rows(matrix), matrix.data, (n, m)
    )
    return turned


def dense(matrix: Csr) -> Floats:
    """Return the matrix as a dense array, shape (m, n); duplicates are summed."""
    out = np.zeros(matrix.shape)
    np.add.at(out, (entry_rows(matrix), matrix.indices), matrix.data)
    return out
