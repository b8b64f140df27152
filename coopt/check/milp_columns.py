"""How far the values of a point are from bounds, whole numbers and ordered sets, in doubles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coopt.check.activity import UNIT
from coopt.check.sos import may_break, sos_violation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from coopt.check.point import Point
    from coopt.problem.csr import Floats
    from coopt.problem.milp import Milp


def column_violations(problem: Milp, point: Point) -> Floats:
    """Bound each variable's scaled violation from above; 0 where there certainly is none.

    Bounds count divided by ``max(1, |bound|)``, integrality absolutely. A semi-continuous
    variable may be zero instead.

    Returns
    -------
    ndarray of float64, shape (n,)
        Comparing doubles is comparing the decimals that ``repr`` prints, because both orders
        agree; only a value or bound that is another number than its decimal is in doubt.
    """
    x = point.x
    with np.errstate(all="ignore"):
        below = _beyond(problem.lower - x, problem.lower, problem.exact.get("lower", {}), point)
        above = _beyond(x - problem.upper, problem.upper, problem.exact.get("upper", {}), point)
        violation = np.maximum(below, above)
        violation = np.where(problem.semicontinuous, np.minimum(violation, np.abs(x)), violation)
        fraction = np.abs(x - np.rint(x)) + 4.0 * UNIT * np.abs(x)
    broken = problem.integer & ~point.whole
    return np.where(broken, np.maximum(violation, fraction), violation)


def _beyond(excess: Floats, bound: Floats, exact: Mapping[int, Fraction], point: Point) -> Floats:
    finite = np.isfinite(bound)
    size = np.where(finite, np.abs(bound), 0.0)
    unsure = excess > 0.0
    unsure[list(exact)] = True
    unsure[list(point.exact)] = True
    unsure &= finite | (excess > 0.0)
    doubt = np.where(unsure, 4.0 * UNIT * (size + np.abs(point.x)) + 2.0**-1074, 0.0)
    beyond = np.where(unsure, np.maximum(excess + doubt, 0.0), 0.0)
    return beyond / np.maximum(size, 1.0) * (1.0 + 16.0 * UNIT)


def set_violation(problem: Milp, point: Point) -> float:
    """Return the largest value that a special ordered set wants to vanish."""
    sizes = [
        sos_violation(group.kind, np.abs(point.x[list(group.columns)]).tolist())
        for group in problem.sos
        if may_break(group, point.x)
    ]
    return max(sizes, default=0.0) * (1.0 + 4.0 * UNIT)
