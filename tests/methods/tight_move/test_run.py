from __future__ import annotations

from typing import Any

import numpy as np

from coopt.bus.protocol import Options
from coopt.check.milp import evaluate
from coopt.kernels.rows import Floats
from coopt.problem.milp import Milp
from tests.in_child import in_child
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


@in_child
def offers(problem: Milp, asks: int) -> tuple[list[Floats], int]:
    """Run the method; return what it offers, and how many questions were left."""
    from coopt.methods.tight_move.run import run

    bus = CountingBus(asks)
    run(problem, bus, Options(), np.random.default_rng(0))
    return bus.offers, bus.asks


def test_offers_are_feasible() -> None:
    problem = small_milp(3)
    found, _ = offers(problem, 10)
    assert found
    assert all(evaluate(problem, x).feasible for x in found)


def test_it_is_silent_where_it_does_not_apply() -> None:
    found, _ = offers(Milp.from_arrays([1.0], [[1.0]], 1.0, 2.0), 10)
    assert not found


def test_a_problem_without_costs_ends_at_the_first_point() -> None:
    problem = Milp.from_arrays([0.0, 0.0], [[2.0, 3.0]], 5.0, 5.0, upper=4.0, integrality=1)
    found, left = offers(problem, 1000)
    assert len(found) == 1
    assert left > 0
