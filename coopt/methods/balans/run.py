"""Balans: large-neighbourhood search for MIP under a bandit [1]_, made to share and to adapt.

References
----------
.. [1] Cai, Kadioglu & Dilkina (2025). Balans: Multi-armed bandits-based adaptive large
       neighborhood search for mixed-integer programming. *IJCAI 2025*: 2566-2574.

Notes
-----
Departures of the default from the paper: continuous variables stay free; fixings are bounds and
leave the model; a sub-problem must improve the incumbent; sizes adapt; arms span sub-solvers;
sub-solves are short at first; reward is gain per second with decay; incumbents are shared; local
search is an arm; where no other method runs beside it, the tree search of the whole problem has a
steady share. The presets ``paper`` and ``paper10`` do as published (with crossover from the pool).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.check.candidate import canonical, evaluate
from coopt.check.objective_step import objective_step
from coopt.methods.balans.arms import LOCAL_SEARCH, TREE, Arm, whole_arm
from coopt.methods.balans.first_solution import (
    LocalSearch,
    first_solution,
    grown_solution,
)
from coopt.methods.balans.presets import preset
from coopt.methods.balans.relaxation import relaxed_solution
from coopt.methods.balans.restriction import restrict
from coopt.methods.balans.subsolve import repair
from coopt.methods.balans.tree import Tree
from coopt.methods.balans.view import View, remember, view_of
from coopt.problem.csr import Floats
from coopt.problem.milp import Milp
from coopt.search.lns import Repaired, State, Step, large_neighbourhood_search

FIRST_LIMIT_S, LAST_LIMIT_S = 0.3, 15.0
LIMIT_GROWTH = 1.5
FIRST_SHARE_GOAL = 150
LP_SHARE = 0.2
# Local search begins, without a solution and with one of another method.
LOCAL_SEARCH_S, SHORT_LOCAL_SEARCH_S = 2.0, 0.5
# The first turn for a first solution: beside other methods, and of an own tree.
LOCAL_TURN_SHARE, LONGEST_LOCAL_TURN_S = 0.3, 15.0
FIRST_TREE_SHARE = 0.1
LONGEST_S = 300.0
TELL_S = 2.0
LEAST_GAIN = 1e-5


@dataclass(slots=True, eq=False)
class Search:
    """The moving parts of a run."""

    view: View
    bus: Bus
    arms: list[Arm]
    deadline: float
    cutoff: bool
    step: float | None
    tree: Tree | None = None
    limit_s: float = FIRST_LIMIT_S
    stalled: int = 0
    told_at: float = 0.0

    def move(self, index: int, state: State, rng: np.random.Generator) -> Repaired:
        """Destroy around the current solution, and repair."""
        began = time.monotonic()
        arm = self.arms[index]
        limit_s = min(arm.limit_s or self.limit_s, self.deadline - began)
        if arm.whole is not None:
            x, objective = self.best_of(arm.whole(max(limit_s, 0.0)))
            return Repaired(x, objective, time.monotonic() - began, None)
        assert arm.operator is not None
        restriction = arm.operator(self.view, state.current, arm.share, rng)
        cutoff = self.goal(state.best_objective) if self.cutoff else None
        sub = restrict(self.view.problem, restriction, cutoff) if restriction else None
        if sub is None or limit_s <= 0.0:
            complete = None if restriction is None else True
            return Repaired(None, np.inf, time.monotonic() - began, complete)
        found = repair(sub, arm.solver, limit_s, int(rng.integers(2**31 - 1)))
        x, objective = self.best_of(found.points)
        return Repaired(x, objective, time.monotonic() - began, found.complete)

    def best_of(self, points: list[Floats]) -> tuple[Floats | None, float]:
        """Check points on the original problem; offer them; return the best feasible."""
        best: tuple[Floats | None, float] = (None, np.inf)
        for x in points:
            point = canonical(self.view.problem, x)
            verdict = evaluate(self.view.problem, point)
            self.bus.offer(x)
            if verdict.feasible:
                remember(self.view, point, verdict.objective)
                if verdict.objective < best[1]:
                    best = point, verdict.objective
        return best

    def goal(self, objective: float) -> float:
        """Return what a better solution must at least reach."""
        if self.step is not None:
            return objective - self.step * (1.0 - 1e-6)
        return objective - LEAST_GAIN * max(abs(objective), 1e-3)

    def refresh(self, state: State) -> bool:
        """Take a better solution of others; return whether to go on."""
        best = self.bus.best()
        if best is not None and best[1] < state.best_objective:
            state.current, state.objective = best
            state.best, state.best_objective = best
            remember(self.view, *best)
        return not self.bus.stop() and not (self.tree is not None and self.tree.done)

    def observe(self, step: Step) -> None:
        """Adapt the arm and the limit; tell the statistics now and then."""
        improved = step.outcome == "best"
        arm = self.arms[step.arm]
        arm.learn(improved, step.complete, step.gain, step.seconds, self.limit_s)
        if arm.frees_integers:
            # An untried arm begins at the size that the tried ones have come to.
            for other in self.arms:
                if other.pulls == 0 and other.frees_integers:
                    other.share = arm.share
        self.stalled = 0 if improved else self.stalled + 1
        if improved:
            self.limit_s = max(FIRST_LIMIT_S, self.limit_s / LIMIT_GROWTH)
        elif self.stalled % (2 * len(self.arms)) == 0 or self.mostly_overhead(step):
            self.limit_s = min(LAST_LIMIT_S, self.limit_s * LIMIT_GROWTH)
        if time.monotonic() - self.told_at > TELL_S:
            self.told_at = time.monotonic()
            arms = [_statistics(arm) for arm in self.arms]
            self.bus.tell("data", {"arms": arms, "stalled": self.stalled})

    def mostly_overhead(self, step: Step) -> bool:
        """Whether a search that was cut off spent more time on its model than on solving."""
        return step.complete is False and step.seconds > 2.0 * self.limit_s


def run(problem: Milp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Improve an incumbent until told to stop.

    Parameters
    ----------
    problem : Milp
        The problem.
    bus : Bus
        Where incumbents come from and go to.
    options : Options
        ``settings``: ``preset`` (default, paper, paper10) and ``bandit``.
    rng : Generator
        Source of every draw.
    """
    second = _second_engine(problem)
    view = view_of(problem)
    share = float(np.clip(FIRST_SHARE_GOAL / max(view.discrete.size, 1), 0.02, 0.5))
    rest_s = min(options.deadline - time.monotonic(), LONGEST_S)
    local = LocalSearch(problem, bus, rng, with_lp=second != "cpsat")
    tree = Tree(problem, bus, options) if _grows_a_tree(options) else None
    whole = [whole_arm(LOCAL_SEARCH, local.go_on)] if local.applies else []
    if tree is not None:
        whole.append(whole_arm(TREE, tree.grow))
    settings = options.settings
    chosen = preset(
        settings.get("preset", "default"), second, share, settings.get("bandit", ""), whole
    )
    local.go_on(LOCAL_SEARCH_S if bus.best() is None else SHORT_LOCAL_SEARCH_S)
    if tree is not None:
        first = grown_solution(tree, local, bus, FIRST_TREE_SHARE * rest_s)
    else:
        turn_s = min(LOCAL_TURN_SHARE * rest_s, LONGEST_LOCAL_TURN_S)
        first = first_solution(problem, local, bus, turn_s)
    if first is None or view.discrete.size == 0:
        return
    x, objective = first
    remember(view, x, objective)
    # Solved when an arm first asks for it, on that arm's time.
    view.relaxed = cache(lambda: relaxed_solution(problem, second, LP_SHARE * rest_s))
    step = objective_step(problem)
    search = Search(
        view, bus, chosen.arms, options.deadline, chosen.cutoff, step[1] if step else None, tree
    )
    large_neighbourhood_search(
        State(x, objective, x, objective),
        chosen.bandit,
        search.move,
        chosen.accept,
        chosen.reward,
        search.refresh,
        search.observe,
        rng,
    )


def _grows_a_tree(options: Options) -> bool:
    """Without others beside it the default has a tree of its own."""
    return options.alone and "preset" not in options.settings


def _second_engine(problem: Milp) -> str | None:
    """CP-SAT for integers, HiGHS for mixed ones: the two cannot be loaded together."""
    if problem.sos or problem.indicators or problem.semicontinuous.any():
        return None
    return "cpsat" if problem.integer.all() else "highs"


def _statistics(arm: Arm) -> dict[str, float | int | str]:
    return {
        "name": arm.name,
        "pulls": arm.pulls,
        "gain": arm.gain,
        "seconds": round(arm.seconds, 3),
        "share": round(arm.share, 4),
    }
