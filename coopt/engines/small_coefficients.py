"""Coefficients that engines would drop, scaled by powers of two until they are seen.

SCIP and HiGHS treat what is below about 1e-9 as zero. In ``5e-10 x <= 0.5`` that loses the row,
and the "optimal" answer of either engine is wrong by a factor of ten. Powers of two keep every
double exact, so the scaled problem is the same problem.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Csr, Floats, entry_rows
from coopt.problem.milp import Milp

# What engines drop, and what is scaled to keep clear of it.
DROPPED = 1e-9
SMALL = 1e-8
# A dropped term that cannot move its row by this much does not matter.
HARMLESS = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Scaled:
    """The same problem with larger coefficients.

    ``x = columns * x'``, with ``x'`` a point of ``problem``. ``complete`` is whether nothing that
    matters is still small; if not, an engine's bounds prove nothing.
    """

    problem: Milp
    columns: Floats
    complete: bool


def scale_small_coefficients(problem: Milp) -> Scaled:
    """Scale rows, then continuous columns, whose coefficients are all small; O(nonzeros)."""
    m, n = problem.a.shape
    size = np.abs(problem.a.data)
    if not (size[size > 0.0] < SMALL).any():
        return Scaled(problem, np.ones(n), True)
    rows, columns = entry_rows(problem.a), problem.a.indices
    needy = np.zeros(m, dtype=bool)
    needy[rows[(size > 0.0) & (size < SMALL)]] = True
    row_scale = np.where(needy, _power(_largest(rows, size, m)), 1.0)
    size = size * row_scale[rows]
    column_scale = _power(_largest(columns, size, n))
    movable = ~problem.integer & (_largest(columns, size, n) < SMALL)
    column_scale = np.where(movable, column_scale, 1.0)
    size = size * column_scale[columns]
    scaled = _apply(problem, row_scale, column_scale)
    reach = np.maximum(np.abs(scaled.lower), np.abs(scaled.upper))
    matters = (size > 0.0) & (size <= DROPPED)
    matters[matters] = size[matters] * reach[columns[matters]] > HARMLESS
    return Scaled(scaled, column_scale, not matters.any())


def _largest(groups: NDArray[np.integer], size: Floats, count: int) -> Floats:
    out = np.zeros(count)
    np.maximum.at(out, groups, size)
    return out


def _power(largest: Floats) -> Floats:
    """Return the power of two that brings each value into [0.5, 1); 1 for zero."""
    return np.where(largest > 0.0, np.ldexp(1.0, -np.frexp(largest)[1]), 1.0)


def _apply(problem: Milp, rows: Floats, columns: Floats) -> Milp:
    a = problem.a
    factor = rows[entry_rows(a)] * columns[a.indices]
    factors = {
        "a": factor,
        "c": columns,
        "row_lower": rows,
        "row_upper": rows,
        "lower": 1.0 / columns,
        "upper": 1.0 / columns,
        "offset": np.ones(1),
    }
    exact = {
        what: {k: v * Fraction(float(factors[what][k])) for k, v in values.items()}
        for what, values in problem.exact.items()
    }
    return replace(
        problem,
        a=Csr(a.indptr, a.indices, a.data * factor, a.shape),
        c=problem.c * columns,
        row_lower=problem.row_lower * rows,
        row_upper=problem.row_upper * rows,
        lower=problem.lower / columns,
        upper=problem.upper / columns,
        exact=exact,
    )
