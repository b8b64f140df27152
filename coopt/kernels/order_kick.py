"""Random insertions into an order that keep a precedence."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from coopt.kernels.order_descent import insert_node
from coopt.kernels.xorshift import State, below


@njit(cache=True)
def kick(order: NDArray[np.int64], before: NDArray[np.bool_], times: int, state: State) -> None:
    """Insert ``times`` random nodes at random places of their ranges, in place; O(d) each."""
    d = order.size
    for _ in range(times):
        a = below(state, d)
        node = order[a]
        up, down = a, a
        while up > 0 and not before[order[up - 1], node]:
            up -= 1
        while down < d - 1 and not before[node, order[down + 1]]:
            down += 1
        insert_node(order, a, up + below(state, down - up + 1))
