"""The solution of the linear relaxation, once, within a limit.

By the engine that the process has loaded, for HiGHS and OR-Tools cannot be loaded together.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from coopt.problem.csr import Floats
from coopt.problem.milp import Milp

# What the simplex method has not solved by then is left to the interior point method.
SIMPLEX_S = 1.0


def relaxed_solution(problem: Milp, engine: str | None, limit_s: float) -> Floats | None:
    """Solve the LP relaxation; None if it is not solved within the limit.

    Parameters
    ----------
    problem : Milp
        The problem; indicators and special ordered sets are left out.
    engine : {"highs", "cpsat", None}
        The engine beside SCIP in this process: HiGHS, GLOP of OR-Tools, or SCIP itself, which is
        slower by ten times.
    limit_s : float
        Seconds.
    """
    solve = {"highs": _by_highs, "cpsat": _by_glop, None: _by_scip}[engine]
    relaxed = replace(
        problem, integer=np.zeros_like(problem.integer), indicators=(), sos=(), exact={}
    )
    return solve(relaxed, max(limit_s, 0.0))


def _by_highs(relaxed: Milp, limit_s: float) -> Floats | None:
    import highspy

    from coopt.engines.highs_model import pass_model, set_option

    for method, seconds in (("simplex", min(SIMPLEX_S, limit_s)), ("ipm", limit_s - SIMPLEX_S)):
        solver = highspy.Highs()
        set_option(solver, "output_flag", False)
        set_option(solver, "threads", 1)
        set_option(solver, "solver", method)
        set_option(solver, "time_limit", max(seconds, 0.0))
        pass_model(solver, relaxed)
        solver.run()
        if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            return np.array(solver.getSolution().col_value)
    return None


def _by_glop(relaxed: Milp, limit_s: float) -> Floats | None:
    from ortools.linear_solver.python import model_builder_helper as linear
    from scipy.sparse import csr_matrix

    a = relaxed.a
    model = linear.ModelBuilderHelper()
    fill: Any = model.fill_model_from_sparse_data
    fill(
        relaxed.lower,
        relaxed.upper,
        relaxed.c,
        relaxed.row_lower,
        relaxed.row_upper,
        csr_matrix((a.data, a.indices, a.indptr), shape=a.shape),
    )
    solver = linear.ModelSolverHelper("GLOP")
    solver.set_time_limit_in_seconds(limit_s)
    solver.solve(model)
    if solver.status() != linear.SolveStatus.OPTIMAL:
        return None
    return np.array(solver.variable_values(), dtype=float)


def _by_scip(relaxed: Milp, limit_s: float) -> Floats | None:
    from coopt.engines.scip_model import build

    scip = build(relaxed)
    scip.model.hideOutput()
    scip.model.setParam("misc/catchctrlc", False)
    scip.model.setParam("limits/time", limit_s)
    scip.model.optimizeNogil()
    if scip.model.getStatus() != "optimal":
        return None
    return scip.values(scip.model.getBestSol())
