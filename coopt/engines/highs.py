"""HiGHS: LPs and MIPs, with callbacks in and out."""

from __future__ import annotations

import time
from typing import Any

import highspy
import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.engines.highs_model import pass_model, set_option
from coopt.engines.settings import typed
from coopt.problem.milp import Milp

# With a solution from outside HiGHS leaves out much of what it does for a first one, and ends
# later with a worse one: it is left alone for this long (s).
ALONE_S = 5.0
OPTIMAL = highspy.HighsModelStatus.kOptimal
INFEASIBLE = highspy.HighsModelStatus.kInfeasible
UNBOUNDED = highspy.HighsModelStatus.kUnbounded
EITHER = highspy.HighsModelStatus.kUnboundedOrInfeasible
EMPTY = highspy.HighsModelStatus.kModelEmpty


class _Link:
    """What HiGHS and the bus say to each other."""

    def __init__(self, bus: Bus, n: int) -> None:
        self._bus = bus
        self._n = n
        self._taken = np.inf
        self._bound = -np.inf
        self._began = time.monotonic()

    def subscribe(self, solver: highspy.Highs) -> None:
        """Listen to improving solutions, bounds and requests for solutions."""
        solver.cbMipImprovingSolution.subscribe(self.improving)
        solver.cbMipInterrupt.subscribe(self.interrupt)
        solver.cbSimplexInterrupt.subscribe(self.interrupt)
        solver.cbIpmInterrupt.subscribe(self.interrupt)
        solver.cbMipUserSolution.subscribe(self.give)

    def improving(self, event: Any) -> None:
        """Offer a new incumbent."""
        x = np.array(event.data_out.mip_solution, dtype=float)[: self._n]
        self._taken = min(self._taken, float(event.data_out.objective_function_value))
        self._bus.offer(x)

    def interrupt(self, event: Any) -> None:
        """Tell the bound; end when asked."""
        bound = float(getattr(event.data_out, "mip_dual_bound", -np.inf))
        if np.isfinite(bound) and bound > self._bound:
            self._bound = bound
            self._bus.raise_dual(bound)
        if self._bus.stop():
            event.interrupt()

    def give(self, event: Any) -> None:
        """Give HiGHS a better incumbent of others."""
        if time.monotonic() - self._began < ALONE_S:
            return
        page = getattr(self._bus, "page", None)
        if page is not None and not page.primal_bound < self._taken:
            return
        best = self._bus.best()
        if best is not None and best[1] < self._taken - 1e-9 * abs(best[1]):
            self._taken = best[1]
            event.data_in.setSolution(best[0])


def run(problem: Milp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Solve with HiGHS.

    Parameters
    ----------
    problem : Milp
        The problem, without indicators and special ordered sets.
    bus : Bus
        Where incumbents and bounds go and come from.
    options : Options
        ``settings`` are HiGHS options.
    rng : Generator
        Not used: HiGHS is seeded by ``options.seed``.
    """
    solver = highspy.Highs()
    _configure(solver, options)
    pass_model(solver, problem)
    _Link(bus, problem.c.size).subscribe(solver)
    solver.run()
    if solver.getModelStatus() == EITHER:
        set_option(solver, "presolve", "off")
        solver.run()
    _conclude(problem, solver, bus, options)


def _configure(solver: highspy.Highs, options: Options) -> None:
    # Not output_flag: without it some callbacks never fire.
    set_option(solver, "log_to_console", False)
    set_option(solver, "threads", options.threads)
    set_option(solver, "parallel", "off" if options.threads == 1 else "on")
    set_option(solver, "mip_rel_gap", options.gap)
    set_option(solver, "mip_abs_gap", 0.0)
    set_option(solver, "random_seed", options.seed % 2**31)
    rest = options.deadline - time.monotonic()
    set_option(solver, "time_limit", float(min(max(rest, 0.0), 1e20)))
    if options.node_limit is not None:
        set_option(solver, "mip_max_nodes", options.node_limit)
    for name, text in options.settings.items():
        set_option(solver, name, typed(text))


def _conclude(problem: Milp, solver: highspy.Highs, bus: Bus, options: Options) -> None:
    status = solver.getModelStatus()
    discrete = bool(problem.integer.any() or problem.semicontinuous.any())
    info = solver.getInfo()
    if status in (OPTIMAL, EMPTY):
        bus.offer(np.array(solver.getSolution().col_value, dtype=float))
        bus.raise_dual(info.mip_dual_bound if discrete else info.objective_function_value)
        bus.tell("claim", "optimal")
    elif status == INFEASIBLE:
        bus.tell("claim", "infeasible")
    elif status in (UNBOUNDED, EITHER):
        _feasible_point(problem, bus, options, certain=status == UNBOUNDED and not discrete)
    if discrete:
        bus.tell("nodes", info.mip_node_count)


def _feasible_point(problem: Milp, bus: Bus, options: Options, certain: bool) -> None:
    """Look for any point: unboundedness is stated only with one."""
    solver = highspy.Highs()
    _configure(solver, Options(deadline=options.deadline))
    pass_model(solver, problem, with_costs=False)
    solver.run()
    status = solver.getModelStatus()
    if status in (OPTIMAL, EMPTY):
        bus.offer(np.array(solver.getSolution().col_value, dtype=float))
        bus.tell("claim", "unbounded")
    elif status == INFEASIBLE:
        bus.tell("claim", "infeasible")
    else:
        bus.tell("claim", "unbounded" if certain else "infeasible_or_unbounded")
