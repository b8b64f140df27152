"""A neighbourhood as a restricted problem: bounds, perhaps a row or other costs, and no ballast."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Csr, Floats, Ints, csr_from_triplets, entry_rows
from coopt.problem.milp import Milp

FIXED = 1e-9
SLACK = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class ExtraRow:
    """``values @ x[columns] <= upper``."""

    columns: Ints
    values: Floats
    upper: float


@dataclass(frozen=True, slots=True, eq=False)
class Restriction:
    """A neighbourhood: a smaller box, and perhaps a row or other costs."""

    lower: Floats
    upper: Floats
    row: ExtraRow | None = None
    costs: Floats | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SubProblem:
    """The restricted problem without its fixed columns.

    ``kept`` are the columns that are left, ``base`` a full vector with the fixed values.
    """

    problem: Milp
    kept: Ints
    base: Floats

    def back(self, x: Floats) -> Floats:
        """Return the full point that a point of the sub-problem stands for."""
        full = self.base.copy()
        full[self.kept] = x
        return full


def restrict(problem: Milp, restriction: Restriction, cutoff: float | None) -> SubProblem | None:
    """Build the sub-problem; None if a row without variables is violated. O(nonzeros).

    Parameters
    ----------
    problem : Milp
        The problem.
    restriction : Restriction
        The neighbourhood.
    cutoff : float or None
        Solutions must have a (true) objective of at most this, by a row.

    Notes
    -----
    Rows that the box satisfies are left out; building a model of the rest is what costs time.
    """
    low, high = restriction.lower, restriction.upper
    whole = problem
    if restriction.row is not None:
        whole = _with_row(whole, restriction.row)
    if cutoff is not None:
        priced = np.flatnonzero(problem.c)
        limit = ExtraRow(priced, problem.c[priced], cutoff - problem.offset)
        whole = _with_row(whole, limit)
    costs = problem.c if restriction.costs is None else restriction.costs
    if problem.sos or problem.indicators:
        n = problem.c.size
        plain = replace(whole, c=costs, lower=low, upper=high, exact={})
        return SubProblem(plain, np.arange(n), np.zeros(n))
    return _without_fixed(replace(whole, c=costs, lower=low, upper=high, exact={}))


def _with_row(problem: Milp, row: ExtraRow) -> Milp:
    a = problem.a
    data = np.concatenate([a.data, row.values])
    indices = np.concatenate([a.indices, row.columns.astype(np.int32)])
    indptr = np.append(a.indptr, data.size)
    return replace(
        problem,
        a=Csr(indptr, indices, data, (a.shape[0] + 1, a.shape[1])),
        row_lower=np.append(problem.row_lower, -np.inf),
        row_upper=np.append(problem.row_upper, row.upper),
        row_names=(),
    )


def _without_fixed(problem: Milp) -> SubProblem | None:
    a, m = problem.a, problem.a.shape[0]
    fixed = (problem.upper - problem.lower <= FIXED) & ~problem.semicontinuous
    base = np.where(fixed, problem.lower, 0.0)
    rows = entry_rows(a)
    loose = ~fixed[a.indices]
    constant = np.bincount(rows, weights=a.data * base[a.indices], minlength=m)
    row_lower, row_upper = problem.row_lower - constant, problem.row_upper - constant
    least, most = _activities(problem, rows, loose)
    count = np.bincount(rows[loose], minlength=m)
    slack = SLACK * np.maximum(1.0, np.abs(constant))
    if np.any((least > row_upper + slack) | (most < row_lower - slack)):
        return None
    needed = (count > 0) & ((least < row_lower) | (most > row_upper))
    return SubProblem(
        _columns_and_rows(problem, ~fixed, needed, rows, row_lower, row_upper, base),
        np.flatnonzero(~fixed),
        base,
    )


def _activities(problem: Milp, rows: Ints, loose: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return the least and the largest activity of each row over the loose columns."""
    a, m = problem.a, problem.a.shape[0]
    semi = problem.semicontinuous
    low = np.where(semi, np.minimum(problem.lower, 0.0), problem.lower)[a.indices[loose]]
    high = np.where(semi, np.maximum(problem.upper, 0.0), problem.upper)[a.indices[loose]]
    values = a.data[loose]
    with np.errstate(invalid="ignore"):
        ends = np.nan_to_num(np.stack([values * low, values * high]), posinf=np.inf, neginf=-np.inf)
    least = np.bincount(rows[loose], weights=ends.min(axis=0), minlength=m)
    most = np.bincount(rows[loose], weights=ends.max(axis=0), minlength=m)
    return least.astype(np.float64), most.astype(np.float64)


def _columns_and_rows(
    problem: Milp,
    columns: NDArray[np.bool_],
    needed: NDArray[np.bool_],
    rows: Ints,
    row_lower: Floats,
    row_upper: Floats,
    base: Floats,
) -> Milp:
    a = problem.a
    entries = columns[a.indices] & needed[rows]
    new_column = np.cumsum(columns) - 1
    new_row = np.cumsum(needed) - 1
    shape = (int(needed.sum()), int(columns.sum()))
    matrix, _ = csr_from_triplets(
        new_row[rows[entries]], new_column[a.indices[entries]], a.data[entries], shape
    )
    return replace(
        problem,
        c=problem.c[columns],
        a=matrix,
        row_lower=row_lower[needed],
        row_upper=row_upper[needed],
        lower=problem.lower[columns],
        upper=problem.upper[columns],
        integer=problem.integer[columns],
        semicontinuous=problem.semicontinuous[columns],
        offset=problem.offset + float(problem.c @ base),
        variable_names=(),
        row_names=(),
    )
