"""Many problems in one call: those that a method takes side by side, the others one by one."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from coopt.bus.child import start_worker
from coopt.bus.crew import Crew
from coopt.bus.ledger import Ledger
from coopt.bus.page import Page
from coopt.bus.protocol import Options
from coopt.bus.wire import Message
from coopt.dispatch import Budget, choose
from coopt.errors import InstanceError, MissingExtraError, OptionError
from coopt.registry import load
from coopt.registry import method as spec_of
from coopt.rehearsal import rehearse_for_many
from coopt.result import Limit, Result, Status, relative_gap
from coopt.solve import by_method, solve
from coopt.stop import Interrupt, Limits, catch_signals

SIDE_BY_SIDE = {"bq_nco": "coopt.methods.bq_nco.batch"}
"""Methods that take many problems at once: modules with ``check, reason_against`` and ``run``."""
BY_DEFAULT = "bq_nco"
MANY, REHEARSAL = 3, 0.1
"""From so many problems of a kind on kernels are loaded once; its share of the time at most."""
HEADER = 2
"""Numbers before a solution in a worker's message: its problem's place, and a bound."""
TICK_S = 0.05
GRACE_S = 0.5
"""How long after the end of the time a worker's last words are waited for."""


def solve_batch(
    problems: Sequence[Any],
    *,
    method: str | None = None,
    time_limit: float | None = None,
    threads: int = 2,
    seed: int = 0,
    settings: Mapping[str, str] | None = None,
) -> list[Result]:
    """Solve many problems in one call, and return the best verified answer of each.

    The policy of ``bq_nco`` constructs solutions of equal kind and size side by side; then local
    search improves each for an equal share of the time that is left. Problems that the method
    cannot take so are solved by `coopt.solve` one after the other, each with its share, and a note
    says why.

    Parameters
    ----------
    problems : sequence of problems or paths
        They may differ in kind and size.
    method : str, optional
        ``bq_nco``, or any other name from ``coopt.registry.METHODS``. Without it, ``bq_nco`` where
        it can; it needs PyTorch.
    time_limit : float, optional
        Seconds for all together. Without it each problem gets constructions and a number of
        steps of local search; then the answers do not depend on the clock. Problems that go to
        `coopt.solve` need it.
    threads : int
        Processes that share the problems.
    seed : int
        Seed of every random draw.
    settings : mapping, optional
        ``"method.option"`` to value, as text. Those of ``bq_nco``:

        - ``decode``: ``greedy`` (the default), or such as ``beam16`` or ``sample64``; ``hybrid``
          constructs parts of the solutions anew between two searches; ``none`` leaves out the
          policy, and the search begins at plain solutions.
        - ``search``: ``ils`` (the default) improves what is constructed, ``none`` does not.
        - ``policy``: folder of a policy, instead of the one that ships.
        - ``neighbours``: nodes that the network sees, 0 for all.

    Returns
    -------
    list of Result
        In the order of the problems. A result's ``limit`` is None where all work on the problem
        was done or its optimum is proven, else ``time`` or ``interrupt``. With a time limit a
        search goes on until the time is over, so that it is ``time`` but for proven optima.

    Raises
    ------
    InstanceError
        If a problem cannot be read, or is none.
    OptionError
        If an option, the limit or the method is wrong.
    MissingExtraError
        If ``method`` names a method whose libraries are not installed.

    Examples
    --------
    >>> import coopt
    >>> coopt.solve_batch([])
    []
    """
    limits = Limits(time_limit)
    if threads < 1:
        raise OptionError(f"threads is {threads}, expected a number from 1 on")
    chosen, name = by_method(settings or {}), method or BY_DEFAULT
    _check_options(name, chosen.get(name, {}))
    listed = _listed(problems)
    if not listed:
        return []
    against = [_reason_against(problem, name, method is not None, chosen) for problem in listed]
    beside = [k for k, reason in enumerate(against) if not reason]
    others = [k for k, reason in enumerate(against) if reason]
    if others and time_limit is None:
        where = f"problem {others[0]}: {against[others[0]]}"
        raise OptionError(f"a time limit is needed, as some are solved one by one ({where})")
    answers: dict[int, Result] = {}
    with catch_signals() as interrupt:
        if beside:
            share = limits.began + (time_limit or 0.0) * len(beside) / len(listed)
            end = limits.deadline if time_limit is None else share
            batch = _Batch(name, {k: listed[k] for k in beside}, end, interrupt)
            answers.update(batch.run(threads, seed, chosen.get(name, {})))
        methods = () if name in SIDE_BY_SIDE else (name,)
        if not interrupt.asked:
            _rehearse([listed[k] for k in others], Budget(threads, False, methods), limits)
    stopped = interrupt.asked
    for left, k in zip(range(len(others), 0, -1), others, strict=True):
        rest = 0.0 if stopped else max(0.0, limits.deadline - time.monotonic()) / left
        answers[k] = _alone(listed[k], methods, against[k], rest, threads, seed, settings or {})
        stopped = stopped or answers[k].limit == "interrupt"
    return [answers[k] for k in range(len(listed))]


