"""More workers than cores: who runs in this slice of time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SLICE_S = 1.0
SLICE_SHARE = 0.1
LONGEST_S = 5.0


class Rotation:
    """Gives each slice of time to the workers that earned most per second, and to all a little.

    One leader, the tree search, holds a slot of its own; with a single slot it has every other
    slice. The rest share what is left: a worker is drawn with a probability that grows with its
    discounted gain per second, and never falls below ``floor / k``.

    Parameters
    ----------
    slots : int
        Workers that may run at a time.
    rng : Generator
        Source of the draws.
    decay : float
        Share of what was earned that survives a slice.
    floor : float
        Share of the draws that ignores what was earned.
    """

    def __init__(
        self, slots: int, rng: np.random.Generator, decay: float = 0.9, floor: float = 0.4
    ) -> None:
        self.slots = slots
        self.active: frozenset[str] = frozenset()
        self._rng = rng
        self._decay = decay
        self._floor = floor
        self._gain: dict[str, float] = {}
        self._seconds: dict[str, float] = {}
        self._ends_s = 0.0
        self._began_s = 0.0
        self._leads = False

    def due(self, now_s: float, workers: Sequence[str]) -> bool:
        """Whether the slice is over, or a worker of it has ended."""
        return now_s >= self._ends_s or not self.active <= set(workers)

    def changed(self) -> None:
        """Note that a worker was added: the next look opens a new slice."""
        self._ends_s = 0.0

    def credit(self, worker: str, gain: float) -> None:
        """Count what a worker contributed (a relative improvement)."""
        self._gain[worker] = self._gain.get(worker, 0.0) + gain

    def turn(self, now_s: float, leader: str, others: Sequence[str]) -> frozenset[str]:
        """Close the slice, open the next, and return who runs in it."""
        self._close(now_s)
        self._began_s = now_s
        self._ends_s = now_s + min(max(SLICE_S, SLICE_SHARE * now_s), LONGEST_S)
        self._leads = not self._leads or not others
        if self.slots == 1:
            chosen = {leader} if self._leads else set(self._draw(others, 1))
        else:
            chosen = {leader, *self._draw(others, self.slots - 1)}
        self.active = frozenset(chosen)
        return self.active

    def _close(self, now_s: float) -> None:
        for table in (self._gain, self._seconds):
            for worker in table:
                table[worker] *= self._decay
        for worker in self.active:
            self._seconds[worker] = self._seconds.get(worker, 0.0) + now_s - self._began_s

    def _draw(self, workers: Sequence[str], count: int) -> list[str]:
        if len(workers) <= count:
            return list(workers)
        untried = [w for w in workers if w not in self._seconds]
        if untried:
            # In the order of the plan, each gets a first slice.
            rest = [w for w in workers if w in self._seconds]
            return (untried + rest)[:count]
        rates = np.array([(self._gain.get(w, 0.0) + 1e-9) / self._seconds[w] for w in workers])
        share = np.sqrt(rates)
        chances = self._floor / len(workers) + (1.0 - self._floor) * share / share.sum()
        picked = self._rng.choice(len(workers), count, replace=False, p=chances / chances.sum())
        return [workers[k] for k in picked]
