"""The first solution: one of another method is as good as an own one."""

from __future__ import annotations

import time
from typing import Any, Literal

import numpy as np

from coopt.problem import Milp
from tests.in_child import in_child

LATER_S, SLICE_S = 1.0, 60.0


class Late:
    """A bus on which another method has a solution after a while."""

    def __init__(self, x: Any) -> None:
        self._x, self._from = x, time.monotonic() + LATER_S

    def best(self) -> tuple[Any, float] | None:
        return (self._x, 0.0) if time.monotonic() > self._from else None

    def offer(self, x: Any) -> None: ...

    def raise_dual(self, bound: float) -> None: ...

    def stop(self) -> bool:
        return False

    def tell(self, kind: Literal["claim", "nodes", "note", "data"], what: Any) -> None: ...


@in_child
def seconds_until_found(problem: Milp, x: Any) -> float:
    """Return how long it takes with a long slice of SCIP, beside a method that is late."""
    from coopt.methods.balans import first_solution as module

    module.LOCAL_SEARCH_S, module.SLICE_S = 0.1, SLICE_S
    began = time.monotonic()
    found = module.first_solution(problem, Late(x), np.random.default_rng(1), with_lp=False)
    assert found is not None and (found[0] == x).all()
    return time.monotonic() - began


def test_a_solution_of_another_method_ends_the_wait() -> None:
    rng = np.random.default_rng(7)
    a = rng.integers(0, 1000, (6, 60)).astype(float)
    x = rng.integers(0, 2, 60).astype(float)
    market_split = Milp.from_arrays(np.zeros(60), a, a @ x, a @ x, upper=1, integrality=1)
    assert seconds_until_found(market_split, x) < SLICE_S
