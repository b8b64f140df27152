import numpy as np
import pytest

from coopt.search.acceptance import SimulatedAnnealing, hill_climbing


def share_accepted(accept: SimulatedAnnealing, candidate: float, current: float) -> float:
    rng = np.random.default_rng(0)
    return float(np.mean([accept(candidate, current, rng) for _ in range(4000)]))


def test_hill_climbing_takes_what_is_not_worse() -> None:
    rng = np.random.default_rng(0)
    assert hill_climbing(1.0, 1.0, rng)
    assert not hill_climbing(1.1, 1.0, rng)


def test_annealing_accepts_with_the_metropolis_probability() -> None:
    steady = SimulatedAnnealing(2.0, 2.0, 0.0, relative=False)
    assert share_accepted(steady, 13.0, 10.0) == pytest.approx(np.exp(-1.5), abs=0.03)


def test_relative_annealing_does_not_depend_on_the_scale() -> None:
    shares = [
        share_accepted(SimulatedAnnealing(1.0, 1.0, 0.0, relative=True), 1.01 * scale, scale)
        for scale in (1e-3, 1.0, 1e6)
    ]
    assert shares == pytest.approx([np.exp(-1.0)] * 3, abs=0.03)


def test_the_temperature_falls_to_its_end() -> None:
    accept = SimulatedAnnealing(20.0, 1.0, 0.1, relative=False)
    rng = np.random.default_rng(0)
    for _ in range(300):
        accept(0.0, 0.0, rng)
    assert accept.temperature == 1.0
