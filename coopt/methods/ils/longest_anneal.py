"""An annealing of tours whose longest counts: the kernels' state, and what they have found."""

from __future__ import annotations

import numpy as np

from coopt.kernels.linked_routes import Network
from coopt.kernels.longest_route import anneal_longest, longest
from coopt.kernels.sisr_room import ABSENT, BEST, COST, NOTHING
from coopt.kernels.xorshift import xorshift_state
from coopt.methods.ils.route_anneal import Int64s, best_cost, best_sequence, laid, mean_leg
from coopt.search.iterated_local_search import geometric

HOT, COLD = 0.3, 0.005
"""First and last temperature, in mean legs."""
NORMS = (3, 4, 5, 6)
"""Binary logarithms of the norms, one after the other."""


class LongestAnneal:
    """Tours that are ruined and recreated.

    Parameters
    ----------
    net : Network
        The problem, as kernels see it; capacities do not count.
    salesmen : int
        Most tours.
    start : ndarray of int64, shape (n - 1,)
        Signed sequence; empty to begin by insertion.
    rng : numpy.random.Generator
        Source of the random state.
    """

    def __init__(
        self, net: Network, salesmen: int, start: Int64s, rng: np.random.Generator
    ) -> None:
        self._net, self._routes, self._room = laid(net, salesmen, start)
        tally = self._room.tally
        tally[COST] = longest(self._routes)
        tally[BEST] = NOTHING if tally[ABSENT] else tally[COST]
        self._state = xorshift_state(rng)
        if tally[ABSENT]:
            anneal_longest(self._net, self._routes, self._room, 1, 0.0, NORMS[0], self._state)
        leg = mean_leg(self._routes)
        self._temperature = geometric(HOT * leg, COLD * leg)

    @property
    def cost(self) -> float:
        """Length of the longest tour of the best solution, in the kernels' units."""
        return best_cost(self._room)

    def advance(self, progress: float, steps: int) -> None:
        """Do steps at the temperature and under the norm of this progress."""
        norm = NORMS[int(progress * len(NORMS))]
        temperature = self._temperature(progress)
        anneal_longest(self._net, self._routes, self._room, steps, temperature, norm, self._state)

    def solution(self) -> Int64s:
        """Return the best tours as a signed sequence."""
        return best_sequence(self._net, self._routes, self._room)
