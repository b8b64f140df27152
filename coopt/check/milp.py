"""Fast check of a mixed-integer candidate in floating point, safe against its own rounding."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from coopt.check.box import inner_box
from coopt.check.evaluation import Evaluation
from coopt.check.milp_columns import column_violations, set_violation
from coopt.check.milp_rows import exact_row_excess, row_violations
from coopt.check.point import Point, exact_point, nearest_double
from coopt.check.violation import side_scale

if TYPE_CHECKING:
    from coopt.problem.csr import Floats
    from coopt.problem.milp import Milp

_SNAP = 1e-6
"""Excess over a bound, relative to ``max(1, |bound|)``, that counts as rounding of an engine."""


def round_integers(problem: Milp, x: Floats) -> Floats:
    """Move a candidate onto the whole numbers and bounds that it means.

    Integer variables become the nearest whole number within their bounds; a continuous value
    beyond a bound by at most 1e-6, scaled, becomes the bound; a semi-continuous one within 1e-6
    of zero becomes zero; -0.0 becomes 0.0.

    Parameters
    ----------
    problem : Milp
        The problem.
    x : ndarray of float64, shape (n,)
        The candidate, unchanged by this.

    Returns
    -------
    ndarray of float64, shape (n,)
        The point; what has another shape or is not finite comes back as it is.
    """
    raw = np.asarray(x, dtype=float)
    if not _is_point(problem, raw):
        return raw
    near = np.where(problem.integer, np.rint(raw), raw)
    lower, upper = inner_box(problem)
    clipped = np.clip(near, lower, upper)
    scale = np.maximum(1.0, np.abs(clipped))
    moves = problem.integer | (np.abs(clipped - near) <= _SNAP * scale)
    point = np.where(moves, clipped, near)
    # Below the normal range a double has few digits, and no rounding bound holds.
    zero = (np.abs(point) < 1e-300) | (problem.semicontinuous & (np.abs(near) <= _SNAP))
    zero &= problem.semicontinuous | ((lower <= 0.0) & (upper >= 0.0))
    return np.where(zero, 0.0, point) + 0.0


def evaluate(problem: Milp, x: Floats, tolerance: float = 1e-6) -> Evaluation:
    """Compute the objective of a candidate and bound its largest violation from above.

    Parameters
    ----------
    problem : Milp
        The problem.
    x : ndarray of float64, shape (n,)
        The candidate, each value standing for the decimal that ``repr`` prints.
    tolerance : float
        Largest violation, divided by ``max(1, |side|)``, of a point that counts as feasible.

    Returns
    -------
    Evaluation
        ``feasible`` implies that `coopt.check.exact_milp.certify` says at least ``tolerance``.
        A candidate of another shape, or with a value that is not finite, is infeasible.
    """
    raw = np.asarray(x, dtype=float)
    if not _is_point(problem, raw):
        return Evaluation(math.inf, math.inf, False)
    point = exact_point(raw, {})
    columns = float(column_violations(problem, point).max(initial=0.0))
    violation = max(columns, set_violation(problem, point))
    violation = max(violation, _rows(problem, point, tolerance))
    return Evaluation(objective(problem, raw), violation, violation <= tolerance)


def _is_point(problem: Milp, x: Floats) -> bool:
    return x.shape == problem.c.shape and bool(np.isfinite(x).all())


def _rows(problem: Milp, point: Point, tolerance: float) -> float:
    """Bound the rows' violation; sum a row exactly if only its rounding error is too large."""
    at_most, at_least = row_violations(problem, point)
    worst = float(at_most.max(initial=0.0))
    if worst <= tolerance or (at_least > tolerance).any():
        return worst
    doubtful = np.flatnonzero(at_most > tolerance)
    at_most[doubtful] = 0.0
    for found in exact_row_excess(problem, point, doubtful):
        size = nearest_double(found.amount / side_scale(found.at))
        at_most[found.row] = max(at_most[found.row], math.nextafter(size, math.inf))
    return float(at_most.max(initial=0.0))


def objective(problem: Milp, x: Floats) -> float:
    """Return ``c @ x + offset`` for the stored doubles, correctly rounded but for overflow [1]_.

    References
    ----------
    .. [1] Dekker (1971). A floating-point technique for extending the available precision.
           *Numerische Mathematik* 18(3): 224-242.
    """
    used = np.flatnonzero((problem.c != 0.0) & (x != 0.0))
    c, v = problem.c[used], x[used]
    with np.errstate(all="ignore"):
        product = c * v
        (c_high, c_low), (v_high, v_low) = _split(c), _split(v)
        error = ((c_high * v_high - product) + c_high * v_low + c_low * v_high) + c_low * v_low
    if not np.isfinite(product).all():
        return float(np.sum(product)) + problem.offset
    error = error[np.isfinite(error) & (error != 0.0)]
    return math.fsum([problem.offset, *product.tolist(), *error.tolist()])


def _split(values: Floats) -> tuple[Floats, Floats]:
    """Split doubles into two halves of 26 bits, whose products are exact."""
    shifted = values * 134217729.0
    high = shifted - (shifted - values)
    return high, values - high
