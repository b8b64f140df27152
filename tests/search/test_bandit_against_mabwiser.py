"""The bandits choose as those of MABWiser do, from the same rewards."""

import numpy as np
import pytest

from coopt.search.bandit import EpsilonGreedy, Softmax, Ucb1

mab = pytest.importorskip("mabwiser.mab")

ARMS = [0, 1, 2]
HISTORY = [(0, 1.0), (1, 3.0), (2, 0.0), (1, 2.0), (0, 0.0), (2, 5.0), (1, 1.0)]


def oracle(policy: object) -> object:
    """Return MABWiser's bandit, fitted to the history."""
    bandit = mab.MAB(ARMS, policy, seed=1)
    bandit.fit([arm for arm, _ in HISTORY], [reward for _, reward in HISTORY])
    return bandit


def test_softmax_has_its_probabilities() -> None:
    ours = Softmax(3, tau=1.5)
    for arm, reward in HISTORY:
        ours.update(arm, reward, 1.0)
    theirs = oracle(mab.LearningPolicy.Softmax(tau=1.5))
    expected = theirs._imp.arm_to_expectation  # type: ignore[attr-defined]
    assert ours.probabilities().tolist() == pytest.approx([expected[arm] for arm in ARMS])


def test_ucb1_has_its_upper_bounds() -> None:
    ours = Ucb1(3, alpha=1.0)
    for arm, reward in HISTORY:
        ours.update(arm, reward, 1.0)
    theirs = oracle(mab.LearningPolicy.UCB1(alpha=1.0))
    assert ours.select(np.random.default_rng(0)) == theirs.predict()  # type: ignore[attr-defined]


def test_greedy_takes_its_arm() -> None:
    ours = EpsilonGreedy(3, 0.0)
    for arm, reward in HISTORY:
        ours.update(arm, reward, 1.0)
    theirs = oracle(mab.LearningPolicy.EpsilonGreedy(epsilon=0.0))
    assert ours.select(np.random.default_rng(0)) == theirs.predict()  # type: ignore[attr-defined]
