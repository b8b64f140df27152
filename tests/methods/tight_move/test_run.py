from __future__ import annotations

from typing import Any

import numpy as np

from coopt.bus.protocol import Options
from coopt.check.milp import evaluate
from coopt.kernels.rows import Floats
from coopt.methods.tight_move.run import run
from coopt.problem.milp import Milp
from tests.kernels.small_milp import small_milp


class CountingBus:
    """Keeps the offers and says stop after some questions."""

    def __init__(self, asks: int) -> None:
        self.offers: list[Floats] = []
        self.asks = asks

    def offer(self, x: Floats) -> None:
        self.offers.append(x.copy())

    def raise_dual(self, bound: float) -> None:
        raise AssertionError("a primal method has no dual bound")

    def best(self) -> None:
        return None

    def stop(self) -> bool:
        self.asks -= 1
        return self.asks < 0

    def tell(self, kind: str, what: Any) -> None:
        pass


def test_offers_are_feasible() -> None:
    problem, bus = small_milp(3), CountingBus(10)
    run(problem, bus, Options(), np.random.default_rng(0))
    assert bus.offers
    assert all(evaluate(problem, x).feasible for x in bus.offers)


def test_it_is_silent_where_it_does_not_apply() -> None:
    bus = CountingBus(10)
    problem = Milp.from_arrays([1.0], [[1.0]], 1.0, 2.0)
    run(problem, bus, Options(), np.random.default_rng(0))
    assert not bus.offers


def test_a_problem_without_costs_ends_at_the_first_point() -> None:
    bus = CountingBus(1000)
    problem = Milp.from_arrays([0.0, 0.0], [[2.0, 3.0]], 5.0, 5.0, upper=4.0, integrality=1)
    run(problem, bus, Options(), np.random.default_rng(0))
    assert len(bus.offers) == 1
    assert bus.asks > 0
