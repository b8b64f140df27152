"""The learning rate of each step."""

from __future__ import annotations

import math

from coopt.training.recipe import Steps


def rate_at(step: int, train: Steps) -> float:
    """Return the rate: a rise from 0 in the warm-up, then the decay; ``step`` from 0 on."""
    rise = min(1.0, (step + 1) / (train.warm_up + 1))
    if train.decay == "none":
        return train.rate * rise
    past = max(0, step - train.warm_up) / max(1, train.steps - train.warm_up)
    return train.rate * rise * 0.5 * (1.0 + math.cos(math.pi * min(1.0, past)))
