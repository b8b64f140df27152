"""The tree search of the whole problem, grown in slices between the neighbourhoods."""

from __future__ import annotations

from coopt.bus.protocol import Bus, Options
from coopt.engines.scip_link import Link, conclude, configure
from coopt.engines.scip_model import build
from coopt.problem.csr import Floats
from coopt.problem.milp import Milp

ALONE_S = 5.0
# A slice is at least as long: to begin one again costs.
SLICE_S = 1.0


class Tree:
    """SCIP on the whole problem; it goes on where its last slice ended.

    It takes the incumbents that the neighbourhoods find, and gives its own and its bound.
    """

    def __init__(self, problem: Milp, bus: Bus, options: Options) -> None:
        self.done = False
        self._problem, self._bus, self._options = problem, bus, options
        self._link: Link | None = None

    def grow(self, seconds: float) -> list[Floats]:
        """Search for a slice of some seconds; return the best point so far, if there is one."""
        link = self._link = self._link or self._planted()
        model = link.scip.model
        model.setParam("limits/time", model.getSolvingTime() + max(seconds, SLICE_S))
        link.run_on()
        status = model.getStatus()
        if status not in ("unbounded", "inforunbd"):
            link.send(force=True)
        if status in ("optimal", "infeasible"):
            conclude(model, self._bus)
        self.done = status not in ("timelimit", "userinterrupt")
        return [link.scip.values(model.getBestSol())] if model.getNSols() > 0 else []

    def _planted(self) -> Link:
        """Build the model, which takes a while, when it is first asked for."""
        scip = build(self._problem)
        configure(scip.model, Options(gap=self._options.gap, seed=self._options.seed))
        link = Link(scip, self._bus, alone_s=ALONE_S)
        # A first solution of local search is often poor, and leads it astray.
        link.attach(start=False)
        return link
