"""The tree search of the whole problem, grown in slices between the neighbourhoods."""

from __future__ import annotations

from coopt.bus.protocol import Bus, Options
from coopt.engines.scip_link import Link, conclude, configure
from coopt.engines.scip_model import build
from coopt.problem.csr import Floats
from coopt.problem.milp import Milp

ALONE_S = 5.0


class Tree:
    """SCIP on the whole problem; it goes on where its last slice ended.

    It takes the incumbents that the neighbourhoods find, and gives its own and its bound.
    """

    def __init__(self, problem: Milp, bus: Bus, options: Options) -> None:
        self.done = False
        self._scip = build(problem)
        self._bus = bus
        configure(self._scip.model, Options(gap=options.gap, seed=options.seed))
        self._link = Link(self._scip, bus, alone_s=ALONE_S)
        self._link.attach()

    def grow(self, seconds: float) -> list[Floats]:
        """Search for some seconds; return the best point found so far, if there is one."""
        model = self._scip.model
        model.setParam("limits/time", model.getSolvingTime() + max(seconds, 0.0))
        self._link.run_on()
        status = model.getStatus()
        if status in ("optimal", "infeasible"):
            conclude(model, self._bus)
        self.done = status not in ("timelimit", "userinterrupt")
        return [self._scip.values(model.getBestSol())] if model.getNSols() > 0 else []
