"""Room of an annealing of routes: counts, the log of a step, and the best solution."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from coopt.kernels.linked_routes import Int32s, Int64s, Routes
from coopt.problem.csr import Floats

COST, BEST, STEP, GONE, ABSENT, PENDING, PLACED, SEARCH = range(8)
NOTHING = np.iinfo(np.int64).max
"""The best cost while no solution serves everybody."""


class Anneal(NamedTuple):
    """Room for an annealing.

    ``tally`` holds, by the names above: the current and the best cost, steps so far, how many
    customers the step removed, how many are absent (on no ring), whether the best is still to be
    copied, how many customers the step inserted, and searches of neighbours' rings so far.
    ``gone`` and ``behind`` are the customers removed and the nodes they were behind; ``todo``
    those to insert, then those that are absent; ``placed`` those inserted; ``away`` the absent
    before the step; ``missed`` counts how often each was absent; ``key`` sorts; ``stamp`` and
    ``seen`` say in which step and search a ring was last met. ``best`` are the successors of the
    best solution.
    """

    tally: Int64s
    gone: Int32s
    behind: Int32s
    todo: Int32s
    placed: Int32s
    away: Int32s
    missed: Int64s
    key: Floats
    stamp: Int64s
    seen: Int64s
    best: Int32s


def anneal_room(routes: Routes, n: int, cost: int) -> Anneal:
    """Return the room for an annealing that begins at ``routes``."""
    absent = np.flatnonzero(routes.ring[1:n] < 0).astype(np.int32) + 1
    tally = np.zeros(8, dtype=np.int64)
    tally[COST], tally[ABSENT], tally[PENDING] = cost, absent.size, 0
    tally[BEST] = NOTHING if absent.size else cost
    away = np.zeros(n, dtype=np.int32)
    away[: absent.size] = absent
    return Anneal(
        tally=tally,
        gone=np.zeros(n, dtype=np.int32),
        behind=np.zeros(n, dtype=np.int32),
        todo=np.zeros(n, dtype=np.int32),
        placed=np.zeros(n, dtype=np.int32),
        away=away,
        missed=np.ones(n, dtype=np.int64),
        key=np.zeros(n),
        stamp=np.full(routes.size.shape[0], -1, dtype=np.int64),
        seen=np.zeros(routes.size.shape[0], dtype=np.int64),
        best=routes.succ.copy(),
    )
