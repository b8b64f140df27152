"""SCIP for mixed-integer linear problems."""

from __future__ import annotations

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.engines.scip_link import Link, conclude, configure
from coopt.engines.scip_model import build
from coopt.problem.milp import Milp

# A poor solution from outside keeps the root's heuristics from their work: SCIP is left alone for
# this long (s).
ALONE_S = 5.0


def run(problem: Milp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Solve with SCIP.

    Parameters
    ----------
    problem : Milp
        The problem.
    bus : Bus
        Where incumbents and bounds go and come from.
    options : Options
        ``settings`` are SCIP parameters.
    rng : Generator
        Not used: SCIP is seeded by ``options.seed``.
    """
    scip = build(problem)
    configure(scip.model, options)
    link = Link(scip, bus, alone_s=ALONE_S)
    link.solve()
    if scip.model.getStatus() not in ("unbounded", "inforunbd"):
        link.send(force=True)
    if conclude(scip.model, bus) in ("unbounded", "inforunbd"):
        _unbounded_or_infeasible(problem, bus, options)


def _unbounded_or_infeasible(problem: Milp, bus: Bus, options: Options) -> None:
    """Look for any point: with one the problem is unbounded, without one infeasible."""
    scip = build(problem, with_costs=False)
    plain = Options(deadline=options.deadline, memory=options.memory)
    configure(scip.model, plain)
    scip.model.optimizeNogil()
    if scip.model.getNSols() > 0:
        bus.offer(scip.values(scip.model.getBestSol()))
        bus.tell("claim", "unbounded")
    elif scip.model.getStatus() == "infeasible":
        bus.tell("claim", "infeasible")
    else:
        bus.tell("claim", "infeasible_or_unbounded")
