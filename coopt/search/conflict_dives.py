"""Fix-and-propagate dives that put the column in conflict first, next time.

Notes
-----
The order learns from conflicts as in last-conflict reasoning [1]_: the column at which a dive
failed is fixed first in the next one.

References
----------
.. [1] Lecoutre, Sais, Tabary, Vidal (2009). Reasoning from last conflict(s) in constraint
       programming. *Artificial Intelligence* 173(18): 1592-1614.
"""

from __future__ import annotations

import numpy as np

from coopt.kernels.fix_propagate import DONE, FAILED, begin_dive, dive, dive_point
from coopt.kernels.propagate import POSITION, TOUCHED, TRAIL, Domain, propagate_all, start_domain
from coopt.kernels.rows import Floats, Ints, Rows

# At a conflict a random column is put first as well with this probability, or with so many over
# their number if that is less: without, the orders of small models repeat themselves; too often,
# a large model never learns one.
PROMOTED, PROMOTED_OF = 0.05, 100
# What a dive costs beside its propagation, in matrix entries: it counts in small models.
OVERHEAD = 2_000


class ConflictDives:
    """Dives with one hint and one order, which conflicts change.

    Parameters
    ----------
    rows : Rows
        The model; its cutoff is propagated too.
    hint : ndarray of float64, shape (n,)
        Value that each column tries first.
    order : ndarray of int64, shape (k,)
        Integer columns in the order of the first dive.
    shuffled : float
        Probability that a conflict leads to a random order instead.
    rng : numpy.random.Generator
        Source of the changes of order.
    """

    def __init__(
        self, rows: Rows, hint: Floats, order: Ints, shuffled: float, rng: np.random.Generator
    ) -> None:
        self.rows, self.hint, self.shuffled, self.rng = rows, hint, shuffled, rng
        self.order = order.astype(np.int64)
        self.domain: Domain = start_domain(rows)
        self.feasible, self.started = True, False

    @property
    def work(self) -> int:
        """Matrix entries touched so far."""
        return int(self.domain.counts[TOUCHED])

    def advance(self, budget: int) -> Floats | None:
        """Dive on; return the point of a dive that met no conflict."""
        domain, stop = self.domain, self.work + budget
        if not self.started:
            self.started, self.feasible = True, bool(propagate_all(self.rows, domain))
            # What holds at the root is never undone.
            domain.counts[TRAIL] = 0
        while self.feasible and self.work < stop:
            status = dive(self.rows, domain, self.order, self.hint, 0, stop - self.work)
            if status == FAILED:
                self._learn(int(domain.counts[POSITION]) - 1)
                self._begin()
            if status == DONE:
                return self._finish()
        return None

    def adopt(self, x: Floats, value: float) -> None:
        """Nothing to do: the cutoff is in the rows."""

    def _finish(self) -> Floats:
        x = np.empty(self.hint.size)
        dive_point(self.domain, self.hint, x)
        # From here on the same order would end at the same point.
        self.order = self.rng.permutation(self.order)
        self._begin()
        return x

    def _begin(self) -> None:
        begin_dive(self.domain)
        self.domain.counts[TOUCHED] += OVERHEAD

    def _learn(self, at: int) -> None:
        """Put the column in conflict first, and seldom also a random one; or shuffle all."""
        if self.rng.random() < self.shuffled:
            self.order = self.rng.permutation(self.order)
            return
        self._promote(at)
        if self.rng.random() < min(PROMOTED, PROMOTED_OF / self.order.size):
            self._promote(int(self.rng.integers(self.order.size)))

    def _promote(self, at: int) -> None:
        order, j = self.order, self.order[at]
        order[1 : at + 1] = order[:at].copy()
        order[0] = j
