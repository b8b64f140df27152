"""The learning rate of each step."""

from __future__ import annotations

import math
from bisect import bisect_right

from coopt.training.recipe import Steps

AGAIN = 0.5
"""Share of the rate after a restart."""


def rate_at(step: int, train: Steps) -> float:
    """Return the rate: a rise from 0 in the warm-up, then the decay; ``step`` from 0 on."""
    rise = min(1.0, (step + 1) / (train.warm_up + 1))
    if train.decay == "none":
        return train.rate * rise
    at = bisect_right(train.restarts, step)
    end = (*train.restarts, train.steps)[at]
    if at:
        return AGAIN * train.rate * _falling(step, train.restarts[at - 1], end)
    return train.rate * rise * _falling(step, train.warm_up, end)


def _falling(step: int, begin: int, end: int) -> float:
    """Return the share of the rate: a half wave of the cosine from 1 at ``begin`` to 0."""
    past = max(0, step - begin) / max(1, end - begin)
    return 0.5 * (1.0 + math.cos(math.pi * min(1.0, past)))
