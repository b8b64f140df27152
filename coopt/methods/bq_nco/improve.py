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
