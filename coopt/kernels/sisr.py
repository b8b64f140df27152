"""Slack induction by string removals: ruin, recreate and annealing of vehicle routes [1]_.

References
----------
.. [1] Christiaens, Vanden Berghe (2020). Slack induction by string removals for vehicle routing
       problems. *Transportation Science* 54(2): 417-433.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from coopt.kernels.linked_routes import Network, Routes, link, unlink
from coopt.kernels.sisr_recreate import recreate
from coopt.kernels.sisr_room import (
    ABSENT,
    BEST,
    COST,
    GONE,
    PENDING,
    PLACED,
    STEP,
    Anneal,
)
from coopt.kernels.sisr_ruin import ruin
from coopt.kernels.xorshift import State, below, uniform


@njit(_nrt=False, cache=True, nogil=True)
def anneal(
    net: Network, routes: Routes, room: Anneal, steps: int, temperature: float, state: State
) -> None:
    """Ruin and recreate ``steps`` times at one temperature. O(customers removed) a step.

    A step that would leave a best solution which is not copied yet is undone, and the copy made
    instead: so n entries are copied once for a chain of improvements. Writes ``routes``,
    ``room`` and ``state``.
    """
    tally, customers = room.tally, net.demand.shape[0] - 1
    for _ in range(steps):
        tally[STEP] += 1
        change = ruin(net, routes, room, 1 + below(state, customers), state)
        change += recreate(net, routes, room, state)
        more = _absences(room)
        worse = more > 0 or (more == 0 and change > 0)
        keep = more < 0 or (
            more == 0 and (change <= 0 or change < -temperature * np.log(1.0 - uniform(state)))
        )
        if worse and keep and tally[PENDING] == 1:
            keep = False
            undo(net, routes, room)
            keep_best(routes, room)
        elif keep:
            _adopt(room, change)
        else:
            undo(net, routes, room)


@njit(_nrt=False, cache=True)
def _absences(room: Anneal) -> int:
    """Return by how much the absences of those now absent exceed those absent before."""
    tally, more = room.tally, 0
    left = tally[GONE] + tally[ABSENT] - tally[PLACED]
    for k in range(tally[ABSENT]):
        more -= room.missed[room.away[k]]
    for k in range(left):
        more += room.missed[room.todo[k]]
    for k in range(left):
        room.missed[room.todo[k]] += 1
    return more


@njit(_nrt=False, cache=True)
def _adopt(room: Anneal, change: int) -> None:
    """Take the step: its cost, and who is absent."""
    tally = room.tally
    tally[COST] += change
    tally[ABSENT] += tally[GONE] - tally[PLACED]
    for k in range(tally[ABSENT]):
        room.away[k] = room.todo[k]
    if tally[ABSENT] == 0 and tally[COST] < tally[BEST]:
        tally[BEST] = tally[COST]
        tally[PENDING] = 1


@njit(_nrt=False, cache=True)
def undo(net: Network, routes: Routes, room: Anneal) -> None:
    """Take the inserted off and put the removed back, last first."""
    for k in range(room.tally[PLACED] - 1, -1, -1):
        unlink(net, routes, room.placed[k])
    for k in range(room.tally[GONE] - 1, -1, -1):
        link(net, routes, room.gone[k], room.behind[k])


@njit(_nrt=False, cache=True)
def keep_best(routes: Routes, room: Anneal) -> None:
    """Copy the current solution to the best one, if it is better. O(n)."""
    if room.tally[PENDING] == 1:
        for i in range(routes.succ.shape[0]):
            room.best[i] = routes.succ[i]
        room.tally[PENDING] = 0
