"""A bus for tests of methods: it checks what is offered, and says stop after some questions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from coopt.check.candidate import evaluate
from coopt.problem.csr import Floats


class CollectingBus:
    def __init__(self, problem: Any, asks: int = 10**9, start: Floats | None = None) -> None:
        self.problem = problem
        self.asks = asks
        self.offers: list[Floats] = []
        self.claims: list[str] = []
        self.dual = -math.inf
        self.incumbent: tuple[Floats, float] | None = None
        if start is not None:
            self.incumbent = start, evaluate(problem, start).objective

    def offer(self, x: Floats) -> None:
        verdict = evaluate(self.problem, x)
        assert verdict.feasible
        self.offers.append(x.copy())
        if self.incumbent is None or verdict.objective < self.incumbent[1]:
            self.incumbent = x.copy(), verdict.objective

    def raise_dual(self, bound: float) -> None:
        self.dual = max(self.dual, bound)

    def best(self) -> tuple[Floats, float] | None:
        return self.incumbent

    def stop(self) -> bool:
        self.asks -= 1
        return self.asks < 0

    def tell(self, kind: str, what: Any) -> None:
        if kind == "claim":
            self.claims.append(what)

    @property
    def objective(self) -> float:
        assert self.incumbent is not None
        return self.incumbent[1]

    @property
    def x(self) -> Floats:
        assert self.incumbent is not None
        return np.asarray(self.incumbent[0])
