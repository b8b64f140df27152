"""Tight-move local search as a source of candidates: slices, cutoffs and restarts."""

from __future__ import annotations

import numpy as np

from coopt.kernels.rows import Floats, Rows
from coopt.kernels.tight_move import tight_move_search
from coopt.kernels.walk import (
    BEST,
    EFFORT,
    FRACTION,
    IMPROVEMENTS,
    LAST_IMPROVED,
    STEP,
    Walk,
    record_given,
    restart,
    set_cutoff,
    start_walk,
)

PATIENCE = 200_000
BOLDEST, SHYEST = 1e-2, 1e-5


class TightMoveWalk:
    """A walk and what steers it.

    Parameters
    ----------
    rows : Rows
        The model; the walk owns the cutoff in it.
    x : ndarray of float64, shape (n,)
        Start, within the box.
    margin : float
        Least improvement of the objective.
    rng : numpy.random.Generator
        Source of the walk's random state and of its restarts.
    """

    def __init__(self, rows: Rows, x: Floats, margin: float, rng: np.random.Generator) -> None:
        self.rows = rows
        self.walk: Walk = start_walk(rows, x, margin, rng)
        self.rng = rng
        self.walk.value[FRACTION] = BOLDEST

    @property
    def work(self) -> int:
        """Matrix entries touched so far."""
        return int(self.walk.counts[EFFORT])

    def advance(self, budget: int) -> Floats | None:
        """Search on; return the incumbent if it improved."""
        walk = self.walk
        had = walk.counts[IMPROVEMENTS] > 0
        if tight_move_search(self.rows, walk, budget):
            self._ask(walk.value[FRACTION] * (2.0 if had else 1.0))
            return walk.best_x.copy()
        if had:
            self._ask(walk.value[FRACTION] * 0.5)
        if walk.counts[STEP] - walk.counts[LAST_IMPROVED] > PATIENCE:
            self._restart()
        return None

    def adopt(self, x: Floats, value: float) -> None:
        """Take an incumbent; every other time the walk moves there."""
        record_given(self.rows, self.walk, x, value)
        if self.rng.random() < 0.5:
            restart(self.rows, self.walk, x)

    def _ask(self, fraction: float) -> None:
        """Set how much better than the incumbent the cutoff asks for."""
        self.walk.value[FRACTION] = min(max(fraction, SHYEST), BOLDEST)
        set_cutoff(self.rows, self.walk)

    def _restart(self) -> None:
        """Start again from the incumbent, or from a point shaken loose."""
        walk, rows = self.walk, self.rows
        if np.isfinite(walk.value[BEST]):
            restart(rows, walk, walk.best_x)
            return
        x = walk.least_x.copy()
        loose = (self.rng.random(x.size) < 0.05) & rows.integer
        loose &= np.isfinite(rows.upper) & np.isfinite(rows.lower)
        width = rows.upper[loose] - rows.lower[loose] + 1.0
        x[loose] = rows.lower[loose] + np.floor(width * self.rng.random(width.size))
        restart(rows, walk, x)
