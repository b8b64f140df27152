"""A bus for tests: verifies and keeps what a method offers."""

from __future__ import annotations

import math
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.check.candidate import evaluate


class RecordingBus:
    """Keeps the best of the verified offers, and says stop at a time or when the gap is closed."""

    def __init__(self, problem: Any, seconds: float = 20.0) -> None:
        self.problem = problem
        self.end = time.monotonic() + seconds
        self.offers: list[float] = []
        self.x: NDArray[np.float64] | None = None
        self.objective = math.inf
        self.dual = -math.inf
        self.told: list[tuple[str, Any]] = []

    def offer(self, x: NDArray[Any]) -> None:
        verdict = evaluate(self.problem, np.asarray(x, dtype=float))
        assert verdict.feasible
        self.offers.append(verdict.objective)
        if verdict.objective < self.objective:
            self.x, self.objective = np.array(x, dtype=float), verdict.objective

    def raise_dual(self, bound: float) -> None:
        self.dual = max(self.dual, bound)

    def best(self) -> tuple[NDArray[np.float64], float] | None:
        return None if self.x is None else (self.x.copy(), self.objective)

    def stop(self) -> bool:
        closed = self.objective - self.dual <= 1e-9 * max(1.0, abs(self.objective))
        return closed or time.monotonic() >= self.end

    def tell(self, kind: str, what: Any) -> None:
        self.told.append((kind, what))
