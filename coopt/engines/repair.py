"""Repair of a near-feasible point: fix its integers, solve the LP in the rest."""

from __future__ import annotations

from dataclasses import replace

import highspy
import numpy as np

from coopt.bus.protocol import Bus, Options, Run
from coopt.check.milp import round_integers
from coopt.engines.highs_model import pass_model, set_option
from coopt.problem.csr import Floats
from coopt.problem.milp import Milp

TOLERANCE = 1e-9


def repair_of(x: Floats) -> Run:
    """Return a method that repairs ``x`` and offers what it gets.

    Parameters
    ----------
    x : ndarray of float64, shape (n,)
        A point that misses feasibility by little, or whose integers are not quite whole.
    """

    def run(problem: Milp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
        point = repair(problem, x)
        if point is not None:
            bus.offer(point)

    return run


def repair(problem: Milp, x: Floats) -> Floats | None:
    """Solve the LP that remains when the integers of ``x`` are fixed, at tolerance 1e-9.

    Returns
    -------
    ndarray of float64, shape (n,) or None
        The best point with these integers; None if the LP has none.
    """
    whole = problem.integer | problem.semicontinuous
    fixed = round_integers(problem, x)
    rest = replace(
        problem,
        lower=np.where(whole, fixed, problem.lower),
        upper=np.where(whole, fixed, problem.upper),
        integer=np.zeros_like(problem.integer),
        semicontinuous=np.zeros_like(problem.semicontinuous),
        exact={},
    )
    solver = highspy.Highs()
    set_option(solver, "log_to_console", False)
    set_option(solver, "primal_feasibility_tolerance", TOLERANCE)
    pass_model(solver, rest)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    point = np.array(solver.getSolution().col_value, dtype=float)
    point[whole] = fixed[whole]
    return point
