"""SCIP and the bus: incumbents and bounds out through events, incumbents in by a heuristic."""

from __future__ import annotations

import time
from typing import Any, Protocol

import numpy as np
from pyscipopt import (
    SCIP_EVENTTYPE,
    SCIP_HEURTIMING,
    SCIP_RESULT,
    Eventhdlr,
    Heur,
    Model,
)

from coopt.bus.protocol import Bus, Options
from coopt.engines.settings import typed
from coopt.errors import OptionError
from coopt.problem.csr import Floats

# Sending more often than this floods the parent (s).
THROTTLE_S = 0.02
NODES_EVERY_S = 0.5
ALL_TIMINGS = (
    SCIP_HEURTIMING.BEFORENODE
    | SCIP_HEURTIMING.DURINGLPLOOP
    | SCIP_HEURTIMING.AFTERLPLOOP
    | SCIP_HEURTIMING.AFTERLPNODE
    | SCIP_HEURTIMING.AFTERPSEUDONODE
    | SCIP_HEURTIMING.BEFOREPRESOL
    | SCIP_HEURTIMING.DURINGPRESOLLOOP
    | SCIP_HEURTIMING.AFTERPROPLOOP
)


class Form(Protocol):
    """A SCIP model of a problem, and the way between its variables and solutions."""

    @property
    def model(self) -> Model:
        """The model."""

    @property
    def variables(self) -> list[Any]:
        """Its variables, in the order of `assignment`."""

    def values(self, solution: Any) -> Floats:
        """Return the problem's vector of one of SCIP's solutions."""

    def assignment(self, x: Floats) -> list[float]:
        """Return the values of the variables for a vector of the problem."""


class Link:
    """What SCIP and the bus say to each other; used inside callbacks, so it never raises.

    Parameters
    ----------
    scip : Form
        The model, and how its variables make a solution.
    bus : Bus
        The bus.
    alone_s : float
        Seconds in which SCIP takes no incumbents of others.
    """

    def __init__(self, scip: Form, bus: Bus, alone_s: float = 0.0) -> None:
        self.scip = scip
        self.bus = bus
        self.failure: BaseException | None = None
        self.poll = Poll(self)
        self._sent_at = 0.0
        self._counted_at = 0.0
        self._alone_until = time.monotonic() + alone_s
        self._pending = False
        self._taken = np.inf

    def solve(self) -> None:
        """Listen, take the start, and solve; raise what a callback could not."""
        self.attach()
        self.run_on()

    def attach(self, start: bool = True) -> None:
        """Listen, and take the bus' incumbent as a start."""
        model = self.scip.model
        model.includeHeur(
            self.poll,
            "coopt",
            "takes incumbents from the bus",
            "!",
            priority=10**6,
            freq=1,
            timingmask=ALL_TIMINGS,
            usessubscip=False,
        )
        model.includeEventhdlr(Found(self), "coopt", "sends incumbents and bounds")
        if start:
            self._give_start()

    def run_on(self) -> None:
        """Solve, or go on where a limit ended it; raise what a callback could not."""
        self.scip.model.optimizeNogil()
        if self.failure is not None:
            raise self.failure

    def _give_start(self) -> None:
        best = self.bus.best()
        if best is None:
            return
        solution = self.scip.model.createOrigSol()
        self._fill(solution, best[0])
        self.scip.model.addSol(solution)

    def _fill(self, solution: Any, x: Floats) -> None:
        values = self.scip.assignment(x)
        for variable, value in zip(self.scip.variables, values, strict=True):
            self.scip.model.setSolVal(solution, variable, value)

    def guard(self, step: Any) -> None:
        """Run one step; an exception ends the solve and is raised after it."""
        if self.failure is not None:
            return
        try:
            step()
        except BaseException as failure:  # inside a callback it would only abort SCIP
            self.failure = failure
            self.scip.model.interruptSolve()

    def look(self) -> None:
        """Tell the bound, take a better incumbent, end when asked."""
        model = self.scip.model
        if self._pending:
            self.send()
        bound = model.getDualbound()
        if abs(bound) < 1e20:
            self.bus.raise_dual(bound)
        if time.monotonic() - self._counted_at > NODES_EVERY_S:
            self._counted_at = time.monotonic()
            self.bus.tell("nodes", model.getNTotalNodes())
        if self.bus.stop():
            model.interruptSolve()
            return
        self._take()

    def send(self, force: bool = False) -> None:
        """Offer SCIP's best solution, at most every 20 ms."""
        now = time.monotonic()
        self._pending = True
        if not force and now - self._sent_at < THROTTLE_S:
            return
        best = self.scip.model.getBestSol()
        if best is None:
            return
        self._sent_at, self._pending = now, False
        self.bus.offer(self.scip.values(best))

    def _take(self) -> None:
        if time.monotonic() < self._alone_until:
            return
        best = self.bus.best() if self._news() else None
        if best is None:
            return
        x, objective = best
        self._taken = objective
        model = self.scip.model
        mine = model.getBestSol()
        if mine is not None and model.getSolObjVal(mine) <= objective + 1e-9 * abs(objective):
            return
        # It must belong to a heuristic: a presolve round asks for the name of the finder of a new
        # incumbent, and without one SCIP crashes.
        solution = model.createOrigSol(self.poll)
        self._fill(solution, x)
        model.trySol(solution, printreason=False)

    def _news(self) -> bool:
        page = getattr(self.bus, "page", None)
        return page is None or page.primal_bound < self._taken


