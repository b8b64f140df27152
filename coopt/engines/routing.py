"""OR-Tools' routing library: guided local search on every kind of routing problem."""

from __future__ import annotations

import itertools
import math
import threading
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from coopt.bus.protocol import Bus, Options
from coopt.check.candidate import evaluate
from coopt.engines.route_vectors import (
    Routes,
    Routing,
    feasible,
    near_routes,
    plain_routes,
    routes_from,
    vector_from,
)
from coopt.engines.routing_model import RoutingForm, build, vehicles_for
from coopt.engines.whole_distances import LARGEST_MATRIX, has_negatives
from coopt.errors import OptionError
from coopt.problem.cvrp import Cvrp
from coopt.problem.orienteering import Orienteering
from coopt.problem.tsp import Tsp

STRATEGIES = routing_enums_pb2.FirstSolutionStrategy.Value
METAHEURISTICS = routing_enums_pb2.LocalSearchMetaheuristic.Value
LOOK_S = 0.02
# A search that others have overtaken begins again from their incumbent, but not sooner (s).
ROUND_S = 5.0
FIRST = ("PATH_CHEAPEST_ARC", "SAVINGS", "PARALLEL_CHEAPEST_INSERTION", "LOCAL_CHEAPEST_INSERTION")
# A first-solution strategy that finds none would search for ever: its share of the time left.
FIRST_SHARE = 0.1
FIRST_S = 30.0
# Of so many nodes even a first solution of the library's takes long.
MANY = 2_000
# Of orienteering: worth of the prizes, and a first solution (None: the incumbent); seconds of each.
TURNS = (
    (4.0, "SAVINGS"),
    (4.0, "LOCAL_CHEAPEST_INSERTION"),
    (8.0, None),
    (2.0, None),
    (4.0, None),
    (16.0, None),
)
SLICE_S = 0.5
SLICE_GROWTH = 1.1


class _Watch:
    """Keeps what the search finds; a thread of its own sends it, and ends the search."""

    def __init__(self, form: RoutingForm, bus: Bus) -> None:
        self._form = form
        self._bus = bus
        self._unsent: NDArray[Any] | None = None
        self._cost = math.inf
        self.mine = math.inf
        self.overtaken = False
        self.failure: BaseException | None = None
        self.finished = threading.Event()
        self._round_from = time.monotonic()

    def found(self) -> None:
        """Keep a solution that is better; called by the search at each solution."""
        try:
            cost = self._form.model.CostVar().Value()
            if cost < self._cost:
                self._cost = cost
                self._unsent = vector_from(self._form.problem, self._form.routes())
        except BaseException as failure:  # C++ cannot carry it
            self.failure = failure

    def look(self) -> None:
        """Send, and end the search when asked, until it has ended."""
        solver = self._form.model.solver()
        while not self.finished.wait(LOOK_S):
            try:
                self.send()
            except BaseException as failure:  # a thread cannot raise it to the caller
                self.failure = failure
            self.overtaken = self.overtaken or self._behind()
            if self.failure is not None or self._bus.stop() or self.overtaken:
                solver.FinishCurrentSearch()

    def send(self) -> None:
        """Offer the newest solution."""
        x, self._unsent = self._unsent, None
        if x is not None:
            self.mine = min(self.mine, evaluate(self._form.problem, x).objective)
            self._bus.offer(x)

    def _behind(self) -> bool:
        """Whether others have a better incumbent, and this round was long enough."""
        page = getattr(self._bus, "page", None)
        if page is None or time.monotonic() - self._round_from < ROUND_S:
            return False
        return bool(page.primal_bound < self.mine - 1e-9 * abs(self.mine))

    def search(self, assignment: Any, parameters: Any) -> Any:
        """Search from an assignment, or from nothing, under the eyes of the thread."""
        self.finished.clear()
        self.overtaken = False
        self._round_from = time.monotonic()
        thread = threading.Thread(target=self.look, daemon=True)
        thread.start()
        try:
            model = self._form.model
            if assignment is None:
                return model.SolveWithParameters(parameters)
            return model.SolveFromAssignmentWithParameters(assignment, parameters)
        finally:
            self.finished.set()
            thread.join()
            if self.failure is not None:
                raise self.failure
            self.send()


