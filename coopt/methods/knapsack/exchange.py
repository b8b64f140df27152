"""Choices near the break solution by two exchanges at once, from a sample of exchanges.

Where value goes with weight, millions of exchanges fill the knapsack to the last unit, but states
over neighbouring items need a long time to get there.
"""

from __future__ import annotations

import numpy as np

from coopt.methods.knapsack.reduced import Reduced
from coopt.problem.csr import Ints

SAMPLE = 1 << 17
CANDIDATES = 64
NONE = -1


def two_exchanges(core: Reduced, rng: np.random.Generator) -> tuple[int, list[int]]:
    """Return the best gain on the break solution that two exchanges make, and the items moved.

    An exchange takes an item out, one in, or both, or does nothing; pairs are a random sample.
    O(s log s) for a sample of s.
    """
    cut, n = core.cut, core.items.size
    if not 0 < cut < n:
        return 0, []
    inside, outside = np.arange(cut), np.arange(cut, n)
    out = np.concatenate([[NONE], inside, np.full(n - cut, NONE), rng.integers(0, cut, SAMPLE)])
    into = np.concatenate([[NONE], np.full(cut, NONE), outside, rng.integers(cut, n, SAMPLE)])
    weight = _moved(core.weight, out, into)
    value = _moved(core.value, out, into)
    order = np.argsort(weight, kind="stable")
    weight, value, out, into = weight[order], value[order], out[order], into[order]
    best = np.maximum.accumulate(value)
    # Position of the best value up to each place.
    rises = np.concatenate([[True], value[1:] > best[:-1]])
    where = np.maximum.accumulate(np.where(rises, np.arange(value.size), 0))
    fits = np.searchsorted(weight, core.room - weight, side="right")
    totals = np.where(fits > 0, value + best[np.maximum(fits, 1) - 1], np.iinfo(np.int64).min)
    count = min(CANDIDATES, totals.size)
    first = np.argpartition(totals, -count)[-count:]
    for a in first[np.argsort(-totals[first])].tolist():
        b = int(where[fits[a] - 1])
        moves = [int(k) for k in (out[a], into[a], out[b], into[b]) if k != NONE]
        if totals[a] > 0 and len(set(moves)) == len(moves):
            return int(totals[a]), moves
    return 0, []


def _moved(amounts: Ints, out: Ints, into: Ints) -> Ints:
    """Return the differences that the exchanges make."""
    with_none = np.append(amounts, 0)
    moved: Ints = with_none[into] - with_none[out]
    return moved
