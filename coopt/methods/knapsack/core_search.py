"""Dynamic programming over a core that grows around the break item [1]_.

References
----------
.. [1] Pisinger (1997). A minimal algorithm for the 0-1 knapsack problem. *Operations Research*
       45(5): 758-767.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from coopt.kernels.knapsack_states import (
    LOST,
    NODE,
    NODES,
    VALUE,
    add_item,
    bounds_of,
    keep_states,
    next_item,
    prune_tree,
)
from coopt.methods.knapsack.reduced import Reduced, linear_bound
from coopt.problem.csr import Ints

FIRST_STATES = 1 << 14
MOST_STATES = 1 << 22
FIRST_NODES = 1 << 18
MOST_NODES = 1 << 27


class CoreSearch:
    """The states of a core, and the best choice among them.

    Parameters
    ----------
    core : Reduced
        The problem; some item is beyond its cut.
    gain : int
        A known gain on the break solution.
    moves : list of int
        The items that it moves.
    """

    def __init__(self, core: Reduced, gain: int, moves: list[int]) -> None:
        self.core = core
        self._known = moves
        self.size = 1
        self.best = np.array([gain, -1, 0, 0], dtype=np.int64)
        self.bound = linear_bound(core)
        self._states = [_room_for(FIRST_STATES), _room_for(FIRST_STATES)]
        weight, value, node = self._states[0]
        weight[0], value[0], node[0] = 0, 0, -1
        self._parent = np.empty(FIRST_NODES, dtype=np.int32)
        self._moved = np.empty(FIRST_NODES, dtype=np.int32)
        self._right, self._left = core.cut, core.cut - 1
        self._dropped = -math.inf
        self._turn = 1
        self._skip(1)
        self._skip(-1)
        if self._over:
            self._lower_bound(-math.inf)

    @property
    def gain(self) -> int:
        """The best gain on the break solution so far."""
        return int(self.best[VALUE])

    @property
    def done(self) -> bool:
        """Whether there is nothing left to try."""
        return self.size == 0 or self._over or self.gain >= self.bound

    def limit(self, bound: int) -> None:
        """Take a bound from elsewhere on gains above the best one."""
        self.bound = max(self.gain, min(self.bound, bound))

    def adopt(self, gain: int, moves: list[int]) -> None:
        """Take a gain found elsewhere, if it is better."""
        if gain > self.gain:
            self.best[VALUE], self.best[NODE] = gain, -1
            self._known = moves

    def moves(self) -> list[int]:
        """Return the items that the best choice moves."""
        at, items = int(self.best[NODE]), []
        if at < 0:
            return self._known
        while at >= 0:
            items.append(int(self._moved[at]))
            at = int(self._parent[at])
        return items

    def step(self) -> None:
        """Add the next item to the core, on the right and on the left by turns. O(states)."""
        n = self.core.items.size
        right = self._right < n and (self._turn > 0 or self._left < 0)
        item, sign = (self._right, 1) if right else (self._left, -1)
        self._turn = -sign
        if right:
            self._right += 1
        else:
            self._left -= 1
        self._skip(sign)
        self._make_room()
        here, there = self._states
        self.size, top = add_item(
            *here, self.size, *there, self._parent, self._moved, item,
            sign * int(self.core.weight[item]), sign * int(self.core.value[item]),
            self.core.room, *self._ratios(), self.best,
        )  # fmt: skip
        self._states = [there, here]
        self._lower_bound(top)

    def _lower_bound(self, top: float) -> None:
        """Take the states' bounds into the bound on the gain."""
        if self.best[LOST] == 0:
            # Where no item is left, no state leads to more.
            highest = max(self._dropped, -math.inf if self._over else top)
            self.limit(math.floor(highest) if highest > -math.inf else self.gain)

    @property
    def _over(self) -> bool:
        return self._right >= self.core.items.size and self._left < 0

    def _ratios(self) -> tuple[float, float]:
        ratio = self.core.ratio
        enter = float(ratio[self._right]) if self._right < ratio.size else 0.0
        leave = float(ratio[self._left]) if self._left >= 0 else math.inf
        return enter, leave

    def _skip(self, sign: int) -> None:
        """Pass the items whose move cannot lead to more than the best gain."""
        core = self.core
        at, end = (self._right, core.items.size) if sign > 0 else (self._left, -1)
        inside = float(core.ratio[core.cut - 1]) if core.cut > 0 else math.inf
        at = next_item(
            at, end, sign, core.weight, core.value, core.room,
            float(core.ratio[core.cut]), inside, self.gain + 1,
        )  # fmt: skip
        if sign > 0:
            self._right = at
        else:
            self._left = at

    def _make_room(self) -> None:
        """Grow the arrays; beyond the largest keep the states of the highest bounds."""
        if self.size > MOST_STATES // 2:
            self._drop_half()
        if 2 * self.size > self._states[1][0].size:
            size = 4 * self.size
            here, there = _room_for(size), _room_for(size)
            for k in range(3):
                here[k][: self.size] = self._states[0][k][: self.size]
            self._states = [here, there]
        if self.best[NODES] + self.size > self._parent.size:
            prune_tree(self._parent, self._moved, self._states[0][2], self.size, self.best)
            while 2 * self.best[NODES] + self.size > self._parent.size:
                if self._parent.size >= MOST_NODES:
                    self._drop_half()
                    prune_tree(self._parent, self._moved, self._states[0][2], self.size, self.best)
                    break
                self._parent, self._moved = (
                    np.concatenate([a, np.empty_like(a)]) for a in (self._parent, self._moved)
                )

    def _drop_half(self) -> None:
        bounds = np.empty(self.size)
        weight, value, node = self._states[0]
        bounds_of(weight, value, self.size, self.core.room, *self._ratios(), bounds)
        least = float(np.median(bounds))
        # Where half of the bounds are equal, all above go on, or nothing would be dropped.
        least = (
            least if (bounds < least).sum() > self.size // 4 else math.nextafter(least, math.inf)
        )
        self.size, lost = keep_states(
            weight, value, node, self.size, self.core.room, *self._ratios(), least
        )
        self._dropped = max(self._dropped, lost)


def _room_for(size: int) -> tuple[Ints, Ints, NDArray[np.int32]]:
    return np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int32)
