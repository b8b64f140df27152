"""A construction made better by the compiled local search of its problem."""

from __future__ import annotations

import time
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import numpy as np

from coopt.bus.protocol import Bus, Options, Run
from coopt.problem.cvrp import Cvrp
from coopt.problem.orienteering import Orienteering
from coopt.problem.tsp import Tsp

SEARCHES: Mapping[type, str] = {
    Tsp: "coopt.methods.ils.tsp",
    Cvrp: "coopt.methods.ils.cvrp",
    Orienteering: "coopt.methods.ils.orienteering",
}
FEW = 12
"""Up to so many nodes a search proves what it finds."""
KICKS = 20
"""Kicks for each node, where kicks and not the clock are counted."""
RESERVE_S = 0.03
"""What a search of tours keeps back for an offer that has to reach another process."""


def improves(problem: Any) -> bool:
    """Whether there is a local search for such problems."""
    return type(problem) in SEARCHES


def improve(
    problem: Any, bus: Bus, end: float, rng: np.random.Generator, kicks: int | None = None
) -> None:
    """Search from the bus's best solution on, until a time or through some kicks.

    Parameters
    ----------
    problem : Tsp, Cvrp or Orienteering
        The problem.
    bus : Bus
        Has a solution, and is offered better ones. Offers are taken within this process.
    end : float
        End on the clock of ``time.monotonic``; infinite with kicks.
    rng : numpy.random.Generator
        Source of randomness.
    kicks : int, optional
        Number of kicks instead of an end in time.
    """
    if kicks is None and time.monotonic() >= end:
        return
    run: Run = import_module(SEARCHES[type(problem)]).run
    if isinstance(problem, Tsp):
        end += RESERVE_S
    settings = {} if kicks is None else {"kicks": str(kicks)}
    run(problem, bus, Options(deadline=end, threads=1, settings=settings), rng)


def descend(problem: Any, bus: Bus) -> None:
    """Improve a symmetric tour until no exchange does: a millisecond or two for 100 cities.

    Begins at the bus's best solution, or at a greedy tour if that is shorter.
    """
    if not isinstance(problem, Tsp) or problem.n <= FEW or not problem.distances.symmetric:
        return
    from coopt.kernels.metric import metric_of
    from coopt.methods.ils import tour_landscape as land

    metric, best = metric_of(problem.distances), bus.best()
    points = None if problem.distances.rule == "EXPLICIT" else problem.distances.points
    ground = land.first_landscape(metric, points)
    start = None if best is None else best[0].astype(np.int32)
    if start is not None and land.cost_of(metric, start) < land.cost_of(metric, ground.order):
        ground = land.with_start(ground, start)
    bus.offer(land.descend(ground, bus.stop).order)
