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
from dataclasses import replace
from functools import cache

import highspy
import numpy as np

from coopt.check.box import inner_box
from coopt.engines.highs_model import pass_model, set_option
from coopt.problem.csr import Floats
from coopt.problem.milp import Milp

Polish = Callable[[Floats], Floats | None]
PRIMAL_TOLERANCE = 1e-9


def lp_polish(problem: Milp, time_limit: float = 2.0) -> Polish:
    """Return a function that fixes the integers of a point and optimises the rest.

    Parameters
    ----------
    problem : Milp
        The model; it is loaded into HiGHS once, at the first call.
    time_limit : float
        Seconds per LP.

    Returns
    -------
    callable
        ``polish(x)`` returns a point with the integers of ``x`` (rounded) and the best
        continuous part, or None if there is none or the time was too short.
    """
    load = cache(lambda: _loaded(problem))
    whole = np.flatnonzero(problem.integer).astype(np.int32)
    lower, upper = inner_box(problem)

    def polish(x: Floats) -> Floats | None:
        value = np.clip(np.rint(x[whole]), lower[whole], upper[whole])
        solver = load()
        solver.changeColsBounds(whole.size, whole, value, value)
        set_option(solver, "time_limit", solver.getRunTime() + time_limit)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        point = np.array(solver.getSolution().col_value)
        point[whole] = value
        clipped: Floats = np.clip(point, lower, upper)
        return clipped

    return polish


def _loaded(problem: Milp) -> highspy.Highs:
    """Load the relaxation into a silent, single-threaded HiGHS."""
    solver = highspy.Highs()
    set_option(solver, "output_flag", False)
    set_option(solver, "threads", 1)
    set_option(solver, "primal_feasibility_tolerance", PRIMAL_TOLERANCE)
    relaxed = replace(problem, integer=np.zeros_like(problem.integer), exact={})
    pass_model(solver, relaxed)
    return solver
