"""The knapsack problem in whole numbers, sorted, around its break solution."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from coopt.methods.knapsack.grid import capacity_on_grid, on_grid
from coopt.problem.csr import Floats, Ints
from coopt.problem.knapsack import Knapsack


@dataclass(frozen=True, slots=True, eq=False)
class Reduced:
    """Items in doubt, by falling value per weight; the break solution takes the first ``cut``.

    Parameters
    ----------
    items : ndarray of int64, shape (n,)
        Their numbers in the problem.
    weight, value : ndarray of int64, shape (n,)
        Positive; in units of their grids.
    ratio : ndarray of float64, shape (n,)
        Value per weight.
    cut : int
        The break item: the first that does not fit after all before it; n if all fit.
    room : int
        Capacity that the break solution leaves.
    value_at_cut : int
        Its value, that of ``taken`` included.
    taken : ndarray of bool
        Items of the problem that cost nothing.
    unit : Fraction
        Value of a unit of ``value``.
    exact : bool
        Whether nothing was rounded.
    """

    items: Ints
    weight: Ints
    value: Ints
    ratio: Floats
    cut: int
    room: int
    value_at_cut: int
    taken: NDArray[np.bool_]
    unit: Fraction
    exact: bool


def reduced(problem: Knapsack, rng: np.random.Generator, relaxed: bool = False) -> Reduced:
    """Scale to whole numbers, divide out common factors, fix what is plain, and sort.

    Numbers that must be rounded leave less choice and value than there is, or if ``relaxed`` not
    less.

    Items of equal ratio stand in random order: neighbours of different weights fill better.
    """
    weights, values = on_grid(problem.weight, not relaxed), on_grid(problem.value, relaxed)
    capacity = capacity_on_grid(problem.capacity, weights.unit)
    if relaxed and not weights.exact:
        capacity += 1
    w, v = weights.counts, values.counts
    taken = (w == 0) & (v > 0)
    doubt = np.flatnonzero((w > 0) & (w <= capacity) & (v > 0))
    common_w = int(np.gcd.reduce(w[doubt])) or 1
    common_v = int(np.gcd.reduce(v[v > 0])) or 1
    w, v = w // common_w, v // common_v
    capacity //= common_w
    order = doubt[np.lexsort((rng.permutation(doubt.size), -(v[doubt] / w[doubt])))]
    w_sorted, v_sorted = w[order], v[order]
    cut, used = _break(w_sorted, capacity)
    return Reduced(
        items=order,
        weight=w_sorted,
        value=v_sorted,
        ratio=v_sorted / w_sorted,
        cut=cut,
        room=capacity - used,
        value_at_cut=total(v_sorted[:cut]) + total(v[taken]),
        taken=taken,
        unit=values.unit * common_v,
        exact=weights.exact and values.exact,
    )


def total(counts: Ints) -> int:
    """Sum without overflow."""
    if float(counts.sum(dtype=np.float64)) < 2.0**62:
        return int(counts.sum())
    return sum(counts.tolist())


def _break(weight: Ints, capacity: int) -> tuple[int, int]:
    """Return how many items fit in order, and their weight."""
    if float(weight.sum(dtype=np.float64)) < 2.0**62:
        sums = np.cumsum(weight)
        cut = int(np.searchsorted(sums, min(capacity, 2**62), side="right"))
        return cut, int(sums[cut - 1]) if cut else 0
    used = 0
    for k, after in enumerate(itertools.accumulate(weight.tolist())):
        if after > capacity:
            return k, used
        used = after
    return weight.size, used


def linear_bound(core: Reduced) -> int:
    """Return Dantzig's bound on the value above the break solution's, in units [1]_.

    References
    ----------
    .. [1] Dantzig (1957). Discrete-variable extremum problems. *Operations Research* 5(2).
    """
    if core.cut == core.items.size:
        return 0
    return core.room * int(core.value[core.cut]) // int(core.weight[core.cut])


def greedy_moves(core: Reduced) -> tuple[int, list[int]]:
    """Return the best found gain on the break solution, and the items moved for it.

    Tried are: filling up in order; and the best exchange of one item inside for one outside.
    """
    filled, moves, room = 0, [], core.room
    lightest = np.minimum.accumulate(core.weight[::-1])[::-1]
    for j in range(core.cut, core.items.size):
        if lightest[j] > room:
            break
        if core.weight[j] <= room:
            room -= int(core.weight[j])
            filled += int(core.value[j])
            moves.append(j)
    gain, pair = _best_exchange(core)
    return (gain, pair) if gain > filled else (filled, moves)


def _best_exchange(core: Reduced) -> tuple[int, list[int]]:
    """Return the best gain by one item out and one in. O(n log n)."""
    cut, n = core.cut, core.items.size
    if cut == 0 or cut == n or core.room > 2**61:
        return 0, []
    order = cut + np.argsort(core.weight[cut:], kind="stable")
    best = np.maximum.accumulate(core.value[order])
    fits = np.searchsorted(core.weight[order], core.weight[:cut] + core.room, side="right")
    gains = np.where(fits > 0, best[np.maximum(fits, 1) - 1] - core.value[:cut], 0)
    out = int(np.argmax(gains))
    gain = int(gains[out])
    if gain <= 0:
        return 0, []
    into = order[: fits[out]]
    return gain, [out, int(into[np.argmax(core.value[into])])]


def solution(core: Reduced, moves: list[int]) -> Floats:
    """Return the break solution with some items moved, as a vector of the problem."""
    x = core.taken.astype(float)
    x[core.items[: core.cut]] = 1.0
    for item in moves:
        x[core.items[item]] = 1.0 if item >= core.cut else 0.0
    return x


def in_units(value: int, unit: Fraction) -> float:
    """Return an amount as a double that is not below it."""
    exact = value * unit
    near = float(exact)
    return near if Fraction(near) >= exact else math.nextafter(near, math.inf)
