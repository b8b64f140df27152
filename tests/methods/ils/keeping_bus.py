"""A bus for tests of one method, without processes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.check.candidate import evaluate


class KeepingBus:
    """Verifies the offers and keeps the best."""

    def __init__(self, problem: Any, start: NDArray[Any] | None = None) -> None:
        self.problem, self.dual = problem, -np.inf
        self.kept: tuple[NDArray[Any], float] | None = None
        if start is not None:
            self.offer(start)

    def offer(self, x: NDArray[Any]) -> None:
        verdict = evaluate(self.problem, x)
        assert verdict.feasible
        if self.kept is None or verdict.objective < self.kept[1]:
            self.kept = (np.asarray(x, dtype=float), verdict.objective)

    def raise_dual(self, bound: float) -> None:
        self.dual = max(self.dual, bound)

    def best(self) -> tuple[NDArray[Any], float] | None:
        return self.kept

    def stop(self) -> bool:
        return False

    def tell(self, kind: str, what: Any) -> None:
        pass
