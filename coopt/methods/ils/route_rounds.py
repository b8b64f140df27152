"""Anneals of routes, one after the other, each in as many threads as allowed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coopt.bus.protocol import Bus, Options
from coopt.errors import OptionError
from coopt.search.best_offers import BestOffers
from coopt.search.iterated_local_search import Budget, anneal

Int64s = NDArray[np.int64]

PRELUDE = 0.05
"""Share of the budget for a quick anneal, so that a good solution exists early."""
FIRST_ROUND_S = 10.0
"""Without a limit anneals follow each other, each twice as long as the one before."""
SPARE_S = 0.03
"""Time before the deadline at which the last anneal ends, so that its result still counts."""


class Annealing(Protocol):
    """An annealing that is under way."""

    @property
    def cost(self) -> float:
        """Cost of the best solution; infinite while there is none."""

    def advance(self, progress: float, steps: int) -> None:
        """Do steps at the temperature of this progress, which is in [0, 1)."""

    def solution(self) -> Int64s:
        """Return the best solution."""


Make = Callable[[Int64s, np.random.Generator, int | None], Annealing]
"""``make(start, rng, steps)`` begins an annealing; its steps may be known or not."""


class RouteRounds:
    """What all rounds share: how one begins, the best so far, and where it is offered.

    Parameters
    ----------
    make : callable
        Begins an annealing at a signed sequence.
    start : ndarray of int64
        Where to begin; the bus's best is taken if it is better.
    cost : float
        Objective of the start, infinite if it is not a solution.
    scale : float
        Costs of annealings divided by this are objectives.
    bus : Bus
        Takes the solutions.
    options : Options
        ``threads``, ``deadline``, and ``kicks`` among the settings.
    """

    def __init__(
        self, make: Make, start: Int64s, cost: float, scale: float, bus: Bus, options: Options
    ) -> None:
        self._make, self._bus, self._options, self._scale = make, bus, options, scale
        self._best, self._cost = start, cost * scale
        self._offers = BestOffers(bus.offer)

    def run(self, rng: np.random.Generator) -> None:
        """Anneal to the deadline, or through the budget of steps, or until told to stop."""
        if math.isfinite(self._cost):
            self._offers.show(self._cost, lambda: self._best.astype(float))
        kicks = _kicks(self._options)
        now, end = time.monotonic(), self._options.deadline
        if kicks is not None:
            short = max(1, int(PRELUDE * kicks))
            self._round(Budget(end, short), rng)
            self._round(Budget(end, max(1, kicks - short)), rng)
        elif math.isfinite(end):
            end -= min(SPARE_S, 0.05 * (end - now))
            self._round(Budget(now + PRELUDE * (end - now)), rng)
            self._round(Budget(end), rng)
        else:
            length = PRELUDE * FIRST_ROUND_S
            while not self._bus.stop():
                self._round(Budget(time.monotonic() + length), rng)
                length = max(FIRST_ROUND_S, 2.0 * length)

    @property
    def best(self) -> Int64s:
        """The best solution so far, or the start."""
        return self._best

    def _round(self, budget: Budget, rng: np.random.Generator) -> None:
        """Anneal once in each thread and keep the best."""
        given = self._bus.best()
        if given is not None and given[1] * self._scale < self._cost:
            self._best, self._cost = given[0].astype(np.int64), given[1] * self._scale
        seeds = rng.spawn(max(1, self._options.threads))
        states = [self._make(self._best, seed, budget.kicks) for seed in seeds]
        with ThreadPoolExecutor(len(states)) as pool:
            others = [pool.submit(self._one, state, budget, False) for state in states[1:]]
            self._one(states[0], budget, True)
            for other in others:
                other.result()
        state = min(states, key=lambda state: state.cost)
        if state.cost < self._cost:
            self._best, self._cost = state.solution(), state.cost
            self._show(state, last=True)

    def _one(self, state: Annealing, budget: Budget, shows: bool) -> None:
        def advance(progress: float, steps: int) -> None:
            state.advance(progress, steps)
            if shows and state.cost < self._cost:
                self._show(state)

        anneal(advance, lambda progress: progress, budget, self._bus.stop)

    def _show(self, state: Annealing, last: bool = False) -> None:
        self._offers.show(state.cost, lambda: state.solution().astype(float), last)


def _kicks(options: Options) -> int | None:
    """Return the budget of steps, if one is set."""
    text = options.settings.get("kicks")
    if text is None:
        return None
    if not text.isdigit():
        raise OptionError(f"ils.kicks is {text!r}, expected a whole number")
    return int(text)
