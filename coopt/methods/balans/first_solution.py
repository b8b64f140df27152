"""A first solution for the search, if nobody else has one."""

from __future__ import annotations

import time

import numpy as np
from pyscipopt import SCIP_PARAMEMPHASIS

from coopt.bus.protocol import Bus
from coopt.check.candidate import canonical, evaluate
from coopt.engines.scip_model import build
from coopt.methods.balans.tree import Tree
from coopt.problem.csr import Floats
from coopt.problem.milp import Milp
from coopt.search.first_incumbent import Surroundings, applies, first_incumbent

LOCAL_SEARCH_S = 2.0
SLICE_S = 10.0


def first_solution(
    problem: Milp, bus: Bus, rng: np.random.Generator, with_lp: bool
) -> tuple[Floats, float] | None:
    """Return the bus' incumbent as soon as there is one; look for one until then.

    Local search first, then SCIP with its emphasis on feasibility in longer and longer slices.
    ``with_lp`` allows HiGHS in this process, for the continuous part of what local search finds.
    """
    search_locally(problem, bus, rng, with_lp)
    slice_s = SLICE_S
    while bus.best() is None and not bus.stop():
        scip = build(problem)
        scip.model.hideOutput()
        scip.model.setParam("misc/catchctrlc", False)
        scip.model.setEmphasis(SCIP_PARAMEMPHASIS.FEASIBILITY, quiet=True)
        scip.model.setParam("limits/time", slice_s)
        scip.model.setParam("limits/solutions", 1)
        scip.model.optimizeNogil()
        if scip.model.getNSols() > 0:
            return _offer(problem, bus, scip.values(scip.model.getBestSol()))
        if scip.model.getStatus() == "infeasible":
            return None
        slice_s *= 2.0
    return bus.best()


def grown_solution(tree: Tree, bus: Bus, seconds: float) -> tuple[Floats, float] | None:
    """Grow a tree for some seconds, and on until there is a solution; None if it ended."""
    tree.grow(seconds)
    while bus.best() is None and not tree.done and not bus.stop():
        tree.grow(seconds)
    return None if tree.done else bus.best()


def search_locally(problem: Milp, bus: Bus, rng: np.random.Generator, with_lp: bool) -> None:
    """Look for a first solution without a relaxation, for a short time."""
    if bus.best() is not None or not applies(problem):
        return
    until = time.monotonic() + LOCAL_SEARCH_S
    polish = None
    if with_lp and not problem.integer.all():
        # Imported here: it brings HiGHS, which must not meet OR-Tools in one process.
        from coopt.engines.lp_polish import lp_polish

        polish = lp_polish(problem)
    around = Surroundings(
        bus.offer, bus.best, lambda: bus.stop() or time.monotonic() > until, polish
    )
    first_incumbent(problem, around, rng)


def _offer(problem: Milp, bus: Bus, x: Floats) -> tuple[Floats, float] | None:
    point = canonical(problem, x)
    verdict = evaluate(problem, point)
    bus.offer(x)
    return (point, verdict.objective) if verdict.feasible else bus.best()
