"""CP-SAT: exactly scaled integer models, solved in rounds with the incumbent as a hint."""

from __future__ import annotations

import math
import threading
import time
from typing import Any

import numpy as np
from ortools.sat.python import cp_model_helper as sat

from coopt.bus.protocol import Bus, Options
from coopt.engines.cpsat_model import CpSatModel, add_cutoff, add_hint, build
from coopt.engines.settings import typed
from coopt.errors import OptionError
from coopt.problem.milp import Milp

WORKERS = 8
# A restart pays presolve again: not before this many seconds or presolve times.
ROUND_S = 5.0
ROUND_PRESOLVES = 10.0
LOOK_S = 0.05


class _Found(sat.SolutionCallback):
    """Offers each solution."""

    def __init__(self, bus: Bus, model: CpSatModel) -> None:
        super().__init__()
        self._bus = bus
        self._model = model
        self.failure: BaseException | None = None
        self.first_at: float | None = None
        self.best = math.inf

    def OnSolutionCallback(self) -> None:
        """Offer the solution; an exception is kept for after the solve."""
        self.first_at = self.first_at or time.monotonic()
        try:
            response = self.Response()  # type: ignore[no-untyped-call]
            self.best = self._model.unscale(response.objective_value)
            self._bus.offer(np.array(response.solution, dtype=float))
        except BaseException as failure:  # C++ cannot carry it
            self.failure = failure


def run(problem: Milp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Solve an exactly scalable integer problem with CP-SAT.

    Parameters
    ----------
    problem : Milp
        A problem whose variables are all integer and bounded (or bounded by its rows).
    bus : Bus
        Where incumbents and bounds go and come from.
    options : Options
        ``settings``: ``workers`` and any parameter of CP-SAT.
    rng : Generator
        Not used: CP-SAT is seeded by ``options.seed``.

    Notes
    -----
    CP-SAT takes no solution while it runs, so a better incumbent of others ends the round and the
    next begins with it as a hint and with the objective bounded below it. If such a round proves
    that there is nothing better, the incumbent is optimal.
    """
    model = build(problem)
    if isinstance(model, str):
        bus.tell("note", f"does not apply: {model}")
        return
    while not bus.stop():
        best = bus.best()
        proto = sat.CpModelProto()
        proto.copy_from(model.proto)
        if best is not None:
            add_hint(proto, best[0])
            add_cutoff(proto, model, best[1])
        response = _round(proto, model, bus, options)
        if _conclude(response, model, bus, best):
            return


def _round(proto: Any, model: CpSatModel, bus: Bus, options: Options) -> Any:
    solver = sat.SolveWrapper()
    solver.set_parameters(search_parameters(options))
    found = _Found(bus, model)
    solver.add_solution_callback(found)
    if model.objective is not None:
        solver.add_best_bound_callback(lambda bound: bus.raise_dual(model.unscale(bound)))
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=(solver, bus, found, ended), daemon=True)
    watch.start()
    try:
        response = solver.solve(proto)  # type: ignore[no-untyped-call]
    finally:
        ended.set()
        watch.join()
    if found.failure is not None:
        raise found.failure
    return response


def _watch(solver: Any, bus: Bus, found: _Found, ended: threading.Event) -> None:
    """Stop the round when asked, or when others have something much newer."""
    began = time.monotonic()
    page = getattr(bus, "page", None)
    known = page.primal_bound if page is not None else math.inf
    while not ended.wait(LOOK_S):
        now = time.monotonic()
        presolve_s = (found.first_at or now) - began
        ripe = now - began >= max(ROUND_S, ROUND_PRESOLVES * presolve_s)
        newer = page is not None and page.primal_bound < min(known, found.best) - 1e-9
        if bus.stop() or (ripe and newer):
            solver.stop_search()


def search_parameters(options: Options) -> Any:
    """Return CP-SAT parameters for the options of a run."""
    parameters = sat.SatParameters()
    parameters.num_workers = WORKERS
    parameters.catch_sigint_signal = False
    parameters.relative_gap_limit = 0.0
    parameters.absolute_gap_limit = 0.0
    parameters.random_seed = options.seed % 2**31
    rest = options.deadline - time.monotonic()
    if rest < math.inf:
        parameters.max_time_in_seconds = max(rest, 0.0)
    for name, text in options.settings.items():
        target = "num_workers" if name == "workers" else name
        if not hasattr(parameters, target):
            raise OptionError(f"CP-SAT has no parameter {name}")
        try:
            setattr(parameters, target, typed(text))
        except TypeError:
            raise OptionError(f"CP-SAT does not take {name} = {text}") from None
    return parameters


def _conclude(response: Any, model: CpSatModel, bus: Bus, best: Any) -> bool:
    """Turn the end of a round into bounds and claims; return whether all is said."""
    if response.status == sat.INFEASIBLE:
        if best is not None:
            bus.raise_dual(best[1])
            bus.tell("claim", "optimal")
        else:
            bus.tell("claim", "infeasible")
        return True
    if response.status == sat.OPTIMAL:
        bus.offer(np.array(response.solution, dtype=float))
        bus.raise_dual(model.unscale(response.best_objective_bound))
        bus.tell("claim", "optimal")
        return True
    if response.status == sat.MODEL_INVALID:
        bus.tell("note", "CP-SAT refuses the scaled model")
        return True
    return False