def _check_options(name: str, settings: Mapping[str, str]) -> None:
    """Refuse an unknown method, and options that a method for many problems does not have."""
    known = spec_of(name).settings
    wrong = [key for key in settings if key not in known]
    if wrong and name in SIDE_BY_SIDE:
        raise OptionError(f"{name} has no option {wrong[0]!r}: {', '.join(known)}")
    if name in SIDE_BY_SIDE:
        import_module(SIDE_BY_SIDE[name]).check(settings)


def _listed(problems: Sequence[Any]) -> list[Any]:
    """Return the problems, those that are paths read."""
    if isinstance(problems, str | Path) or hasattr(problems, "solution_size"):
        raise InstanceError("solve_batch takes a list of problems; coopt.solve takes one")
    from coopt.read import read

    listed = [read(str(p)) if isinstance(p, str | Path) else p for p in problems]
    for k, problem in enumerate(listed):
        if not hasattr(problem, "solution_size"):
            raise InstanceError(f"problem {k} is a {type(problem).__name__}, expected a problem")
    return listed


def _reason_against(
    problem: Any, name: str, named: bool, settings: Mapping[str, Mapping[str, str]]
) -> str:
    """Return why a problem cannot be taken side by side with others; empty if it can."""
    spec = spec_of(name)
    if name not in SIDE_BY_SIDE:
        return f"{name} takes problems one by one"
    if type(problem) not in spec.runs:
        return f"{name} does not solve {type(problem).__name__} problems"
    try:
        load(name, type(problem))
    except MissingExtraError as error:
        if named:
            raise
        return str(error)
    reason: str = import_module(SIDE_BY_SIDE[name]).reason_against(problem, settings.get(name, {}))
    return reason and f"{name} {reason}"


def _rehearse(problems: Sequence[Any], budget: Budget, limits: Limits) -> None:
    """Load once what the solves of many problems of a kind would load one by one."""
    for kind, count in Counter(map(type, problems)).items():
        first = next(problem for problem in problems if type(problem) is kind)
        if count >= MANY and "ils" in (c.method for c in choose(first, budget).choices):
            rehearse_for_many(kind, REHEARSAL * (limits.deadline - time.monotonic()))


def _alone(
    problem: Any,
    methods: Sequence[str],
    reason: str,
    rest: float,
    threads: int,
    seed: int,
    options: Mapping[str, str],
) -> Result:
    """Solve a problem by itself: by the method, or if that cannot take it by the usual ones."""
    from dataclasses import replace

    answer = solve(
        problem, time_limit=rest, threads=threads, seed=seed, methods=methods, options=options
    )
    return replace(answer, notes=(*answer.notes, f"solved alone: {reason}"))


