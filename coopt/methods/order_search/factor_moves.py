"""Orders scored by the Cholesky factor: least squares, equal variances, ridge."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from coopt.kernels.order_descent import Descent, descend, descent_of, score_of
from coopt.kernels.order_factor import write_weights
from coopt.kernels.order_kick import kick
from coopt.kernels.xorshift import xorshift_state
from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Bools
from coopt.search.order_search import OrderMoves, random_order

KICKED = 3
WORK = 2e7
"""Basic steps between two looks at the stop, some 20 ms."""


def factor_moves(
    gram: Floats,
    before: Bools,
    stop: Callable[[], bool],
    meanwhile: Callable[[Ints], None],
    rng: np.random.Generator,
) -> OrderMoves:
    """Return the moves; ``meanwhile`` is told of the order as a long descent improves it."""
    state = descent_of(gram.shape[0])
    random = xorshift_state(rng)

    def improve(order: Ints) -> float:
        state.cursor[0] = -1
        while not descend(gram, before, order, state, WORK) and not stop():
            meanwhile(order)
        return float(score_of(gram, order, state))

    return OrderMoves(
        descend=improve,
        kick=lambda order: kick(order, before, KICKED, random),
        fresh=lambda: random_order(before, rng),
    )


def weights_of(gram: Floats, order: Ints, state: Descent | None = None) -> Floats:
    """Return the regressions of each node on all before it; O(d^3)."""
    d = gram.shape[0]
    room = state or descent_of(d)
    score_of(gram, order, room)
    weights = np.zeros((d, d))
    write_weights(room.inverse, order, weights)
    return weights
