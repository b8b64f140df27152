"""Integer bounds rounded inwards, exactly, before any engine sees them (rule R1)."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np

from coopt.problem.csr import Floats
from coopt.problem.milp import Milp


def integer_bounds(problem: Milp) -> tuple[Floats, Floats]:
    """Return the bounds with those of integer variables rounded inwards.

    The rounding is of the decimal in the source: 2.99999999999999999999 rounds down to 2 though
    its double is 3.0.

    Returns
    -------
    lower, upper : ndarray of float64, shape (n,)
        Bounds; they cross where no integer lies between the given ones.
    """
    whole = problem.integer
    lower = np.where(whole, np.ceil(problem.lower), problem.lower)
    upper = np.where(whole, np.floor(problem.upper), problem.upper)
    _correct(lower, problem, "lower", math.ceil)
    _correct(upper, problem, "upper", math.floor)
    return lower + 0.0, upper + 0.0


def _correct(bounds: Floats, problem: Milp, side: str, rounding: Callable[[Fraction], int]) -> None:
    for j, value in problem.exact.get(side, {}).items():
        if problem.integer[j]:
            bounds[j] = float(rounding(value))
