"""Feasibility Jump as a source of candidates: starts, restarts and cutoffs."""

from __future__ import annotations

import numpy as np

from coopt.kernels.feasibility_jump import EFFORT, feasibility_jump, restart_jumps, start_jumps
from coopt.kernels.rows import Floats, Rows

PATIENCE = 150_000_000
PATIENCE_GROWTH = 1.3
SLOW_DECAY = 0.9999
START_COST = 16
BOLDNESS = 1e-2


class JumpWalk:
    """A Feasibility Jump state and what steers it.

    Parameters
    ----------
    rows : Rows
        The model; the cutoff of this walk is its own.
    starts : tuple of ndarray of float64, shape (n,)
        Points of the first runs; random ones follow.
    margin : float
        Least improvement of the objective.
    rng : numpy.random.Generator
        Source of the state and of random starts.
    """

    def __init__(
        self, rows: Rows, starts: tuple[Floats, ...], margin: float, rng: np.random.Generator
    ) -> None:
        self.rows = rows._replace(row_upper=rows.row_upper.copy())
        self.starts, self.margin, self.rng = list(starts), margin, rng
        self.state = start_jumps(self.rows, rng)
        self.patience, self.until, self.started = float(PATIENCE), 0, False

    @property
    def work(self) -> int:
        """Matrix entries touched so far."""
        return int(self.state.counts[EFFORT])

    def advance(self, budget: int) -> Floats | None:
        """Search on; return a point that holds all rows and beats the cutoff.

        Waits for turns long enough to pay for a start, which computes every column's jump.
        """
        if not self.started and budget < START_COST * self.rows.row_col.size:
            return None
        if self.work >= self.until or not self.started:
            self._restart()
        if not feasibility_jump(self.rows, self.state, budget):
            return None
        x = self.state.x.copy()
        self._ask(float(self.state.act[-1]))
        return x

    def adopt(self, x: Floats, value: float) -> None:
        """Ask for better than an incumbent found by another, from the next move on."""
        self._ask(value)

    def _ask(self, value: float) -> None:
        """Set the cutoff below ``value`` and go on from where the walk is."""
        self.rows.row_upper[-1] = value - max(self.margin, BOLDNESS * abs(value))
        if self.started:
            restart_jumps(self.rows, self.state, self.state.x.copy(), 1.0)
            self.until = self.work + int(self.patience)

    def _restart(self) -> None:
        """Begin at the next start, or at a random point with growing increments."""
        x, decay = (self.starts.pop(0), 1.0) if self.starts else (self._random(), SLOW_DECAY)
        restart_jumps(self.rows, self.state, x, decay)
        self.started = True
        self.until = self.work + int(self.patience)
        self.patience *= PATIENCE_GROWTH

    def _random(self) -> Floats:
        """Draw integers with two bounds; the other columns at zero, or next to it."""
        rows = self.rows
        x = np.clip(np.zeros(rows.lower.size), rows.lower, rows.upper)
        boxed = rows.integer & np.isfinite(rows.lower) & np.isfinite(rows.upper)
        width = rows.upper[boxed] - rows.lower[boxed] + 1.0
        x[boxed] = rows.lower[boxed] + np.floor(width * self.rng.random(width.size))
        return x
