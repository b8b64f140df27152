"""When a candidate replaces the current solution."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

Accept = Callable[[float, float, np.random.Generator], bool]
"""``accept(candidate, current, rng)``, of minimised objectives."""


def hill_climbing(candidate: float, current: float, rng: np.random.Generator) -> bool:
    """Accept what is not worse."""
    return candidate <= current


class SimulatedAnnealing:
    """Accept a worse candidate with probability ``exp(-difference / temperature)``.

    Parameters
    ----------
    start, end, step : float
        The temperature falls linearly from ``start`` to ``end``.
    relative : bool
        Whether differences are taken relative to the current objective, in percent. The published
        Balans takes absolute ones, which is hill climbing on large objectives and a random walk
        on small ones.
    """

    def __init__(self, start: float, end: float, step: float, relative: bool) -> None:
        self.temperature = start
        self.end = end
        self.step = step
        self.relative = relative

    def __call__(self, candidate: float, current: float, rng: np.random.Generator) -> bool:
        """Decide, and cool by one step."""
        difference = candidate - current
        if self.relative:
            difference *= 100.0 / max(abs(current), 1e-9)
        temperature = self.temperature
        self.temperature = max(self.end, self.temperature - self.step)
        return difference <= 0.0 or rng.random() < math.exp(-difference / temperature)