class Poll(Heur):  # type: ignore[misc]
    """A heuristic that only looks at the bus."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def heurexec(self, heurtiming: int, nodeinfeasible: bool) -> dict[str, int]:
        """Look at the bus."""
        self._link.guard(self._link.look)
        return {"result": SCIP_RESULT.DIDNOTFIND}


class Found(Eventhdlr):  # type: ignore[misc]
    """Hears of incumbents and bounds."""

    EVENTS = SCIP_EVENTTYPE.BESTSOLFOUND | SCIP_EVENTTYPE.DUALBOUNDIMPROVED

    def __init__(self, link: Link) -> None:
        self._link = link

    def eventinit(self) -> None:
        """Start to listen."""
        self.model.catchEvent(self.EVENTS, self)

    def eventexit(self) -> None:
        """Stop listening."""
        self.model.dropEvent(self.EVENTS, self)

    def eventexec(self, event: Any) -> None:
        """Send what is new."""
        if event.getType() == SCIP_EVENTTYPE.BESTSOLFOUND:
            self._link.guard(self._link.send)
        else:
            self._link.guard(self._bound)

    def _bound(self) -> None:
        bound = self.model.getDualbound()
        if abs(bound) < 1e20:
            self._link.bus.raise_dual(bound)


def configure(model: Model, options: Options) -> None:
    """Set limits, the seed and the caller's parameters."""
    model.hideOutput()
    model.setParam("misc/catchctrlc", False)
    model.setParam("randomization/randomseedshift", options.seed % 2**31)
    model.setParam("timing/clocktype", 2)
    model.setParam("limits/gap", options.gap if options.gap > 1e-6 else 0.0)
    rest = options.deadline - time.monotonic()
    model.setParam("limits/time", min(max(rest, 0.0), 1e20))
    if options.node_limit is not None:
        model.setParam("limits/totalnodes", options.node_limit)
    if options.memory is not None:
        model.setParam("limits/memory", max(options.memory / 2**20 / 2, 1.0))
    for name, text in options.settings.items():
        try:
            model.setParam(name, typed(text))
        except (KeyError, ValueError, LookupError, TypeError) as error:
            reason = str(error).strip("'\"")
            raise OptionError(f"SCIP does not take {name} = {text}: {reason}") from None


def conclude(model: Model, bus: Bus) -> str:
    """Turn SCIP's status into bounds and claims, but for unbounded problems; return it."""
    status = str(model.getStatus())
    bus.tell("nodes", model.getNTotalNodes())
    bound = model.getDualbound()
    if abs(bound) < 1e20 and status != "infeasible":
        bus.raise_dual(bound)
    if status == "optimal" and model.getNSols() > 0:
        bus.tell("claim", "optimal")
    elif status == "infeasible":
        bus.tell("claim", "infeasible")
    elif status in ("nodelimit", "totalnodelimit", "memlimit"):
        bus.tell("note", f"ended at its {status}")
    return status
