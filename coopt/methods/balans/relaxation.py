"""The solution of the linear relaxation, once, within a limit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coopt.engines.scip_model import build
from coopt.problem.csr import Floats
from coopt.problem.milp import Milp


def relaxed_solution(problem: Milp, limit_s: float) -> Floats | None:
    """Solve the LP relaxation; None if it is not solved within the limit."""
    relaxed = replace(problem, integer=np.zeros_like(problem.integer), indicators=(), sos=())
    scip = build(relaxed)
    scip.model.hideOutput()
    scip.model.setParam("misc/catchctrlc", False)
    scip.model.setParam("limits/time", max(limit_s, 0.0))
    scip.model.optimizeNogil()
    if scip.model.getStatus() != "optimal":
        return None
    return scip.values(scip.model.getBestSol())
