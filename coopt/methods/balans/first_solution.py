"""A first solution for the search, if nobody else has one."""

from __future__ import annotations

import time

import numpy as np
from pyscipopt import SCIP_PARAMEMPHASIS

from coopt.bus.protocol import Bus
from coopt.check.candidate import canonical, evaluate
from coopt.engines.scip_link import Link
from coopt.engines.scip_model import build
from coopt.methods.balans.tree import Tree
from coopt.problem.csr import Floats
from coopt.problem.milp import Milp
from coopt.search.first_incumbent import Surroundings, applies, first_incumbent

LEAST_TURN_S = 0.1


def first_solution(
    problem: Milp, local: LocalSearch, bus: Bus, seconds: float
) -> tuple[Floats, float] | None:
    """Return the bus' incumbent as soon as there is one; look for one until then.

    Local search for ``seconds`` and SCIP, with its emphasis on feasibility, take turns, longer
    and longer ones. None if the problem is infeasible, or the search was stopped.
    """
    # It may begin when the time is over, and before it is told to stop.
    seconds = max(seconds, LEAST_TURN_S)
    while bus.best() is None and not bus.stop():
        local.go_on(seconds, until_found=True)
        if bus.best() is None:
            scip = build(problem)
            scip.model.hideOutput()
            scip.model.setParam("misc/catchctrlc", False)
            scip.model.setEmphasis(SCIP_PARAMEMPHASIS.FEASIBILITY, quiet=True)
            scip.model.setParam("limits/time", seconds)
            scip.model.setParam("limits/solutions", 1)
            # One of another method ends it as well as one of its own.
            Link(scip, bus).solve()
            if scip.model.getNSols() > 0:
                return _offer(problem, bus, scip.values(scip.model.getBestSol()))
            if scip.model.getStatus() == "infeasible":
                return None
        seconds *= 2.0
    return bus.best()


def grown_solution(
    tree: Tree, local: LocalSearch, bus: Bus, seconds: float
) -> tuple[Floats, float] | None:
    """Grow a tree for some seconds; without a solution local search and the tree take turns.

    None if the tree ended.
    """
    tree.grow(seconds)
    while bus.best() is None and not tree.done and not bus.stop():
        local.go_on(seconds, until_found=True)
        if bus.best() is None:
            tree.grow(seconds)
    return None if tree.done else bus.best()


class LocalSearch:
    """A search for a first solution without a relaxation, which goes on where it ended.

    Parameters
    ----------
    problem : Milp
        The problem; one that the search does not take is left alone.
    bus : Bus
        Where solutions go.
    rng : numpy.random.Generator
        Source of every draw.
    with_lp : bool
        Allows HiGHS in this process, for the continuous part of what is found.
    """

    def __init__(self, problem: Milp, bus: Bus, rng: np.random.Generator, with_lp: bool) -> None:
        self._bus = bus
        self._until = 0.0
        polish = None
        if with_lp and applies(problem) and not problem.integer.all():
            # Imported here: it brings HiGHS, which must not meet OR-Tools in one process.
            from coopt.engines.lp_polish import lp_polish

            polish = lp_polish(problem)
        around = Surroundings(self._take, bus.best, self._over, polish)
        self.applies = applies(problem)
        self._turns = first_incumbent(problem, around, rng) if self.applies else iter(())
        self._found: list[Floats] = []

    def go_on(self, seconds: float, until_found: bool = False) -> list[Floats]:
        """Search for some seconds, or no longer than until there is a solution.

        Returns
        -------
        list of ndarray of float64, shape (n,)
            The best point found in this time, if it is better than all before.
        """
        self._until = time.monotonic() + seconds
        self._found = []
        for _ in self._turns:
            if self._over() or (until_found and self._bus.best() is not None):
                break
        return self._found

    def _take(self, x: Floats) -> None:
        self._found = [x]
        self._bus.offer(x)

    def _over(self) -> bool:
        return self._bus.stop() or time.monotonic() > self._until


def _offer(problem: Milp, bus: Bus, x: Floats) -> tuple[Floats, float] | None:
    point = canonical(problem, x)
    verdict = evaluate(problem, point)
    bus.offer(x)
    return (point, verdict.objective) if verdict.feasible else bus.best()
