"""The search by topological swaps [1]_.

References
----------
.. [1] Deng, Bello, Aragam, Ravikumar (2023). Optimizing NOTEARS objectives via topological swaps.
       *ICML 2023*.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from coopt.methods.topo.acyclicity import Acyclicity
from coopt.methods.topo.candidates import Pairs, Sizes, candidate_pairs
from coopt.methods.topo.fit import Fit
from coopt.methods.topo.network_fit import StoppedError
from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Bools

SMALLEST = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Topo:
    """What a run needs: the fit of a node, h, the sizes, allowed edges, precedence, the stop."""

    fit: Fit
    acyclicity: Acyclicity
    sizes: Sizes
    allowed: Bools
    before: Bools
    stop: Callable[[], bool]


@dataclass(slots=True, eq=False)
class State:
    """An order, its weights, and each node's cost."""

    order: Ints
    weights: Floats
    costs: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Swap:
    """An improving exchange of two positions, and by how much."""

    first: int
    last: int
    gain: float


def fitted(topo: Topo, order: Ints) -> State:
    """Fit every node on what may lead to it and precedes it."""
    d = order.size
    state = State(order.copy(), np.zeros((d, d)), np.zeros(d))
    for k in range(d):
        _refit(topo, state, k)
    return state


def topological_swaps(
    topo: Topo, start: Ints, found: Callable[[State], None] = lambda state: None
) -> State:
    """Swap until neither the small set nor, as often as is allowed, the large one improves.

    Raises
    ------
    StoppedError
        If the stop says so in the midst of fits.
    """
    state = fitted(topo, start)
    found(state)
    searches = 0
    while not topo.stop():
        small, large = candidate_pairs(state.weights, state.order, topo.acyclicity, topo.sizes)
        swaps = _improving(topo, state, small)
        if not swaps:
            if searches >= topo.sizes.searches:
                break
            swaps = _improving(topo, state, large)
            if not swaps:
                break
            searches += 1
        _apply(topo, state, swaps)
        found(state)
    return state


def _improving(topo: Topo, state: State, pairs: Pairs) -> list[Swap]:
    """Return the swaps that lower the cost, the best first."""
    position = np.argsort(state.order)
    least = SMALLEST * abs(float(state.costs.sum()))
    swaps = []
    for i, j in pairs:
        if topo.stop():
            break
        first, last = int(position[j]), int(position[i])
        if not _keeps(topo.before, state.order, first, last):
            continue
        gain = _gain(topo, state, first, last)
        if gain > least:
            swaps.append(Swap(first, last, gain))
    return sorted(swaps, key=lambda swap: (-swap.gain, swap.first, swap.last))


def _keeps(before: Bools, order: Ints, first: int, last: int) -> bool:
    """Whether exchanging two positions keeps the precedence."""
    between = order[first : last + 1]
    return not (before[order[first], between[1:]].any() or before[between[:-1], order[last]].any())


def _gain(topo: Topo, state: State, first: int, last: int) -> float:
    """Return by how much exchanging two positions lowers the cost; refits those between."""
    order = state.order.copy()
    order[[first, last]] = order[[last, first]]
    change = 0.0
    for k in range(first, last + 1):
        if topo.stop():
            raise StoppedError
        node = int(order[k])
        change += state.costs[node] - topo.fit(node, _parents(topo, order, k))[1]
    return float(change)


def _apply(topo: Topo, state: State, swaps: list[Swap]) -> None:
    """Take swaps with disjoint intervals, the best first, and refit those; gains add exactly."""
    used = np.zeros(state.order.size, dtype=bool)
    for swap in swaps:
        interval = slice(swap.first, swap.last + 1)
        if used[interval].any():
            continue
        used[interval] = True
        ends = [swap.first, swap.last]
        state.order[ends] = state.order[ends[::-1]]
    for k in np.flatnonzero(used):
        _refit(topo, state, int(k))


def _refit(topo: Topo, state: State, k: int) -> None:
    if topo.stop():
        raise StoppedError
    node, parents = int(state.order[k]), _parents(topo, state.order, k)
    weights, state.costs[node] = topo.fit(node, parents)
    state.weights[:, node] = 0.0
    state.weights[parents, node] = weights


def _parents(topo: Topo, order: Ints, k: int) -> Ints:
    known = order[:k]
    return np.asarray(known[topo.allowed[known, order[k]]])
