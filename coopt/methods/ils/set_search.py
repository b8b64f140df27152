"""The searches of independent sets that suit a graph, run by turns."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopt.kernels.set_tabu import tabu_search
from coopt.kernels.two_swaps import queue_all, swap_search
from coopt.kernels.vertex_partition import BEST, Partition, set_members, start_partition
from coopt.kernels.xorshift import xorshift_state
from coopt.problem.independent_set import IndependentSet

Flags = NDArray[np.bool_]

# Without weights, tabu search reaches more than (1,2)-swaps where edges are many; where they are
# few both take turns, up to so many vertices.
DENSE = 0.04
TABU_UP_TO = 5_000
PATIENCE = 10_000
# Steps of tabu search that cost about what a kick with its descent does.
STEPS_A_KICK = 10
TURN = 1_000


class _Arm(NamedTuple):
    state: Partition
    advance: Callable[[int], object]
    begin: Callable[[], object]


class SetSearch:
    """One search of independent sets, or two by turns.

    Parameters
    ----------
    graph : IndependentSet
        At least one vertex; all weights positive.
    inside : ndarray of bool, shape (n,)
        An independent set to begin from.
    rng : numpy.random.Generator
        Source of the random states.
    """

    def __init__(self, graph: IndependentSet, inside: Flags, rng: np.random.Generator) -> None:
        n = graph.n
        density = graph.indices.size / max(1, n * (n - 1))
        even = graph.weight.min() == graph.weight.max()
        makers = [_tabu] if even and n <= TABU_UP_TO else []
        if not makers or density < DENSE:
            makers.append(_swaps)
        self._arms = [make(graph, rng) for make in makers]
        self._kicks = 0
        self.adopt(inside)

    def adopt(self, inside: Flags) -> None:
        """Go on from a set."""
        for arm in self._arms:
            set_members(arm.state, inside)
            arm.begin()

    def advance(self, kicks: int) -> None:
        """Make kicks; turns do not depend on how they are divided among calls."""
        while kicks > 0:
            count = min(kicks, TURN - self._kicks % TURN)
            self._arms[self._kicks // TURN % len(self._arms)].advance(count)
            self._kicks += count
            kicks -= count

    @property
    def value(self) -> float:
        """Weight of the best set."""
        return float(max(arm.state.value[BEST] for arm in self._arms))

    @property
    def best(self) -> Flags:
        """The best set."""
        return max(self._arms, key=lambda arm: float(arm.state.value[BEST])).state.best


def _tabu(graph: IndependentSet, rng: np.random.Generator) -> _Arm:
    state = start_partition(graph.indptr, graph.indices, graph.weight)
    counts, random = np.zeros(3, dtype=np.int64), xorshift_state(rng)
    patience = max(PATIENCE, 10 * graph.n)
    return _Arm(
        state,
        lambda kicks: tabu_search(state, counts, random, STEPS_A_KICK * kicks, patience, 0.0),
        lambda: None,
    )


def _swaps(graph: IndependentSet, rng: np.random.Generator) -> _Arm:
    state = start_partition(graph.indptr, graph.indices, graph.weight)
    counts, random = np.zeros(3, dtype=np.int64), xorshift_state(rng)
    queue, near = (np.zeros(graph.n, dtype=np.int64) for _ in range(2))
    return _Arm(
        state,
        lambda kicks: swap_search(state, queue, counts, near, random, kicks),
        lambda: queue_all(state, queue, counts),
    )
