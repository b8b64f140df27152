"""The first solution: one of another method is as good as an own one."""

from __future__ import annotations

import time
from typing import Any, Literal

import numpy as np
import pytest

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
def seconds_until_found(problem: Milp, x: Any, turn_s: float) -> float:
    """Return how long it takes, by turns of so many seconds, beside a method that is late."""
    from coopt.methods.balans import first_solution as module

    began = time.monotonic()
    late = Late(x)
    local = module.LocalSearch(problem, late, np.random.default_rng(1), with_lp=False)
    found = module.first_solution(problem, local, late, turn_s)
    assert found is not None and (found[0] == x).all()
    return time.monotonic() - began


def market_split(semicontinuous: int) -> tuple[Milp, Any]:
    """Return a problem that nothing solves soon, and its solution."""
    rng = np.random.default_rng(7)
    a = rng.integers(0, 1000, (6, 60)).astype(float)
    x = rng.integers(0, 2, 60).astype(float)
    side = a @ x
    kinds = [1] * 60 + [2] * semicontinuous
    a = np.hstack([a, np.zeros((6, semicontinuous))])
    x = np.append(x, np.zeros(semicontinuous))
    return Milp.from_arrays(np.zeros(x.size), a, side, side, upper=1, integrality=kinds), x


# Local search leaves semi-continuous problems to SCIP.
@pytest.mark.parametrize("semicontinuous", [0, 1])
def test_a_solution_of_another_method_ends_the_wait(semicontinuous: int) -> None:
    assert seconds_until_found(*market_split(semicontinuous), turn_s=SLICE_S) < SLICE_S


@pytest.mark.parametrize("semicontinuous", [0, 1])
def test_a_search_that_begins_after_its_time_waits_to_be_stopped(semicontinuous: int) -> None:
    assert seconds_until_found(*market_split(semicontinuous), turn_s=-1.0) < SLICE_S
