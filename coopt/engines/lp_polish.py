"""The best continuous part for given integers: an LP, solved warm by HiGHS [1]_.

References
----------
.. [1] Huangfu & Hall (2018). Parallelizing the dual revised simplex method.
       *Mathematical Programming Computation* 10(1): 119-142.

Notes
-----
Must not be imported into a process that has loaded OR-Tools.
"""

from __future__ import annotations

from collections.abc import Callable

import highspy
import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats
from coopt.problem.milp import Milp
from coopt.search.row_model import inward_bounds

Polish = Callable[[Floats], Floats | None]
PRIMAL_TOLERANCE = 1e-9


def lp_polish(problem: Milp, time_limit: float = 2.0) -> Polish:
    """Return a function that fixes the integers of a point and optimises the rest.

    Parameters
    ----------
    problem : Milp
        The model; it is loaded into HiGHS once.
    time_limit : float
        Seconds per LP.

    Returns
    -------
    callable
        ``polish(x)`` returns a point with the integers of ``x`` (rounded) and the best
        continuous part, or None if there is none or the time was too short.
    """
    highs = _loaded(problem)
    whole = np.flatnonzero(problem.integer).astype(np.int32)
    lower, upper = inward_bounds(problem)

    def polish(x: Floats) -> Floats | None:
        value = np.clip(np.rint(x[whole]), lower[whole], upper[whole])
        highs.changeColsBounds(whole.size, whole, value, value)
        highs.setOptionValue("time_limit", highs.getRunTime() + time_limit)
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        point = np.array(highs.getSolution().col_value)
        point[whole] = value
        return np.clip(point, lower, upper)

    return polish


def _loaded(problem: Milp) -> highspy.Highs:
    """Load the relaxation into a silent, single-threaded HiGHS."""
    lp = relaxation(problem)
    highs = highspy.Highs()
    for name, value in {
        "output_flag": False,
        "threads": 1,
        "primal_feasibility_tolerance": PRIMAL_TOLERANCE,
    }.items():
        highs.setOptionValue(name, value)
    highs.passModel(lp)
    return highs


def relaxation(problem: Milp) -> highspy.HighsLp:
    """Return the model without integrality, as HiGHS takes it."""
    lp = highspy.HighsLp()
    m, n = problem.a.shape
    lp.num_col_, lp.num_row_ = n, m
    lp.col_cost_, lp.offset_ = problem.c, problem.offset
    lp.col_lower_, lp.col_upper_ = inward_bounds(problem)
    lp.row_lower_, lp.row_upper_ = problem.row_lower, problem.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = n, m
    lp.a_matrix_.start_ = problem.a.indptr.astype(np.int32)
    lp.a_matrix_.index_ = problem.a.indices
    lp.a_matrix_.value_ = problem.a.data
    return lp
