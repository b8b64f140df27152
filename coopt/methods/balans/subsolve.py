"""Repair: solve a restricted problem for a short time, with the engine that an arm names."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from pyscipopt import SCIP_PARAMSETTING

from coopt.bus.protocol import Options
from coopt.engines.scip_model import build
from coopt.methods.balans.restriction import SubProblem
from coopt.problem.csr import Floats
from coopt.problem.milp import Milp


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Points of a sub-problem, best last, and whether it was searched to the end."""

    points: list[Floats]
    complete: bool


SubSolver = Callable[[Milp, float, int], Found]
"""``solve(problem, limit_s, seed)``."""


def scip(problem: Milp, limit_s: float, seed: int) -> Found:
    """Solve with SCIP, with fast presolving and heuristics; the cutoff is a row already."""
    return _scip(problem, limit_s, seed, fast=True)


def scip_default(problem: Milp, limit_s: float, seed: int) -> Found:
    """Solve with SCIP at its defaults, as the published system does."""
    return _scip(problem, limit_s, seed, fast=False)


def _scip(problem: Milp, limit_s: float, seed: int, fast: bool) -> Found:
    scip_model = build(problem)
    model = scip_model.model
    model.hideOutput()
    model.setParam("misc/catchctrlc", False)
    model.setParam("randomization/randomseedshift", seed)
    model.setParam("limits/time", limit_s)
    if fast:
        model.setPresolve(SCIP_PARAMSETTING.FAST)
        model.setHeuristics(SCIP_PARAMSETTING.FAST)
        model.setSeparating(SCIP_PARAMSETTING.FAST)
    model.optimizeNogil()
    points = [scip_model.values(model.getBestSol())] if model.getNSols() > 0 else []
    return Found(points, model.getStatus() in ("optimal", "infeasible"))


def highs(problem: Milp, limit_s: float, seed: int) -> Found:
    """Solve with HiGHS; not in a process that has loaded OR-Tools."""
    import highspy

    from coopt.engines.highs_model import pass_model, set_option

    solver = highspy.Highs()
    for name, value in (
        ("log_to_console", False),
        ("threads", 1),
        ("random_seed", seed),
        ("time_limit", limit_s),
        ("mip_rel_gap", 1e-6),
    ):
        set_option(solver, name, value)
    pass_model(solver, problem)
    solver.run()
    status = solver.getModelStatus()
    done = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
    points = []
    if np.isfinite(solver.getInfo().mip_gap) or status == highspy.HighsModelStatus.kOptimal:
        points = [np.array(solver.getSolution().col_value, dtype=float)]
    return Found(points, status in done)


def cpsat(problem: Milp, limit_s: float, seed: int) -> Found:
    """Solve an exactly scalable integer problem with one worker of CP-SAT."""
    from ortools.sat.python import cp_model_helper as sat

    from coopt.engines.cpsat import search_parameters
    from coopt.engines.cpsat_model import build as build_exactly

    model = build_exactly(problem)
    if isinstance(model, str):
        return scip(problem, limit_s, seed)
    options = Options(deadline=time.monotonic() + limit_s, seed=seed, settings={"workers": "1"})
    solver = sat.SolveWrapper()
    solver.set_parameters(search_parameters(options))
    response = solver.solve(model.proto)  # type: ignore[no-untyped-call]
    points = []
    if response.status in (sat.OPTIMAL, sat.FEASIBLE):
        points = [np.array(response.solution, dtype=float)]
    return Found(points, response.status in (sat.OPTIMAL, sat.INFEASIBLE))


SUB_SOLVERS: dict[str, SubSolver] = {
    "scip": scip,
    "scip_default": scip_default,
    "highs": highs,
    "cpsat": cpsat,
}


def repair(sub: SubProblem, solver: SubSolver, limit_s: float, seed: int) -> Found:
    """Solve a sub-problem and return full points; nothing to solve is one point."""
    if sub.kept.size == 0:
        return Found([sub.base.copy()], True)
    found = solver(sub.problem, limit_s, seed)
    return Found([sub.back(x) for x in found.points], found.complete)
