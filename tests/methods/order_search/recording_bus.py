"""A bus that verifies as the real one does, and keeps what it hears."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.check.dag import certify
from coopt.problem.dag import Dag


class RecordingBus:
    """Keeps the best verified offer; says stop after some questions."""

    def __init__(self, problem: Dag, asks: int = 10**9) -> None:
        self.problem, self.asks = problem, asks
        self.found: tuple[NDArray[np.float64], float] | None = None
        self.dual = -np.inf
        self.said: list[tuple[str, Any]] = []
        self.offers = 0

    def offer(self, x: NDArray[Any]) -> None:
        verdict = certify(self.problem, x)
        assert verdict.verified == "exact", verdict.worst
        self.offers += 1
        value = float(verdict.objective)
        if self.found is None or value < self.found[1]:
            self.found = x.copy(), value

    def raise_dual(self, bound: float) -> None:
        self.dual = max(self.dual, bound)

    def best(self) -> tuple[NDArray[np.float64], float] | None:
        return self.found

    def stop(self) -> bool:
        self.asks -= 1
        return self.asks < 0

    def tell(self, kind: str, what: Any) -> None:
        self.said.append((kind, what))

    @property
    def objective(self) -> float:
        assert self.found is not None
        return self.found[1]
