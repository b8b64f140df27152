"""The conductor: starts methods when they are due, listens, and ends the solve."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from coopt.bus.child import Rank, start_worker
from coopt.bus.crew import KILLED, Crew
from coopt.bus.ledger import Ledger
from coopt.bus.page import Page
from coopt.bus.protocol import Options, Run
from coopt.bus.wire import Message
from coopt.errors import OptionError
from coopt.result import Limit
from coopt.stop import Interrupt, Limits

TICK_S = 0.05
MEMORY_S = 0.2
# An idle parent certifies an incumbent that stood for this long.
CERTIFY_S = 0.3
CONFIRM_S = 10.0
NEARLY_SHARE, NEARLY_S = 0.15, 0.5
# What gives way does so after as long without a better solution of its own, and this share of all,
# and as many tries in a row, of which it tells; not before there is a first one.
BARREN_S, BARREN_SHARE, BARREN_TRIES = 5.0, 0.5, 15
REPAIR = "repair"
REPAIR_S = 2.0


@dataclass(frozen=True, slots=True)
class Start:
    """A method to run: from when on, how, and whether its bounds are proofs.

    Parameters
    ----------
    name : str
        Name in the registry.
    run : Run
        What the child executes.
    after_s : float
        Head start of those before it; it starts at once if nothing else runs.
    rank : Rank
        Its share of the cores where there are fewer than methods.
    proves : bool
        Whether its bounds and claims are proofs.
    gives_way : bool
        Whether its rank falls to ``pool`` once it no longer finds better solutions.
    threads : int
        Threads it may keep busy.
    settings : mapping
        Its own options.
    """

    name: str
    run: Run
    after_s: float = 0.0
    rank: Rank = "full"
    proves: bool = True
    gives_way: bool = False
    threads: int = 1
    settings: Mapping[str, str] = field(default_factory=dict)


class Conductor:
    """Runs a plan to its end.

    Parameters
    ----------
    ledger : Ledger
        Where everything is written.
    plan : sequence of Start
        What to run, in order.
    limits : Limits
        When to stop.
    repair : callable
        Makes a method that repairs a near miss, or None where there is none.
    """

    def __init__(
        self,
        ledger: Ledger,
        plan: tuple[Start, ...],
        limits: Limits,
        interrupt: Interrupt,
        size: int,
        seed: int,
        repair: Callable[[Any], Run] | None = None,
        on_tick: Callable[[bool], None] = lambda final: None,
    ) -> None:
        self.ledger = ledger
        self.limits = limits
        self.interrupt = interrupt
        self.crew = Crew()
        self.page = Page(size)
        self.started: list[str] = []
        self.ended: list[str] = []
        self.errors: dict[str, str] = {}
        self._waiting = list(plan)
        self._alone = len(plan) == 1
        self._running: dict[str, Start] = {}
        self._fruitful_at: dict[str, float] = {}
        self._barren_tries: dict[str, int] = {}
        self._seed = seed
        self._repair = repair
        self._on_tick = on_tick
        self._limit: Limit = None
        self._memory_at = 0.0
        self._claimed_at = math.inf
        self._vacancies = 0
        self._restarted: set[str] = set()

    def run(self) -> Limit:
        """Conduct until an answer, a limit, or the end of all methods."""
        try:
            while not self._over():
                self._start_due()
                for name, message in self.crew.messages(self._patience()):
                    self._hear(name, message)
                self._keep_house()
        finally:
            self.page.stop()
            self.crew.close()
        return self._limit

    def _over(self) -> bool:
        ledger = self.ledger
        if ledger.gap() <= self.limits.gap and not self._repairing():
            self._limit = "gap" if ledger.gap() > 1e-6 else None
            return True
        if ledger.proven_unbounded:
            return True
        if self.interrupt.asked:
            self._limit = "interrupt"
            return True
        if time.monotonic() >= self.limits.deadline:
            self._limit = "time"
            return True
        if ledger.claims and self._settled():
            return True
        if self._waiting or self.crew.workers:
            return False
        if self._limit is None and self._nearly_late():
            # A method that plans its time ends a little before it is over.
            self._limit = "time"
        return True

    def _nearly_late(self) -> bool:
        """Whether the end of all methods was that of the time."""
        allowed = self.limits.time_s
        left = self.limits.deadline - time.monotonic()
        return allowed is not None and left <= max(NEARLY_SHARE * allowed, NEARLY_S)

    def _repairing(self) -> bool:
        """Whether a repair may soon make the incumbent firm."""
        best = self.ledger.incumbent
        if best is None or best.firm or self.ledger.elapsed() - best.time_s > REPAIR_S:
            return False
        return self.ledger.near_miss is not None or REPAIR in self.crew.workers

    def _settled(self) -> bool:
        """Whether the claims are enough to end: two agree, or nobody is left to agree."""
        negative = [c for c in self.ledger.claims.values() if c != "optimal"]
        if not negative:
            return False
        self._claimed_at = min(self._claimed_at, self.ledger.elapsed())
        others = [s for s in (*self._running.values(), *self._waiting) if s.proves]
        patience = self._claimed_at + max(CONFIRM_S, 2 * self._claimed_at)
        return len(negative) >= 2 or not others or self.ledger.elapsed() > patience

    def _start_due(self) -> None:
        now = self.ledger.elapsed()
        # A core is free where one has ended, and a claim wants a second opinion.
        hurry = self._vacancies > 0 or not self.crew.workers or bool(self.ledger.claims)
        while self._waiting and (hurry or self._waiting[0].after_s <= now):
            self._start(self._waiting.pop(0))
            self._vacancies = max(0, self._vacancies - 1)
            hurry = self._vacancies > 0
        miss = self.ledger.near_miss
        if miss is not None and self._repair is not None and REPAIR not in self.crew.workers:
            self.ledger.near_miss = None
            self._start(Start(REPAIR, self._repair(miss), proves=False))

    def _start(self, start: Start) -> None:
        seed = np.random.SeedSequence([self._seed, len(self.started)])
        options = Options(
            deadline=self.limits.deadline,
            gap=self.limits.gap,
            threads=start.threads,
            node_limit=self.limits.nodes,
            memory=self.limits.memory,
            seed=self._seed,
            settings=start.settings,
            alone=self._alone,
        )
        rng = np.random.default_rng(seed)
        worker = start_worker(
            start.name, start.run, self.ledger.problem, self.page, options, rng, start.rank
        )
        self._running[start.name] = start
        if start.gives_way:
            self._fruitful_at[start.name] = self.ledger.elapsed()
        if start.name not in self.started:
            self.started.append(start.name)
        self.crew.add(worker)
        self.ledger.emit("start", start.name)

    def _hear(self, name: str, message: Message) -> None:
        ledger, proves = self.ledger, self._running[name].proves
        match message.kind:
            case "incumbent":
                if ledger.offer(message.solution(), name):
                    if name in self._fruitful_at:
                        self._fruitful_at[name] = ledger.elapsed()
                    best = ledger.incumbent
                    assert best is not None
                    self.page.write_best(best.x, best.objective)
            case "bound" if proves:
                ledger.raise_dual(message.value, name)
                self.page.write_dual(ledger.dual_bound)
            case "claim" if proves:
                self._hear_claim(name, message.text())
            case "nodes":
                ledger.nodes[name] = int(message.value)
            case "note":
                ledger.note(f"{name}: {message.text()}")
            case "data":
                data = message.data()
                self._barren_tries[name] = data.get("stalled", 0)
                ledger.emit("data", name, data=data)
            case "refused":
                raise OptionError(message.text())
            case "error":
                ledger.note(f"{name} failed: {message.text()}")
                self._hear_of_death(name, message.text())
            case "done":
                self.ended.append(name)
                self._end(name)

    def _hear_of_death(self, name: str, how: str) -> None:
        """Start a method that something killed once more; a second death is final."""
        start = self._running[name]
        self._end(name)
        if how.startswith(KILLED) and name != REPAIR and name not in self._restarted:
            self._restarted.add(name)
            self._waiting.append(start)
        else:
            self.errors[name] = how

    def _end(self, name: str) -> None:
        self._running.pop(name, None)
        self._fruitful_at.pop(name, None)
        self._vacancies += name != REPAIR

    def _hear_claim(self, name: str, text: str) -> None:
        if text in ("infeasible", "unbounded", "infeasible_or_unbounded"):
            self.ledger.claim(text, name)  # type: ignore[arg-type]

    def _keep_house(self) -> None:
        ledger = self.ledger
        best = ledger.incumbent
        stands = best is not None and ledger.elapsed() - best.time_s > CERTIFY_S
        if stands and not ledger.certified:
            ledger.certificate()
        self._on_tick(False)
        self._make_way()
        if self.limits.memory is not None and ledger.elapsed() - self._memory_at > MEMORY_S:
            self._memory_at = ledger.elapsed()
            self._watch_memory(self.limits.memory)

    def _make_way(self) -> None:
        """Lower the rank of what no longer finds better solutions, for the others' sake."""
        now = self.ledger.elapsed()
        for name, since in list(self._fruitful_at.items()):
            if self.ledger.incumbent is None:
                self._fruitful_at[name] = now
                continue
            long = now - since > max(BARREN_S, BARREN_SHARE * now)
            if long and self._barren_tries.get(name, 0) >= BARREN_TRIES:
                self.crew.lower(name, "pool")
                del self._fruitful_at[name]

    def _watch_memory(self, memory: int) -> None:
        """End the largest child while all together are above the limit."""
        sizes = self.crew.resident()
        while sizes and sum(sizes.values()) > memory:
            largest = max(sizes, key=sizes.__getitem__)
            sizes.pop(largest)
            self.crew.kill(largest)
            self._running.pop(largest, None)
            self._fruitful_at.pop(largest, None)
            self.ledger.note(f"{largest} was ended at the memory limit")
            self._limit = "memory"

    def _patience(self) -> float:
        rest = self.limits.deadline - time.monotonic()
        if self._waiting and self.crew.workers:
            rest = min(rest, self._waiting[0].after_s - self.ledger.elapsed())
        return max(0.0, min(TICK_S, rest))
