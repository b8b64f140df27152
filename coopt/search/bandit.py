"""Bandits: which arm next, from the rewards of those before.

Each is a small state with ``select(rng)`` and ``update(arm, reward, cost_s)``. The first four are
as in MABWiser, which the published Balans uses; the last is ours.
"""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np


class Bandit(Protocol):
    """Chooses among ``k`` arms."""

    def select(self, rng: np.random.Generator) -> int:
        """Return the next arm."""

    def update(self, arm: int, reward: float, cost_s: float) -> None:
        """Learn a reward and the seconds it took."""


class _Means:
    """Average reward of each arm over the whole run."""

    def __init__(self, arms: int) -> None:
        self.counts = np.zeros(arms)
        self.means = np.zeros(arms)

    def update(self, arm: int, reward: float, cost_s: float) -> None:
        """Fold a reward into the arm's mean; the cost is not looked at."""
        self.counts[arm] += 1
        self.means[arm] += (reward - self.means[arm]) / self.counts[arm]


class EpsilonGreedy(_Means):
    """With probability ``epsilon`` any arm, else the one of the best mean."""

    def __init__(self, arms: int, epsilon: float) -> None:
        super().__init__(arms)
        self.epsilon = epsilon

    def select(self, rng: np.random.Generator) -> int:
        """Return the next arm; of equal means the first wins."""
        if rng.random() < self.epsilon:
            return int(rng.integers(self.means.size))
        return int(np.argmax(self.means))


class Softmax(_Means):
    """An arm with probability proportional to ``exp(mean / tau)``."""

    def __init__(self, arms: int, tau: float) -> None:
        super().__init__(arms)
        self.tau = tau

    def probabilities(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Return the probability of each arm, shape (k,)."""
        weights = np.exp((self.means - self.means.max()) / self.tau)
        return np.asarray(weights / weights.sum())

    def select(self, rng: np.random.Generator) -> int:
        """Return the next arm."""
        return int(rng.choice(self.means.size, p=self.probabilities()))


class Thompson:
    """The arm of the largest draw from Beta(successes + 1, failures + 1); rewards are 0 or 1."""

    def __init__(self, arms: int) -> None:
        self.successes = np.ones(arms)
        self.failures = np.ones(arms)

    def select(self, rng: np.random.Generator) -> int:
        """Return the next arm."""
        return int(np.argmax(rng.beta(self.successes, self.failures)))

    def update(self, arm: int, reward: float, cost_s: float) -> None:
        """Count a success or a failure."""
        self.successes[arm] += reward
        self.failures[arm] += 1.0 - reward


class Ucb1(_Means):
    """The arm of the largest ``mean + alpha * sqrt(2 ln N / n)``; each arm once before.

    Auer, Cesa-Bianchi & Fischer (2002). Finite-time analysis of the multiarmed bandit problem.
    *Machine Learning* 47: 235-256.
    """

    def __init__(self, arms: int, alpha: float = 1.0) -> None:
        super().__init__(arms)
        self.alpha = alpha

    def select(self, rng: np.random.Generator) -> int:
        """Return the next arm."""
        untried = np.flatnonzero(self.counts == 0)
        if untried.size:
            return int(untried[0])
        width = np.sqrt(2.0 * math.log(self.counts.sum()) / self.counts)
        return int(np.argmax(self.means + self.alpha * width))


class DiscountedRate:
    """Share the time by gain per second, with decay: probability matching over seconds.

    An arm's share of the time grows with its recent gain per second, which is drawn towards the
    mean of all arms as long as little time went into it. What is known fades with the time spent
    on any arm, so that an arm which stopped paying is left soon; when nothing pays, all arms get
    the same time. An arm that costs little is therefore pulled often. A pull without change
    earns nothing, however the move was accepted.

    Parameters
    ----------
    arms : int
        Number of arms.
    half_life_s : float
        Seconds in which half of the memory fades.
    floor : float
        Share of the time that all arms split evenly, whatever they earn.
    """

    PRIOR_S = 1.0
    OVERHEAD_S = 0.02

    def __init__(self, arms: int, half_life_s: float = 10.0, floor: float = 0.25) -> None:
        self.half_life_s = half_life_s
        self.floor = floor
        self.gain = np.zeros(arms)
        self.seconds = np.zeros(arms)
        self.pulls = np.zeros(arms)

    def time_shares(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Return the share of the time that each arm should have, shape (k,)."""
        k = self.gain.size
        mean = (self.gain.sum() + 1e-9) / (self.seconds.sum() + self.PRIOR_S)
        rates = (self.gain + mean * self.PRIOR_S) / (self.seconds + self.PRIOR_S)
        return np.asarray(self.floor / k + (1.0 - self.floor) * rates / rates.sum())

    def probabilities(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Return the probability of pulling each arm, shape (k,): its time by its cost."""
        mean = (self.seconds.sum() + self.OVERHEAD_S) / (self.pulls.sum() + 1.0)
        costs = (self.seconds + mean) / (self.pulls + 1.0) + self.OVERHEAD_S
        weights = self.time_shares() / costs
        return np.asarray(weights / weights.sum())

    def select(self, rng: np.random.Generator) -> int:
        """Return the next arm."""
        return int(rng.choice(self.gain.size, p=self.probabilities()))

    def update(self, arm: int, reward: float, cost_s: float) -> None:
        """Fade what is known, then add a pull."""
        fade = 0.5 ** (cost_s / self.half_life_s)
        for memory in (self.gain, self.seconds, self.pulls):
            memory *= fade
        self.gain[arm] += reward
        self.seconds[arm] += cost_s
        self.pulls[arm] += 1.0


class Interleaved:
    """A steady share of the time for the last arm; another bandit chooses among the rest.

    Parameters
    ----------
    others : Bandit
        Chooses among the arms before the last.
    last : int
        Number of the last arm.
    share : float
        Share of the seconds that the last arm gets.
    """

    def __init__(self, others: Bandit, last: int, share: float) -> None:
        self.others, self.last, self.share = others, last, share
        self.seconds = np.zeros(2)

    def select(self, rng: np.random.Generator) -> int:
        """Return the next arm."""
        if self.seconds[1] < self.share * self.seconds.sum():
            return self.last
        return self.others.select(rng)

    def update(self, arm: int, reward: float, cost_s: float) -> None:
        """Count the seconds, and let the other bandit learn about its own arms."""
        self.seconds[int(arm == self.last)] += cost_s
        if arm != self.last:
            self.others.update(arm, reward, cost_s)
