"""Configurations: ours, and the two that were published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coopt.errors import OptionError
from coopt.methods.balans.arms import TREE, Arm, default_arms, paper_arms
from coopt.search.acceptance import Accept, SimulatedAnnealing, hill_climbing
from coopt.search.bandit import (
    Bandit,
    DiscountedRate,
    EpsilonGreedy,
    Interleaved,
    Softmax,
    Thompson,
    Ucb1,
)
from coopt.search.lns import Outcome

TREE_SHARE = 0.3
PAPER_16 = [
    "crossover",
    *("mutation_25", "mutation_50", "mutation_75"),
    *("local_branching_10", "local_branching_25", "local_branching_50"),
    *("proximity_005", "proximity_015", "proximity_030"),
    *("rens_25", "rens_50", "rens_75"),
    *("rins_25", "rins_50", "rins_75"),
]
PAPER_10 = [
    "crossover",
    "mutation_50",
    "rins_40",
    *("rens_40", "rens_50"),
    "proximity_005",
    *("local_branching_10", "local_branching_20", "local_branching_30", "local_branching_50"),
]


@dataclass(frozen=True, slots=True, eq=False)
class Preset:
    """Arms, bandit, acceptance, reward, and whether sub-problems must improve."""

    arms: list[Arm]
    bandit: Bandit
    accept: Accept
    reward: Callable[[Outcome, float], float]
    cutoff: bool


def scores(best: float, better: float, accept: float, reject: float) -> Callable[..., float]:
    """Return the reward of the published system: a score for each outcome."""
    table = {"best": best, "better": better, "accept": accept, "reject": reject}
    return lambda outcome, gain: table[outcome]


def preset(
    name: str, second: str | None, share: float, bandit: str = "", whole: Sequence[Arm] = ()
) -> Preset:
    """Return a configuration by name.

    Parameters
    ----------
    name : str
        ``default``, ``paper`` (16 arms) or ``paper10`` (10 arms, the default of version 2.2).
    second : str or None
        A second engine for sub-problems, beside SCIP.
    share : float
        Share of the integers to free at first.
    bandit : str
        Another bandit for the default: ``uniform``, ``softmax``, ``thompson``, ``ucb1``,
        ``epsilon``, or ``only:ARM``.
    whole : sequence of Arm
        Searches of the whole problem that the default has beside its neighbourhoods.

    Raises
    ------
    OptionError
        If there is no such configuration, bandit or arm.
    """
    if name == "paper":
        arms = paper_arms(PAPER_16, 60.0, 150.0)
        annealing = SimulatedAnnealing(20.0, 1.0, 0.1, relative=False)
        return Preset(arms, Softmax(len(arms), 2.0), annealing, scores(3, 2, 1, 0), False)
    if name == "paper10":
        arms = paper_arms(PAPER_10, 12.0, 15.0)
        learner = Softmax(len(arms), 1.359686)
        return Preset(arms, learner, hill_climbing, scores(8, 4, 2, 1), False)
    if name != "default":
        raise OptionError(f"balans.preset is {name!r}, expected default, paper or paper10")
    arms = [*default_arms(second, share), *whole]
    if bandit.startswith("only:"):
        arms = [arm for arm in arms if arm.name == bandit[5:]]
        if not arms:
            raise OptionError(f"balans has no arm {bandit[5:]!r}")
        bandit = "uniform"
    return Preset(arms, _bandit(bandit, arms), hill_climbing, _gain, True)


def _gain(outcome: Outcome, gain: float) -> float:
    return gain


def _shared_time(given: list[Arm]) -> Bandit:
    """Return our bandit; the tree has a steady share beside it, for it pays late."""
    if given[-1].name != TREE or len(given) == 1:
        return DiscountedRate(len(given))
    return Interleaved(DiscountedRate(len(given) - 1), len(given) - 1, TREE_SHARE)


def _bandit(name: str, given: list[Arm]) -> Bandit:
    arms = len(given)
    made: dict[str, Callable[[], Bandit]] = {
        "": lambda: _shared_time(given),
        "uniform": lambda: EpsilonGreedy(arms, 1.0),
        "softmax": lambda: Softmax(arms, 0.01),
        "thompson": lambda: Thompson(arms),
        "ucb1": lambda: Ucb1(arms, 0.01),
        "epsilon": lambda: EpsilonGreedy(arms, 0.2),
    }
    if name not in made:
        raise OptionError(f"balans.bandit is {name!r}, expected one of {', '.join(made)[2:]}")
    return made[name]()
