import math

import numpy as np
import pytest
from numpy.typing import NDArray

from coopt.kernels.knapsack_states import (
    NODE,
    NODES,
    VALUE,
    Ints,
    add_item,
    prune_tree,
    state_bound,
)


def undominated(states: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for w, v in sorted(states, key=lambda s: (s[0], -s[1])):
        if not kept or v > kept[-1][1]:
            kept.append((w, v))
    return kept


def no_states() -> tuple[Ints, Ints, NDArray[np.int32]]:
    return np.zeros(256, np.int64), np.zeros(256, np.int64), np.zeros(256, np.int32)


@pytest.mark.parametrize("seed", range(8))
def test_states_are_those_of_all_choices(seed: int) -> None:
    """Without pruning (no weight equals the room) they are the undominated sums, and the tree."""
    rng = np.random.default_rng(seed)
    items = [(int(w), int(v)) for w, v in 2 * rng.integers(1, 30, (7, 2))]
    items[3:] = [(-w, -v) for w, v in items[3:]]
    here, there = no_states(), no_states()
    here[2][0] = -1
    parent, moved = np.zeros(2048, np.int32), np.zeros(2048, np.int32)
    best = np.array([0, -1, 0, 0], dtype=np.int64)
    size, room, expected = 1, 11, [(0, 0)]
    for item, (w, v) in enumerate(items):
        size, _ = add_item(
            here[0], here[1], here[2], size, there[0], there[1], there[2], parent, moved,
            item, w, v, room, 1e6, -1e6, best,
        )  # fmt: skip
        here, there = there, here
        expected = undominated(expected + [(a + w, b + v) for a, b in expected])
        prune_tree(parent, moved, here[2], size, best)
    assert list(zip(here[0][:size].tolist(), here[1][:size].tolist(), strict=True)) == expected
    for k in range(size):
        at, w, v = int(here[2][k]), 0, 0
        while at >= 0:
            w, v = w + items[moved[at]][0], v + items[moved[at]][1]
            at = int(parent[at])
        assert (w, v) == expected[k]
    assert best[VALUE] == max(v for w, v in expected if w <= room)
    assert best[NODE] < best[NODES]


def test_a_bound_is_not_below_the_exact_one() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        w, v, room = (int(k) for k in rng.integers(-(2**52), 2**52, 3))
        ratio = float(rng.random())
        exact = v + (room - w) * ratio
        assert state_bound(w, v, room, ratio, ratio) >= exact


def test_excess_that_nothing_can_leave_is_hopeless() -> None:
    assert state_bound(5, 100, 4, 1.0, math.inf) == -math.inf
