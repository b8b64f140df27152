from __future__ import annotations

import pytest

from tests.in_child import in_child


@in_child
def rewards(gains: list[float]) -> list[float]:
    from coopt.methods.balans.presets import SteadyGain

    reward = SteadyGain()
    return [reward("best", gain) for gain in gains]


def test_the_reward_does_not_depend_on_the_scale_of_gains() -> None:
    gains = [3.0, 0.0, 1.0, 0.2, 0.0, 0.5]
    found = rewards(gains)
    assert found == pytest.approx(rewards([1e-6 * gain for gain in gains]))
    assert found[0] == 0.5
    assert found[1] == 0.0
    assert all(0.0 <= reward < 1.0 for reward in found)


def test_small_gains_count_once_large_ones_have_ended() -> None:
    found = rewards([100.0] + [1.0] * 20)
    assert found[1] < 0.1
    assert found[-1] > 0.49
