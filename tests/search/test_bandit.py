from collections.abc import Callable

import numpy as np
import pytest

from coopt.search.bandit import (
    Bandit,
    DiscountedRate,
    EpsilonGreedy,
    Interleaved,
    Softmax,
    Thompson,
    Ucb1,
)

MAKERS: dict[str, Callable[[int], Bandit]] = {
    "epsilon": lambda k: EpsilonGreedy(k, 0.1),
    "softmax": lambda k: Softmax(k, 0.2),
    "thompson": Thompson,
    "ucb1": Ucb1,
    "discounted": DiscountedRate,
}


def play(bandit: Bandit, chances: list[float], pulls: int, seed: int = 0) -> np.ndarray:
    """Return how often each arm of the given success chances was pulled."""
    rng = np.random.default_rng(seed)
    counts = np.zeros(len(chances), dtype=int)
    for _ in range(pulls):
        arm = bandit.select(rng)
        counts[arm] += 1
        bandit.update(arm, float(rng.random() < chances[arm]), 1.0)
    return counts


@pytest.mark.parametrize("name", MAKERS)
def test_the_best_arm_is_pulled_most(name: str) -> None:
    counts = play(MAKERS[name](4), [0.1, 0.2, 0.9, 0.3], 600)
    assert np.argmax(counts) == 2


@pytest.mark.parametrize("name", MAKERS)
def test_the_same_seed_gives_the_same_pulls(name: str) -> None:
    runs = [play(MAKERS[name](3), [0.3, 0.5, 0.4], 50, seed=3).tolist() for _ in range(2)]
    assert runs[0] == runs[1]


def test_softmax_has_the_stated_probabilities() -> None:
    bandit = Softmax(2, tau=2.0)
    bandit.update(0, 3.0, 1.0)
    bandit.update(0, 1.0, 1.0)
    weights = np.exp(np.array([2.0, 0.0]) / 2.0)
    assert bandit.probabilities().tolist() == pytest.approx((weights / weights.sum()).tolist())


def test_ucb1_adds_the_confidence_width() -> None:
    bandit = Ucb1(2)
    for reward in (0.0, 1.0, 0.0):
        bandit.update(0, reward, 1.0)
    bandit.update(1, 0.0, 1.0)
    # 1/3 + sqrt(2 ln 4 / 3) = 1.295 < 0 + sqrt(2 ln 4) = 1.665.
    assert bandit.select(np.random.default_rng(0)) == 1


def test_epsilon_greedy_without_epsilon_takes_the_best_mean() -> None:
    bandit = EpsilonGreedy(3, 0.0)
    bandit.update(1, 1.0, 1.0)
    assert bandit.select(np.random.default_rng(0)) == 1


def test_the_discounted_rate_prefers_cheap_gains() -> None:
    bandit = DiscountedRate(2)
    for _ in range(20):
        bandit.update(0, 1.0, 10.0)
        bandit.update(1, 1.0, 0.1)
    assert bandit.probabilities()[1] > 0.7


def test_the_discounted_rate_forgets_an_arm_that_stopped_paying() -> None:
    bandit = DiscountedRate(2)
    bandit.update(0, 100.0, 1.0)
    bandit.update(1, 1.0, 1.0)
    for _ in range(200):
        bandit.update(0, 0.0, 1.0)
        bandit.update(1, 0.1, 1.0)
    assert bandit.probabilities()[1] > 0.7


def test_no_arm_is_ever_given_up() -> None:
    bandit = DiscountedRate(4)
    for _ in range(100):
        bandit.update(0, 1.0, 1.0)
    for arm in (1, 2, 3):
        bandit.update(arm, 0.0, 1.0)
    assert bandit.probabilities().min() > 0.05


def test_the_last_arm_of_an_interleaved_bandit_gets_its_share_of_the_time() -> None:
    bandit, rng = Interleaved(DiscountedRate(3), 3, 0.25), np.random.default_rng(0)
    seconds = np.zeros(4)
    for _ in range(400):
        arm = bandit.select(rng)
        cost = 1.0 if arm == 3 else 0.2
        bandit.update(arm, float(arm == 1), cost)
        seconds[arm] += cost
    assert seconds[3] / seconds.sum() == pytest.approx(0.25, abs=0.01)
    assert np.argmax(seconds[:3]) == 1
