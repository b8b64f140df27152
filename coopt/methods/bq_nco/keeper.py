"""A bus within the process: it keeps the best, and passes what is new on."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.check.candidate import evaluate
from coopt.problem.csr import Floats

Found = Callable[[Floats], None]


class Keeper:
    """Checks what is offered by the problem's own check, and keeps the best.

    Parameters
    ----------
    problem
        The problem.
    stop : callable
        Whether to end now.
    found : callable, optional
        Is given each solution that is better than those before.
    given : callable, optional
        What others have found: a solution and its objective, or None.
    """

    def __init__(
        self,
        problem: Any,
        stop: Callable[[], bool] = lambda: False,
        found: Found | None = None,
        given: Callable[[], tuple[Floats, float] | None] = lambda: None,
    ) -> None:
        self.problem, self.stop = problem, stop
        self._found, self._given = found, given
        self._x: Floats | None = None
        self.objective, self.bound = math.inf, -math.inf

    def offer(self, x: NDArray[Any]) -> None:
        """Keep a candidate if it is feasible and better."""
        point = np.array(x, dtype=float)
        verdict = evaluate(self.problem, point)
        if verdict.feasible and verdict.objective < self.objective:
            self._x, self.objective = point, verdict.objective
            if self._found is not None:
                self._found(point)

    def best(self) -> tuple[Floats, float] | None:
        """Return the best solution and its objective: an own one, or that of others."""
        given = self._given()
        if given is not None and given[1] < self.objective:
            return given
        return None if self._x is None else (self._x, self.objective)

    def raise_dual(self, bound: float) -> None:
        """Keep a bound."""
        self.bound = max(self.bound, bound)

    def tell(self, kind: str, what: Any) -> None:
        """Say nothing."""