def run(problem: Routing, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Search with OR-Tools' routing library until the end is asked for.

    Parameters
    ----------
    problem : Tsp, Cvrp, Orienteering, PrizeCollecting or MultiTsp
        A problem of at most 5,000 nodes. Real distances are scaled and rounded; the bus costs
        every offer on the true ones.
    bus : Bus
        Where incumbents go and come from.
    options : Options
        ``settings``: ``first`` names the first-solution strategy, ``metaheuristic`` the search,
        ``solutions`` ends it after so many.
    rng : Generator
        Not used: the library draws nothing at random.
    """
    base = _parameters(options)
    start = bus.best()
    known = None if start is None else routes_from(problem, start[0])
    nothing: Routes = [[]]
    for routes in (plain_routes(problem), nothing, [list(range(1, problem.n))]):
        if feasible(problem, routes):
            bus.offer(vector_from(problem, routes))
    if problem.n > LARGEST_MATRIX:
        bus.tell("note", f"does not apply: more than {LARGEST_MATRIX} nodes")
    elif has_negatives(problem.distances) and not isinstance(problem, Tsp | Cvrp):
        bus.tell("note", "does not apply: distances are negative")
    elif problem.n > 2:
        near = near_routes(problem)
        if feasible(problem, near):
            bus.offer(vector_from(problem, near))
            known = near if known is None and problem.n > MANY else known
        if isinstance(problem, Orienteering):
            _orienteer(problem, bus, options, base, known)
            return
        form = build(problem, vehicles_for(problem, len(known or near)))
        _search(form, _Watch(form, bus), bus, options, base, known)


def _orienteer(
    problem: Orienteering, bus: Bus, options: Options, base: Any, known: Routes | None
) -> None:
    """Search with several worths of prizes in turn; no single one serves all instances."""
    slice_s = SLICE_S
    for turn in itertools.count():
        weight, name = TURNS[turn % len(TURNS)]
        if bus.stop() or ("solutions" in options.settings and turn == len(TURNS)):
            return
        form = build(problem, 1, weight)
        watch = _Watch(form, bus)
        form.model.AddAtSolutionCallback(watch.found)
        form.model.CloseModelWithParameters(base)
        parameters = _copy(base)
        best = bus.best()
        if name is None and best is not None:
            known = routes_from(problem, best[0])
        elif name is not None:
            parameters.first_solution_strategy = STRATEGIES.Value(name)
        assignment = None if known is None else _read(form, known)
        _limit(parameters, min(slice_s, options.deadline - time.monotonic()))
        watch.search(assignment, parameters)
        known = None
        slice_s *= SLICE_GROWTH


def _search(
    form: RoutingForm,
    watch: _Watch,
    bus: Bus,
    options: Options,
    base: Any,
    known: Routes | None,
) -> None:
    """Run rounds, each from the best solution known."""
    model = form.model
    model.AddAtSolutionCallback(watch.found)
    model.CloseModelWithParameters(base)
    assignment = _first(form, watch, bus, options, base, known)
    while not bus.stop():
        parameters = _copy(base)
        _limit(parameters, options.deadline - time.monotonic())
        watch.search(assignment, parameters)
        best = bus.best()
        if not watch.overtaken or best is None:
            return
        assignment = _read(form, routes_from(form.problem, best[0]))
        if assignment is None:
            return


def _first(
    form: RoutingForm,
    watch: _Watch,
    bus: Bus,
    options: Options,
    base: Any,
    known: Routes | None,
) -> Any:
    """Return the start, or the first solution of the first strategy that has one, or None."""
    if known is not None:
        return _read(form, known)
    for name in dict.fromkeys((STRATEGIES.Name(base.first_solution_strategy), *FIRST)):
        if bus.stop():
            break
        parameters = _copy(base)
        parameters.first_solution_strategy = STRATEGIES.Value(name)
        parameters.solution_limit = 1
        rest = options.deadline - time.monotonic()
        _limit(parameters, min(FIRST_S, max(FIRST_SHARE * rest, 0.5), rest))
        assignment = watch.search(None, parameters)
        if assignment is not None:
            return assignment
    return _read(form, near_routes(form.problem)) or _read(form, plain_routes(form.problem))


def _read(form: RoutingForm, routes: Routes) -> Any:
    """Return the assignment of routes; None if the model cannot hold them."""
    if len(routes) > form.vehicles or not feasible(form.problem, routes):
        return None
    padded = routes + [[]] * (form.vehicles - len(routes))
    return form.model.ReadAssignmentFromRoutes(padded, True)


def _copy(base: Any) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.CopyFrom(base)
    return parameters


def _limit(parameters: Any, seconds: float) -> None:
    if seconds < math.inf:
        parameters.time_limit.FromNanoseconds(int(max(seconds, 0.0) * 1e9))


def _parameters(options: Options) -> Any:
    """Return search parameters for the settings of a run."""
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = STRATEGIES.Value("PATH_CHEAPEST_ARC")
    parameters.local_search_metaheuristic = METAHEURISTICS.Value("GUIDED_LOCAL_SEARCH")
    try:
        for name, text in options.settings.items():
            if name == "first":
                parameters.first_solution_strategy = STRATEGIES.Value(text.upper())
            elif name == "metaheuristic":
                parameters.local_search_metaheuristic = METAHEURISTICS.Value(text.upper())
            elif name == "solutions":
                parameters.solution_limit = int(text)
            else:
                raise OptionError(
                    f"routing has no option {name}; there are first, metaheuristic, solutions"
                )
    except ValueError as error:
        raise OptionError(f"routing does not take {name} = {text}: {error}") from None
    return parameters
