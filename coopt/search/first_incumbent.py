"""The search for a first incumbent, and its improvement, without a tree.

Corners of the box come first; then local search and dives take turns. The continuous part of
what they find is completed by an LP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from coopt.check.box import inner_box
from coopt.check.milp import evaluate
from coopt.check.objective_step import objective_step
from coopt.features.row_model import row_model
from coopt.kernels.rows import Floats, Rows
from coopt.problem.csr import product
from coopt.problem.milp import Milp
from coopt.search.candidate_source import CandidateSource
from coopt.search.conflict_dives import ConflictDives
from coopt.search.jump_walk import JumpWalk
from coopt.search.tight_move_walk import TightMoveWalk

FIRST_SLICE, LAST_SLICE = 200_000, 8_000_000
# Parts of a slice, by source, before there is a point and after: dives find, moves improve.
FINDING = (1.0, 3.0, 0.75, 0.5, 0.5)
IMPROVING = (3.0, 1.0, 0.75, 0.5, 0.5)
CANDIDATES_PER_TURN = 10
POLISH_EVERY = 2
MARGIN = 1e-6


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The callables by which the search meets the rest of a solve.

    Parameters
    ----------
    offer : callable
        Takes each improved incumbent.
    best : callable
        Returns the best incumbent of all methods and its objective, or None.
    stop : callable
        Whether to end.
    polish : callable or None
        Completes the integers of a point by the best continuous part; None if all are integer.
    """

    offer: Callable[[Floats], None]
    best: Callable[[], tuple[Floats, float] | None]
    stop: Callable[[], bool]
    polish: Callable[[Floats], Floats | None] | None


def applies(problem: Milp) -> bool:
    """Whether the search takes the problem: rows, a box and integers, nothing else."""
    plain = not (problem.indicators or problem.sos or problem.semicontinuous.any())
    return plain and bool(problem.integer.any())


def hints(problem: Milp, rows: Rows) -> Mapping[str, Floats]:
    """Return points to start from: ``zero``, ``high`` (upper bounds) and ``cheap`` (costs)."""
    zero = np.clip(np.zeros(problem.c.size), rows.lower, rows.upper)
    low = np.where(np.isfinite(rows.lower), rows.lower, zero)
    high = np.where(np.isfinite(rows.upper), rows.upper, np.maximum(low, zero))
    cheap = np.where(problem.c > 0.0, low, np.where(problem.c < 0.0, high, zero))
    return {"zero": zero, "high": high, "cheap": cheap}


def corner_point(problem: Milp) -> Floats | None:
    """Return the first of zero, the lower and the upper bounds that holds all rows, or None."""
    lower, upper = inner_box(problem)
    zero = np.clip(0.0, lower, upper)
    for side in (zero, lower, upper):
        x = np.where(np.isfinite(side), side, zero)
        with np.errstate(all="ignore"):
            activity = product(problem.a, x)
        if (activity >= problem.row_lower).all() and (activity <= problem.row_upper).all():
            return x
    return None


def candidate_sources(problem: Milp, rows: Rows, rng: np.random.Generator) -> list[CandidateSource]:
    """Return the heuristics, in the order of their shares of the work."""
    step = objective_step(problem)
    margin = step[1] * (1.0 - MARGIN) if step else MARGIN
    starts = hints(problem, rows)
    free = np.flatnonzero(problem.integer & (rows.lower < rows.upper))
    long = free[np.argsort(-np.diff(rows.col_ptr)[free], kind="stable")]
    return [
        TightMoveWalk(rows, starts["zero"], margin, rng),
        ConflictDives(rows, starts["high"], free, 0.0, rng),
        JumpWalk(rows, (starts["cheap"], starts["zero"]), margin, rng),
        ConflictDives(rows, starts["cheap"], long, 0.03, rng),
        ConflictDives(rows, starts["high"], long, 0.3, rng),
    ]


def first_incumbent(
    problem: Milp, around: Surroundings, rng: np.random.Generator
) -> Iterator[None]:
    """Find feasible points and improve them, turn by turn, until told to stop.

    Parameters
    ----------
    problem : Milp
        A problem to which the search ``applies``.
    around : Surroundings
        The callables. A turn that is told to stop ends early, and a later one goes on.
    rng : numpy.random.Generator
        Source of all random choices. Work is counted, not timed: with no incumbents from
        others the trajectory depends on it alone (but for LPs out of time).

    Yields
    ------
    None
        After each turn; it ends where no better point can exist.
    """
    search = Incumbents(problem, around)
    corner = corner_point(problem)
    if corner is not None:
        search.settle(corner, source=-1)
        if search.finished:
            return
    search.join(candidate_sources(problem, row_model(problem), rng))
    budget = FIRST_SLICE
    while True:
        for k in range(len(search.sources)):
            shares = FINDING if search.x is None else IMPROVING
            search.turn(k, int(shares[k] * budget))
            if search.finished:
                return
            yield
        # First points come at once or late: each round is longer than the one before.
        budget = min(2 * budget, LAST_SLICE)


class Incumbents:
    """The best point so far, and how a candidate becomes it."""

    def __init__(self, problem: Milp, around: Surroundings) -> None:
        self.problem, self.around = problem, around
        self.sources: list[CandidateSource] = []
        self.x: Floats | None = None
        self.value = np.inf
        self.polished = np.inf
        self.waited = POLISH_EVERY

    @property
    def finished(self) -> bool:
        """Whether no better point can exist: there is no cost."""
        return bool(np.isfinite(self.value)) and not self.problem.c.any()

    def join(self, sources: list[CandidateSource]) -> None:
        """Add heuristics; they start with the best point so far."""
        self.sources += sources
        if self.x is not None:
            self._share(self.x, skip=-1)

    def turn(self, k: int, budget: int) -> None:
        """Let ``sources[k]`` work, and settle what it finds."""
        source = self.sources[k]
        end = source.work + budget
        for _ in range(CANDIDATES_PER_TURN):
            x = source.advance(end - source.work)
            if x is not None:
                self.settle(x, k)
            if x is None or source.work >= end or self.around.stop() or self.finished:
                break
        self.take_from_others()

    def settle(self, x: Floats, source: int) -> None:
        """Check, offer, complete and share a candidate of ``sources[source]``."""
        found = self._accept(x)
        if found:
            self._share(x, skip=source)
        polish = self.around.polish
        if polish is None or not self._worth_polishing(found):
            return
        y = polish(x)
        if y is not None and self._accept(y):
            self._share(y, skip=-1)
        self.polished = self.value

    def take_from_others(self) -> None:
        """Take a better incumbent of another method."""
        known = self.around.best()
        if known is not None and known[1] < self.value - MARGIN * max(1.0, abs(known[1])):
            self.x, self.value = known
            self._share(known[0], skip=-1)

    def _accept(self, x: Floats) -> bool:
        """Offer a candidate if it is feasible and better."""
        found = evaluate(self.problem, x)
        if not found.feasible or found.objective >= self.value:
            return False
        self.x, self.value = x, found.objective
        self.around.offer(x)
        return True

    def _share(self, x: Floats, skip: int) -> None:
        value = self.value - self.problem.offset
        for k, source in enumerate(self.sources):
            if k != skip:
                source.adopt(x, value)

    def _worth_polishing(self, feasible: bool) -> bool:
        """Polish what is not yet feasible; else each percent gained, and not too often."""
        self.waited += 1
        if not feasible:
            return True
        gained = self.polished - self.value > 0.01 * abs(self.value)
        if not np.isfinite(self.polished) or (gained and self.waited >= POLISH_EVERY):
            self.waited = 0
            return True
        return False
