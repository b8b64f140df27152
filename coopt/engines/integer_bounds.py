"""Integer bounds rounded inwards, exactly, before any engine sees them (rule R1)."""

from __future__ import annotations

import numpy as np

from coopt.check.box import inner_box
from coopt.problem.csr import Floats
from coopt.problem.milp import Milp


def integer_bounds(problem: Milp) -> tuple[Floats, Floats]:
    """Return the bounds with those of integer variables rounded inwards.

    The rounding is of the decimal in the source: 2.99999999999999999999 rounds down to 2 though
    its double is 3.0. Continuous bounds stay: rounded, a fixed value could have no room.

    Returns
    -------
    lower, upper : ndarray of float64, shape (n,)
        Bounds; they cross where no integer lies between the given ones.
    """
    lower, upper = inner_box(problem)
    whole = problem.integer
    return np.where(whole, lower, problem.lower) + 0.0, np.where(whole, upper, problem.upper) + 0.0
