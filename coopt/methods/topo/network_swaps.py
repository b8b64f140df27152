"""Topological swaps with networks, as published: candidates from the gradient of acyclicity [1]_.

References
----------
.. [1] Deng, Bello, Aragam, Ravikumar (2023). Optimizing NOTEARS objectives via topological swaps.
       *ICML 2023*.
"""

from __future__ import annotations

import numpy as np

from coopt.methods.topo.acyclicity import Acyclicity
from coopt.methods.topo.candidates import Pairs, Sizes, candidate_pairs
from coopt.methods.topo.network_search import SMALLEST, Room, cost_of, gain_of, solution_of
from coopt.problem.csr import Ints
from coopt.problem.networks import edge_weights


def swap_networks(
    room: Room, start: Ints, acyclicity: Acyclicity, sizes: Sizes
) -> tuple[Ints, float]:
    """Take the first swap that helps, from the small set, then from the large one; as published."""
    order, cost, searches = start, cost_of(room, room.fits.cost, start), 0
    room.found(order, cost)
    while True:
        weights = edge_weights(room.fits.problem, solution_of(room, order))
        small, large = candidate_pairs(weights, order, acyclicity, sizes)
        taken = _first_swap(room, order, cost, small)
        if taken is None and searches < sizes.searches:
            taken = _first_swap(room, order, cost, large)
            searches += 1
        if taken is None:
            return order, cost
        order, cost = taken
        room.found(order, cost)


def _first_swap(room: Room, order: Ints, cost: float, pairs: Pairs) -> tuple[Ints, float] | None:
    position = np.argsort(order)
    for i, j in pairs:
        first, last = int(position[j]), int(position[i])
        between = order[first : last + 1]
        if room.before[order[first], between[1:]].any():
            continue
        if room.before[between[:-1], order[last]].any():
            continue
        trial = order.copy()
        trial[[first, last]] = trial[[last, first]]
        gain = gain_of(room, order, trial, first, last)
        if gain > SMALLEST * cost:
            return trial, cost - gain
    return None
