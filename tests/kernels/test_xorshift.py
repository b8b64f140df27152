from __future__ import annotations

import numpy as np

from coopt.kernels.xorshift import below, uniform, xorshift_state


def test_draws_are_spread_and_repeat_with_the_seed() -> None:
    state = xorshift_state(np.random.default_rng(7))
    twin = xorshift_state(np.random.default_rng(7))
    draws = [below(state, 10) for _ in range(10_000)]
    assert draws == [below(twin, 10) for _ in range(10_000)]
    counts = np.bincount(draws, minlength=10)
    assert counts.size == 10
    assert counts.min() > 850 and counts.max() < 1150
    assert 0.48 < np.mean([uniform(state) for _ in range(10_000)]) < 0.52
