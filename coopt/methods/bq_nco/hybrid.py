"""The policy and the local search by turns: a construction, a search, windows anew, a search.

Nothing gets worse: a search begins at the best solution, given ones included, and only better ones
are kept.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.errors import OptionError
from coopt.methods.bq_nco.decoding import Decoding
from coopt.methods.bq_nco.improve import FEW, improve, improves
from coopt.methods.bq_nco.keeper import Keeper
from coopt.methods.bq_nco.policy import Policy, constructions
from coopt.methods.bq_nco.route_windows import reconstructed_routes
from coopt.methods.bq_nco.windows import SHORTEST, reconstructed_tours
from coopt.problem.cvrp import Cvrp
from coopt.problem.tsp import Tsp

BEAMS_UP_TO = 200
"""Up to so many nodes the first construction is the best of sixteen beams, above it is greedy."""
CONSTRUCTION = 0.3
"""Share of the time after which a construction is given up for the search."""
SHARES = (0.15, 0.2, 1.0)
"""What a search and its windows get of the time that is left then; the last has no windows."""
WINDOWS = 0.2
"""Windows' part of a share."""
FIRST_S = 2.0
"""Without an end, each share is twice as long as the one before."""


@dataclass(frozen=True, slots=True)
class Share:
    """Ends of a search and of the windows after it, in time, or kicks and rounds of them."""

    search_end: float
    windows_end: float
    kicks: int | None = None
    rounds: int | None = None


def start_decoding(n: int) -> Decoding:
    """Return how the first construction of a problem with n nodes is made."""
    return Decoding("beam", 16) if n <= BEAMS_UP_TO else Decoding()


def shares(
    deadline: float, kicks: int | None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Share]:
    """Divide what is left between now and a deadline, or kicks, or doubling times without end."""
    if kicks is not None:
        for k in range(len(SHARES)):
            yield Share(deadline, deadline, kicks // len(SHARES), int(k + 1 < len(SHARES)))
        return
    length = FIRST_S
    while math.isinf(deadline):
        yield Share(clock() + length, clock() + (1.0 + WINDOWS) * length)
        length *= 2.0
    for share in SHARES:
        now = clock()
        end = now + share * (deadline - now)
        whole = share == 1.0
        yield Share(end if whole else end - WINDOWS * (end - now), now if whole else end)


def run_hybrid(
    problem: Any,
    policy: Policy,
    neighbours: int,
    bus: Bus,
    options: Options,
    rng: np.random.Generator,
) -> None:
    """Offer a construction of the policy, then what search and windows make of the best.

    Parameters
    ----------
    problem : Tsp, Cvrp, Orienteering or Knapsack
        The problem.
    policy : Policy
        For its task.
    neighbours : int
        Nodes that the policy sees; 0 for all.
    bus : Bus
        Where solutions go, and come from.
    options : Options
        ``settings["kicks"]`` counts kicks instead of time, and makes the run repeat.
    rng : numpy.random.Generator
        Source of randomness.
    """
    keeper = Keeper(problem, bus.stop, bus.offer, bus.best)
    end = time.monotonic() + CONSTRUCTION * (options.deadline - time.monotonic())

    def late() -> bool:
        return bus.stop() or (improves(problem) and time.monotonic() >= end)

    made = constructions(policy, [problem], start_decoding(problem.n), neighbours, rng, late)
    if made is not None and made[0] is not None:
        keeper.offer(made[0])
    if not improves(problem):
        return
    for share in shares(options.deadline, kicks_of(options)):
        improve(problem, keeper, share.search_end, rng, share.kicks)
        if bus.stop() or problem.n <= FEW:
            return
        rework(problem, policy, neighbours, keeper, share, rng)


def kicks_of(options: Options) -> int | None:
    """Return the number of kicks that is set, or None.

    Raises
    ------
    OptionError
        If it is no number.
    """
    text = options.settings.get("kicks")
    if text is not None and not text.isdigit():
        raise OptionError(f"bq_nco.kicks is {text!r}, expected a whole number")
    return None if text is None else int(text)


def rework(
    problem: Any,
    policy: Policy,
    neighbours: int,
    keeper: Keeper,
    share: Share,
    rng: np.random.Generator,
) -> None:
    """Construct windows of the best solution anew, until the share ends."""

    def stop() -> bool:
        return keeper.stop() or time.monotonic() >= share.windows_end

    rounds = 0
    best = keeper.best()
    while best is not None and not stop() and (share.rounds is None or rounds < share.rounds):
        x = best[0].astype(np.int64)
        if isinstance(problem, Tsp) and problem.n >= SHORTEST:
            new = reconstructed_tours(policy, [problem.distances], [x], rng, stop)[0]
        elif isinstance(problem, Cvrp):
            new = reconstructed_routes(policy, problem, x, neighbours, rng, stop)
        else:
            return
        keeper.offer(new.astype(float))
        best, rounds = keeper.best(), rounds + 1
