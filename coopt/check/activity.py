"""Row activities in floating point, with a bound on their error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coopt.problem.csr import Csr, Floats
    from coopt.problem.milp import Milp

UNIT = 2.0**-53
"""Unit roundoff of a double."""


def activities(problem: Milp, x: Floats, whole: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Compute each row's activity and a bound on its error [1]_.

    Parameters
    ----------
    problem : Milp
        The problem.
    x : ndarray of float64, shape (n,)
        The point; each value stands for a number that rounds to it.
    whole : ndarray of bool, shape (n,)
        Where ``x`` is exactly a whole number.

    Returns
    -------
    activity : ndarray of float64, shape (m,)
        ``a @ x`` as computed.
    error : ndarray of float64, shape (m,)
        Bound on the distance to the activity in the decimals of the source. It is 0 for rows
        of whole numbers whose terms sum, in absolute value, to less than 2^53.

    Notes
    -----
    A row of k entries has k products and k - 1 sums, and its data, the values of ``x`` and this
    bound itself are rounded too: (k + 8) 2^-52 is above gamma_(k + 6). Numbers below the normal
    range, whose relative error is large, are covered by an absolute term, or in ``x`` by giving
    up (an infinite error).

    References
    ----------
    .. [1] Higham (2002). *Accuracy and Stability of Numerical Algorithms*, 2nd ed., section 3.1.
    """
    a = problem.a
    with np.errstate(all="ignore"):
        terms = x.take(a.indices)
        terms *= a.data
        activity = row_sums(a, terms)
        size = row_sums(a, np.abs(terms, out=terms))
        factor = (np.diff(a.indptr) + 8) * (2.0 * UNIT)
        error = factor * size + np.diff(a.indptr) * _underflow(x)
    exact = _whole_rows(problem, x, whole) & (size < 2.0**53)
    return activity, np.where(exact, 0.0, error)


def row_sums(a: Csr, terms: Floats) -> Floats:
    """Sum one term an entry over each row; an empty row has the sum 0."""
    sums = np.zeros(a.shape[0])
    filled = a.indptr[:-1] < a.indptr[1:]
    if terms.size:
        sums[filled] = np.add.reduceat(terms, a.indptr[:-1][filled])
    return sums


def _underflow(x: Floats) -> float:
    """Bound the absolute error that numbers below the normal range bring to one product."""
    size = np.abs(x)
    if np.any((size > 0.0) & (size < 2.0**-1022)):
        return np.inf
    return 2.0**-1073 * (1.0 + float(size.max(initial=0.0)))


def _whole_rows(problem: Milp, x: Floats, whole: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which rows have only whole coefficients and values, entries with x = 0 apart."""
    a = problem.a
    inexact = np.fromiter(problem.exact.get("a", {}), dtype=np.int64)
    fractional = a.data != np.rint(a.data)
    fractional[inexact] = True
    broken = np.zeros(0, dtype=np.bool_)
    if fractional.any():
        broken = fractional & (x != 0.0).take(a.indices)
    if not whole.all():
        spoilt = (~whole).take(a.indices)
        broken = broken | spoilt if broken.size else spoilt
    rows = np.ones(a.shape[0], dtype=np.bool_)
    filled = a.indptr[:-1] < a.indptr[1:]
    if broken.size:
        rows[filled] = ~np.logical_or.reduceat(broken, a.indptr[:-1][filled])
    return rows
