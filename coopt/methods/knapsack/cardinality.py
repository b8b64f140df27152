"""A bound by how many items a good choice can have [1]_.

References
----------
.. [1] Martello, Toth (1997). Upper bounds and algorithms for hard 0-1 knapsack problems.
       *Operations Research* 45(5): 768-778.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from coopt.methods.knapsack.reduced import Reduced, total
from coopt.problem.csr import Floats

STEPS = 45
LARGEST = 50_000
GOLDEN = (np.sqrt(5.0) - 1.0) / 2.0


def cardinality_bound(core: Reduced, gain: int) -> int | None:
    """Return a bound on the gain over the break solution, for choices that gain more than ``gain``.

    No choice has more items than the lightest that fit together, and a better one has at least
    as many as the most valuable that exceed the value known. With a price on the number of items
    the linear relaxation is a bound for any price; the best one is sought by golden section.

    Returns
    -------
    int or None
        The bound, in units, or None where sums leave the doubles' exact range.
    """
    n = core.items.size
    sums = core.weight.sum(dtype=float), core.value.sum(dtype=float)
    if n == 0 or n > LARGEST or max(sums) > 2.0**52:
        return None
    before = total(core.value[: core.cut])
    capacity = core.room + total(core.weight[: core.cut])
    most = int(np.searchsorted(np.cumsum(np.sort(core.weight)), capacity, side="right"))
    falling = np.cumsum(np.sort(core.value)[::-1])
    least = int(np.searchsorted(falling, before + gain, side="right")) + 1
    weight, value = core.weight.astype(float), core.value.astype(float)
    top = float(value.max())
    bounds = [
        _golden(lambda price: _priced(weight, value, capacity, price) + price * most, top),
        _golden(lambda price: _priced(weight, value, capacity, -price) - price * least, top),
    ]
    return int(np.floor(min(bounds))) - before


def _priced(weight: Floats, value: Floats, capacity: int, price: float) -> float:
    """Return the linear bound if each item costs ``price``, rounding included."""
    net = value - price
    good = np.flatnonzero(net > 0)
    order = good[np.argsort(-net[good] / weight[good])]
    sums = np.cumsum(weight[order])
    cut = int(np.searchsorted(sums, capacity, side="right"))
    bound = float(net[order[:cut]].sum())
    if cut < order.size:
        room = capacity - (sums[cut - 1] if cut else 0.0)
        bound += float(room * net[order[cut]] / weight[order[cut]])
    return bound + 1e-14 * float(np.abs(value).sum() + abs(price) * value.size)


def _golden(function: Callable[[float], float], top: float) -> float:
    """Return a small value of a convex function on ``[0, top]``."""
    low, high = 0.0, top
    a, b = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_a, at_b = function(a), function(b)
    least = min(function(0.0), at_a, at_b)
    for _ in range(STEPS):
        if at_a <= at_b:
            high, b, at_b = b, a, at_a
            a = high - GOLDEN * (high - low)
            at_a = function(a)
        else:
            low, a, at_a = a, b, at_b
            b = low + GOLDEN * (high - low)
            at_b = function(b)
        least = min(least, at_a, at_b)
    # Where all values differ from the weights by the same, that is the price: a whole number.
    middle = np.rint((low + high) / 2.0)
    return min(least, *(function(max(0.0, middle + step)) for step in (-1.0, 0.0, 1.0)))
