"""Annealed iterated local search: chunks of kicks, to a deadline or through a budget of kicks.

A kick changes the current solution, repairs or improves it, and keeps or undoes the result by the
temperature. Kernels do many kicks a call; between calls this loop reads the clock, hears a stop
and cools.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

CHUNK_S = 0.02
"""What a chunk should take: long enough that a call costs nothing, short enough to hear a stop."""
FIRST_CHUNK = 8
RUNGS = 500
"""Temperatures of a budget of kicks; they do not depend on how the kicks fall into chunks."""

RunChunk = Callable[[float, int], object]
"""``run_chunk(temperature, kicks)`` does so many kicks."""
TemperatureOf = Callable[[float], float]
"""``temperature_of(progress)``, with progress in [0, 1)."""


@dataclass(frozen=True, slots=True)
class Budget:
    """When an anneal ends: at a time, or after a number of kicks; then it repeats.

    Parameters
    ----------
    end : float
        Time at which it ends, on the clock that `anneal` reads.
    kicks : int or None
        Number of kicks. If given, the temperature follows the kicks and not the clock.
    begin : float
        Time at which progress is 0; `anneal` takes the time of its call if this is not finite.
    """

    end: float = math.inf
    kicks: int | None = None
    begin: float = -math.inf


def anneal(
    run_chunk: RunChunk,
    temperature_of: TemperatureOf,
    budget: Budget,
    stop: Callable[[], bool],
    clock: Callable[[], float] = time.monotonic,
) -> int:
    """Run chunks of kicks until the budget is spent or ``stop`` says so.

    Parameters
    ----------
    run_chunk : callable
        Does a number of kicks at a temperature. What it does with them must not depend on how
        they are cut into chunks, if runs are to repeat.
    temperature_of : callable
        Temperature by progress; it is asked before each chunk.
    budget : Budget
        End of the anneal. Without an end and without kicks, progress stays 0 until ``stop``.
    stop : callable
        Asked before each chunk.
    clock : callable
        Seconds; another clock serves tests.

    Returns
    -------
    int
        Number of kicks done.
    """
    begin = budget.begin if math.isfinite(budget.begin) else clock()
    rung = max(1, (budget.kicks or 0) // RUNGS)
    done, size = 0, FIRST_CHUNK
    while not stop():
        now = clock()
        if budget.kicks is not None:
            progress = done // rung * rung / budget.kicks if done < budget.kicks else 1.0
            kicks = min(size, rung - done % rung, budget.kicks - done)
        else:
            progress = (now - begin) / (budget.end - begin) if budget.end > begin else 1.0
            kicks = size
        if progress >= 1.0 or now >= budget.end:
            break
        run_chunk(temperature_of(progress), kicks)
        done += kicks
        size = _next_size(size, kicks, clock() - now)
    return done


def linear(start: float, cold: float = 0.05) -> TemperatureOf:
    """Fall linearly from ``start`` to 0, and stay there for the last share ``cold``."""
    return lambda progress: start * max(0.0, 1.0 - progress / (1.0 - cold))


def geometric(start: float, end: float) -> TemperatureOf:
    """Fall from ``start`` to ``end`` by equal factors."""
    return lambda progress: start * (end / start) ** min(1.0, progress)


def _next_size(size: int, kicks: int, took: float) -> int:
    """Aim at `CHUNK_S`, by at most a factor of two at a time; a cut chunk says little."""
    if took <= 0.0:
        return size * 2
    fitting = int(kicks * CHUNK_S / took)
    return max(1, size // 2, min(size * 2, fitting)) if fitting < size or kicks == size else size
