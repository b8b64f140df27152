"""Rows with coefficients that engines would drop, scaled by powers of two until they are seen.

SCIP and HiGHS treat what is below about 1e-9 as zero. In ``5e-10 x <= 0.5`` that loses the row,
and the "optimal" answer of either engine is wrong by a factor of ten. Powers of two keep every
double exact, so the scaled problem is the same problem.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from coopt.problem.csr import Csr, Floats, entry_rows
from coopt.problem.milp import Milp

# What engines drop, and what is scaled to keep clear of it.
DROPPED = 1e-9
SMALL = 1e-8
# A dropped term that cannot move its row by this much does not matter.
HARMLESS = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Scaled:
    """The same problem, in the same variables, with larger coefficients.

    ``complete`` is whether nothing that matters would still be dropped; if not, an engine's bounds
    prove nothing.
    """

    problem: Milp
    complete: bool


def scale_small_coefficients(problem: Milp) -> Scaled:
    """Scale each row with a small coefficient to a geometric mean of about 1; O(nonzeros)."""
    size = np.abs(problem.a.data)
    small = (size > 0.0) & (size < SMALL)
    if not small.any():
        return Scaled(problem, True)
    rows = entry_rows(problem.a)
    needy = np.zeros(problem.a.shape[0], dtype=bool)
    needy[rows[small]] = True
    factor = np.where(needy, _power(rows, size, needy.size), 1.0)
    reach = np.maximum(np.abs(problem.lower), np.abs(problem.upper))[problem.a.indices]
    size = size * factor[rows]
    lost = (size > 0.0) & (size <= DROPPED)
    lost[lost] = size[lost] * reach[lost] > HARMLESS
    return Scaled(_apply(problem, factor), not lost.any())


def _power(rows: np.ndarray[tuple[int], np.dtype[np.int64]], size: Floats, m: int) -> Floats:
    """Return the power of two next to ``1 / sqrt(smallest * largest)`` of each row."""
    largest, smallest = np.zeros(m), np.full(m, np.inf)
    np.maximum.at(largest, rows, size)
    np.minimum.at(smallest, rows, np.where(size > 0.0, size, np.inf))
    middle = np.ones(m)
    used = largest > 0.0
    middle[used] = np.sqrt(smallest[used]) * np.sqrt(largest[used])
    return np.ldexp(1.0, -np.frexp(middle)[1])


def _apply(problem: Milp, factor: Floats) -> Milp:
    a = problem.a
    by_entry = factor[entry_rows(a)]
    by_field = {"a": by_entry, "row_lower": factor, "row_upper": factor}
    exact = {
        what: {
            k: v * Fraction(float(by_field[what][k])) if what in by_field else v
            for k, v in values.items()
        }
        for what, values in problem.exact.items()
    }
    return replace(
        problem,
        a=Csr(a.indptr, a.indices, a.data * by_entry, a.shape),
        row_lower=problem.row_lower * factor,
        row_upper=problem.row_upper * factor,
        exact=exact,
    )
