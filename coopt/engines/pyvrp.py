"""PyVRP: iterated local search on tours and capacitated routes."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from pyvrp import (
    IteratedLocalSearch,
    IteratedLocalSearchCallbacks,
    IteratedLocalSearchParams,
    PenaltyManager,
    RandomNumberGenerator,
    Solution,
)
from pyvrp.search import OPERATORS, LocalSearch, PerturbationManager, compute_neighbours

from coopt.bus.protocol import Bus, Options
from coopt.check.candidate import evaluate
from coopt.engines.pyvrp_model import PyVrpModel, build
from coopt.engines.route_vectors import near_routes, plain_routes, vector_from
from coopt.engines.settings import typed
from coopt.engines.whole_distances import LARGEST_MATRIX
from coopt.errors import OptionError
from coopt.problem.cvrp import Cvrp
from coopt.problem.tsp import Tsp

THROTTLE_S = 0.02
# A search that others have overtaken begins again from their incumbent, but not sooner (s).
ROUND_S = 5.0
# To improve a random solution of so many nodes takes long.
MANY = 1_000
PARAMETERS = ("num_iters_no_improvement", "history_length", "exhaustive_on_best")


class _Watch(IteratedLocalSearchCallbacks):  # type: ignore[misc]
    """Hears of each best solution, and says when to stop: PyVRP asks it at each iteration."""

    def __init__(self, model: PyVrpModel, bus: Bus, iterations: float) -> None:
        self._model = model
        self._bus = bus
        self._left = iterations
        self._unsent: Any = None
        self._sent_at = 0.0
        self._mine = np.inf
        self._round_from = time.monotonic()

    def on_best(self, best: Any) -> None:
        """Keep a new best solution; it is sent when its turn comes."""
        self._unsent = best

    def __call__(self, best_cost: int) -> bool:
        """Send what is new; return whether the round shall end."""
        now = time.monotonic()
        if self._unsent is not None and now - self._sent_at > THROTTLE_S:
            self.send()
        self._left -= 1
        return self.over() or (now - self._round_from > ROUND_S and self._overtaken())

    def over(self) -> bool:
        """Whether no further round shall begin."""
        return self._left < 0 or self._bus.stop()

    def begin(self, solution: Any) -> None:
        """Begin a round from a solution."""
        self._unsent, self._round_from = solution, time.monotonic()
        self.send()

    def send(self) -> None:
        """Offer the newest best solution if it is feasible."""
        if self._unsent is not None and self._unsent.is_feasible():
            x = self._model.vector(self._unsent)
            self._mine = min(self._mine, evaluate(self._model.problem, x).objective)
            self._bus.offer(x)
        self._unsent, self._sent_at = None, time.monotonic()

    def _overtaken(self) -> bool:
        """Whether others have a better incumbent."""
        page = getattr(self._bus, "page", None)
        if page is None:
            return False
        return bool(page.primal_bound < self._mine - 1e-9 * abs(self._mine))


def run(problem: Tsp | Cvrp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Search with PyVRP until the end is asked for.

    Parameters
    ----------
    problem : Tsp or Cvrp
        A problem of at most 5,000 nodes. Real distances are scaled and rounded; the bus costs
        every offer on the true ones.
    bus : Bus
        Where incumbents go and come from.
    options : Options
        ``settings``: ``iterations`` ends the search after so many, and the parameters of PyVRP's
        iterated local search.
    rng : Generator
        Not used: PyVRP is seeded by ``options.seed``.
    """
    iterations, parameters = _settings(options)
    best = bus.best()
    start = None if best is None else best[0]
    bus.offer(vector_from(problem, plain_routes(problem)))
    if problem.n > LARGEST_MATRIX:
        bus.tell("note", f"does not apply: more than {LARGEST_MATRIX} nodes")
        return
    if problem.n > 2:
        near = vector_from(problem, near_routes(problem)).astype(float)
        bus.offer(near)
        if start is None and problem.n > MANY and evaluate(problem, near).feasible:
            start = near
        model = build(problem)
        _search(model, bus, options.seed, start, _Watch(model, bus, iterations), parameters)


def _search(
    model: PyVrpModel,
    bus: Bus,
    seed: int,
    start: Any,
    watch: _Watch,
    parameters: dict[str, Any],
) -> None:
    """Run rounds, each from the best solution known."""
    random = RandomNumberGenerator(seed=seed % 2**32)
    neighbours = compute_neighbours(model.data)
    search = LocalSearch(model.data, random, neighbours, PerturbationManager())
    for operator in OPERATORS:
        if operator.supports(model.data):
            search.add_operator(operator(model.data))
    penalties = PenaltyManager(model.penalties.midpoint_penalties(model.data), model.penalties)
    settled = IteratedLocalSearchParams(callbacks=watch, **parameters)
    dearest = penalties.max_cost_evaluator()
    while not watch.over():
        given = Solution.make_random(model.data, random) if start is None else model.solution(start)
        solution = search(given, dearest, exhaustive=True)
        if dearest.cost(given) < dearest.cost(solution):
            solution = given
        watch.begin(solution)
        algorithm = IteratedLocalSearch(model.data, penalties, search, solution, settled)
        watch.on_best(algorithm.run(watch, collect_stats=False).best)
        watch.send()
        best = bus.best()
        start = None if best is None else best[0]


def _settings(options: Options) -> tuple[float, dict[str, Any]]:
    """Split the settings into a number of iterations and PyVRP's own parameters."""
    parameters = {name: typed(text) for name, text in options.settings.items()}
    iterations = parameters.pop("iterations", np.inf)
    unknown = sorted(set(parameters) - set(PARAMETERS))
    if unknown:
        raise OptionError(f"PyVRP has no parameter {unknown[0]}; there are {', '.join(PARAMETERS)}")
    if not isinstance(iterations, int | float) or isinstance(iterations, bool):
        raise OptionError(f"iterations is {iterations!r}, expected a number")
    try:
        IteratedLocalSearchParams(**parameters)
    except (TypeError, ValueError) as error:
        raise OptionError(f"PyVRP does not take {parameters}: {error}") from None
    return float(iterations), parameters