class _Batch:
    """Problems that worker processes solve side by side; every answer is verified here."""

    def __init__(
        self, name: str, problems: Mapping[int, Any], deadline: float, interrupt: Interrupt
    ) -> None:
        self._name, self._deadline, self._interrupt = name, deadline, interrupt
        self._ledgers = {k: Ledger(problem) for k, problem in problems.items()}
        self._owners: dict[str, list[int]] = {}
        self._failed: set[int] = set()
        self._limits: dict[int, Limit] = {}
        self._crew = Crew()

    def run(self, threads: int, seed: int, settings: Mapping[str, str]) -> dict[int, Result]:
        """Start the workers, listen until all have ended or the time is over, and certify."""
        page = Page(1)
        limit: Limit = None
        try:
            for number, share in enumerate(_dealt(self._ledgers, threads)):
                options = Options(self._deadline, seed=seed, settings=settings, alone=True)
                work = [(k, self._ledgers[k].problem) for k in share]
                run = import_module(SIDE_BY_SIDE[self._name]).run
                name, rng = f"{self._name} {number}", np.random.default_rng([seed, number])
                self._owners[name] = share
                self._crew.add(start_worker(name, run, work, page, options, rng, "full"))
            while self._crew.workers and limit != "interrupt":
                if time.monotonic() >= self._deadline + GRACE_S:
                    break
                for name, message in self._crew.messages(TICK_S):
                    self._hear(name, message)
                limit = "interrupt" if self._interrupt.asked else limit
        finally:
            page.stop()
            self._crew.close()
        if limit is None and time.monotonic() >= self._deadline - TICK_S:
            limit = "time"
        own = {} if limit == "interrupt" else self._limits
        return {k: self._result(k, own.get(k, limit)) for k in self._ledgers}

    def _hear(self, worker: str, message: Message) -> None:
        match message.kind:
            case "incumbent":
                told = message.solution()
                ledger = self._ledgers[int(told[0])]
                ledger.offer(told[HEADER:], self._name)
                ledger.raise_dual(float(told[1]), self._name)
            case "note":
                self._note(worker, message.text())
            case "data":
                self._hear_of_one(message.data())
            case "refused":
                raise OptionError(message.text())
            case "error":
                self._failed.update(self._owners[worker])
                self._note(worker, f"failed: {message.text()}")

    def _hear_of_one(self, told: Mapping[str, Any]) -> None:
        """Take a note on a problem, and what limited the work on it, where these are said."""
        if "note" in told:
            self._ledgers[told["place"]].note(f"{self._name}: {told['note']}")
        if "limit" in told:
            self._limits[told["place"]] = told["limit"]

    def _note(self, worker: str, text: str) -> None:
        for k in self._owners[worker]:
            self._ledgers[k].note(f"{self._name}: {text}")

    def _result(self, k: int, limit: Limit) -> Result:
        ledger = self._ledgers[k]
        certificate, best = ledger.certificate(), ledger.incumbent
        shown = certificate is not None and certificate.verified is not None
        if best is not None and not shown:
            ledger.note("the best candidate failed the exact check and is withheld")
        proven = shown and ledger.gap() <= 1e-6
        lost: Status = "error" if k in self._failed else "no_solution"
        objective = float(certificate.objective) if shown and certificate is not None else None
        dual = ledger.outward(ledger.dual_bound)
        return Result(
            status="optimal" if proven else "feasible" if shown else lost,
            limit=None if proven else limit,
            solution=best.x if shown and best is not None else None,
            objective=objective,
            dual_bound=dual,
            gap=0.0 if ledger.gap() == 0.0 and shown else relative_gap(objective, dual),
            time_s=ledger.elapsed(),
            verified=certificate.verified if certificate is not None else None,
            max_violation=certificate.max_violation if shown and certificate is not None else None,
            methods=(self._name,),
            trace=tuple(ledger.trace),
            notes=tuple(ledger.notes),
            reasons=(f"{self._name} takes {len(self._ledgers)} problems side by side",),
        )


def _dealt(ledgers: Mapping[int, Ledger], threads: int) -> Iterator[list[int]]:
    """Deal the problems to workers, so that each gets as many of every kind and size."""
    order = sorted(ledgers, key=lambda k: (type(ledgers[k].problem).__name__, _size(ledgers[k])))
    for k in range(min(threads, len(order))):
        yield sorted(order[k::threads])


def _size(ledger: Ledger) -> int:
    return int(ledger.problem.solution_size)
