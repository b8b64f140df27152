"""The conductor: what no longer finds better solutions leaves the cores to others."""

from __future__ import annotations

import os
import time
from typing import Any

import numpy as np
import pytest

from coopt.bus import conductor as module
from coopt.bus.child import NICE
from coopt.bus.conductor import Conductor, Start
from coopt.bus.ledger import Ledger
from coopt.bus.protocol import Bus, Options
from coopt.problem import Milp
from coopt.stop import Interrupt, Limits

BARREN_S, ROUNDS, PAUSE_S = 1.0, 40, 0.05


def idle(problem: Any, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Find nothing, and tell of many tries."""
    bus.tell("data", {"stalled": 100})
    wait(problem, bus, options, rng)


def wait(problem: Any, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Find nothing, for the first try has not ended."""
    while not bus.stop():
        time.sleep(0.02)


def one(problem: Any, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Find one solution, and no better one."""
    bus.offer(np.array([1.0]))
    idle(problem, bus, options, rng)


def climb(problem: Any, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Find a better solution twenty times a second."""
    for k in range(ROUNDS):
        bus.offer(np.array([float(k)]))
        time.sleep(PAUSE_S)


def priorities(monkeypatch: pytest.MonkeyPatch, *plan: Start) -> dict[str, int]:
    """Return the niceness, relative to this process, that each method came to."""
    monkeypatch.setattr(module, "BARREN_S", BARREN_S)
    seen: dict[str, int] = {}

    def look(final: bool) -> None:
        for name, worker in conductor.crew.workers.items():
            seen[name] = os.getpriority(os.PRIO_PROCESS, worker.pid)

    problem = Milp.from_arrays([1], upper=100, integrality=1, maximise=True)
    limits = Limits(time_s=2.0 * BARREN_S)
    conductor = Conductor(Ledger(problem), plan, limits, Interrupt(), 1, 0, on_tick=look)
    conductor.run()
    base = os.getpriority(os.PRIO_PROCESS, 0)
    return {name: nice - base for name, nice in seen.items()}


def test_what_finds_nothing_better_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = Start("idle", idle, gives_way=True), Start("stubborn", one)
    assert priorities(monkeypatch, *plan) == {"idle": NICE["pool"], "stubborn": 0}


def test_what_still_looks_for_a_first_solution_keeps_its_rank(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = Start("idle", idle, gives_way=True), Start("stubborn", idle)
    assert priorities(monkeypatch, *plan) == {"idle": 0, "stubborn": 0}


def test_what_has_hardly_tried_keeps_its_rank(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = Start("wait", wait, gives_way=True), Start("stubborn", one)
    assert priorities(monkeypatch, *plan) == {"wait": 0, "stubborn": 0}


def test_what_finds_better_solutions_keeps_its_rank(monkeypatch: pytest.MonkeyPatch) -> None:
    assert priorities(monkeypatch, Start("climb", climb, gives_way=True)) == {"climb": 0}
