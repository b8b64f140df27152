"""The box of a mixed-integer problem, rounded inwards so that doubles in it obey the file."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coopt.problem.csr import Floats
    from coopt.problem.milp import Milp


def inner_box(problem: Milp) -> tuple[Floats, Floats]:
    """Return bounds inside the exact ones: whole numbers for integer variables.

    Returns
    -------
    lower, upper : ndarray of float64, shape (n,)
        A double within them, read as the decimal that ``repr`` prints, is within the bounds of
        the source. They may cross where no double is.
    """
    lower = _raise(problem.lower, problem.exact.get("lower", {}))
    upper = -_raise(-problem.upper, _negated(problem.exact.get("upper", {})))
    integer = problem.integer
    lower[integer] = np.ceil(lower[integer])
    upper[integer] = np.floor(upper[integer])
    return lower, upper


def _negated(exact: Mapping[int, Fraction]) -> dict[int, Fraction]:
    return {j: -value for j, value in exact.items()}


def _raise(bounds: Floats, exact: Mapping[int, Fraction]) -> Floats:
    """Move each lower bound that rounding took below its exact value to the next double."""
    raised = bounds.copy()
    for j, value in exact.items():
        if Fraction(repr(float(bounds[j]))) < value:
            raised[j] = np.nextafter(bounds[j], np.inf)
    return raised
