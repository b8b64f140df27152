"""Large-neighbourhood search: select, destroy, repair, accept, reward, in a loop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from coopt.search.acceptance import Accept
from coopt.search.bandit import Bandit

Outcome = Literal["best", "better", "accept", "reject"]


@dataclass(frozen=True, slots=True, eq=False)
class Repaired:
    """What a repair found: a solution or None, its objective, and the seconds it took.

    ``complete`` says that the neighbourhood was searched to the end; None that there was
    none.
    """

    x: NDArray[Any] | None
    objective: float
    seconds: float
    complete: bool | None


@dataclass(slots=True, eq=False)
class State:
    """The solution that is destroyed next, and the best one."""

    current: NDArray[Any]
    objective: float
    best: NDArray[Any]
    best_objective: float


@dataclass(frozen=True, slots=True)
class Step:
    """One iteration, as the observer sees it."""

    arm: int
    outcome: Outcome
    gain: float
    seconds: float
    complete: bool | None


def large_neighbourhood_search(
    state: State,
    bandit: Bandit,
    move: Callable[[int, State, np.random.Generator], Repaired],
    accept: Accept,
    reward: Callable[[Outcome, float], float],
    refresh: Callable[[State], bool],
    observe: Callable[[Step], None],
    rng: np.random.Generator,
) -> None:
    """Search until told to stop [1]_.

    Parameters
    ----------
    state : State
        The first solution; changed in place.
    bandit : Bandit
        Chooses the arm of each iteration.
    move : callable
        ``move(arm, state, rng)`` destroys a neighbourhood of the current solution and repairs it.
    accept : callable
        Whether a candidate that is not the best replaces the current solution.
    reward : callable
        ``reward(outcome, gain)``, with the relative gain over the best.
    refresh : callable
        Called before each iteration; may put a better solution of others into the state; returns
        whether to go on.
    observe : callable
        Is told of each iteration.
    rng : Generator
        Source of every draw.

    References
    ----------
    .. [1] Cai, Kadioglu & Dilkina (2025). Balans: Multi-armed bandits-based adaptive large
           neighborhood search for mixed-integer programming. *IJCAI 2025*: 2566-2574.
    """
    while refresh(state):
        arm = bandit.select(rng)
        repaired = move(arm, state, rng)
        before = state.best_objective
        outcome = _settle(state, repaired, accept, rng)
        gain = (before - state.best_objective) / max(abs(before), abs(state.best_objective), 1e-9)
        bandit.update(arm, reward(outcome, gain), repaired.seconds)
        observe(Step(arm, outcome, gain, repaired.seconds, repaired.complete))


def _settle(state: State, repaired: Repaired, accept: Accept, rng: np.random.Generator) -> Outcome:
    """Put the candidate in its place. A repair without a result is the current solution again."""
    x, objective = repaired.x, repaired.objective
    if x is None:
        x, objective = state.current, state.objective
    if objective < state.best_objective:
        state.current, state.objective = x, objective
        state.best, state.best_objective = x, objective
        return "best"
    if not accept(objective, state.objective, rng):
        return "reject"
    better = objective < state.objective
    state.current, state.objective = x, objective
    return "better" if better else "accept"
