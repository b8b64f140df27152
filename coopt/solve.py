"""The recipe of a solve: read, choose, conduct, certify."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coopt.bus.conductor import Conductor, Start
from coopt.bus.ledger import Incumbent, Ledger
from coopt.bus.protocol import Bus, Options, Run
from coopt.bus.scaled import ScaledBus
from coopt.check.infeasible import proven_infeasible
from coopt.dispatch import Budget, Choice, Plan, choose
from coopt.engines.small_coefficients import scale_small_coefficients
from coopt.engines.small_costs import objective_factor, scale_objective
from coopt.errors import CooptError, InstanceError, OptionError
from coopt.problem.dag import Dag
from coopt.problem.milp import Milp
from coopt.read.dag_options import PREFIX, dag_options
from coopt.registry import METHODS, Gives, load, method
from coopt.rehearsal import rehearse, remember
from coopt.result import Event, Limit, Result, Status, relative_gap
from coopt.stop import Limits, catch_signals
from coopt.write.solution import maker_of

OUTPUT_EVERY_S = 1.0
COUNTERS = frozenset({"scip", "highs"})
"""Methods that heed a limit of nodes."""
CHECK = "check"
"""Source of claims that the data alone prove."""


def solve(
    problem_or_path: Any,
    *,
    time_limit: float | None = None,
    threads: int = 2,
    gap: float = 1e-6,
    seed: int = 0,
    methods: str | Sequence[str] = (),
    start: ArrayLike | None = None,
    options: Mapping[str, str] | None = None,
    memory: int | None = None,
    node_limit: int | None = None,
    output: str | Path | None = None,
    on_event: Callable[[Event], None] | None = None,
) -> Result:
    """Solve a problem and return the best verified answer with an honest bound.

    Parameters
    ----------
    problem_or_path : problem or path
        A problem, or a file in any format that ``coopt.read`` knows.
    time_limit : float, optional
        Seconds, reading included. Without it the solve runs until it has a proof.
    threads : int
        Cores to keep busy. With one thread and one seed the answer repeats.
    gap : float
        Relative gap at which to stop.
    seed : int
        Seed of every random draw.
    methods : str or sequence of str
        Names from ``coopt.registry.METHODS``; empty or ``auto`` lets dispatch choose.
    start : array_like, optional
        A known solution; it is verified and never made worse.
    options : mapping, optional
        ``"method.option"`` to value, as text; ``dag.*`` say how to read a table of data.
    memory : int, optional
        Bytes of resident memory for all engines together.
    node_limit : int, optional
        Branch-and-bound nodes of each engine.
    output : path, optional
        Solution file, rewritten atomically as incumbents improve.
    on_event : callable, optional
        Called with every event, in the calling thread.

    Returns
    -------
    Result
        Status, solution, bounds and trace, in the sense of the source.

    Raises
    ------
    InstanceError
        If the file cannot be read.
    OptionError
        If an option, limit or method is wrong.

    Examples
    --------
    >>> import coopt
    >>> result = coopt.solve(coopt.Milp.from_arrays([1.0], integrality=1, lower=0.5))
    >>> result.status, result.objective
    ('optimal', 1.0)
    """
    limits = Limits(time_limit, gap, node_limit, memory, time.monotonic())
    if threads < 1:
        raise OptionError(f"threads is {threads}, expected a number from 1 on")
    reading = dag_options(options or {})
    settings = by_method({k: v for k, v in (options or {}).items() if not k.startswith(PREFIX)})
    problem = _problem(problem_or_path, reading)
    if output is not None:
        maker_of(output, problem)
    named = (methods,) if isinstance(methods, str) else tuple(methods)
    plan = choose(problem, Budget(threads, node_limit is not None, named))
    safe = not isinstance(problem, Milp) or scale_small_coefficients(problem).complete
    repairs = _repairable(problem)
    ledger = Ledger(problem, on_event, repairs)
    if not safe:
        ledger.note("coefficients that engines drop remain: floating-point bounds are not believed")
    if time_limit is None and not plan.proves:
        text = "no proof is in sight here, and no time limit is set: it runs until interrupted"
        ledger.emit("note", "dispatch", text)
    writer = _Writer(ledger, output)
    with catch_signals() as interrupt:
        rehearse(problem, (choice.method for choice in plan.choices), time_limit)
        if start is not None:
            _take_start(ledger, start)
        conductor = Conductor(
            ledger,
            tuple(_start(choice, settings, safe) for choice in plan.choices),
            limits,
            interrupt,
            size=_size(problem),
            seed=seed,
            repair=_repair if repairs else None,
            on_tick=writer.tick,
        )
        if ledger.incumbent is not None:
            conductor.page.write_best(ledger.incumbent.x, ledger.incumbent.objective)
        reason = proven_infeasible(problem)
        if reason is not None:
            ledger.note(reason)
            ledger.claim("infeasible", CHECK)
        limit = None if reason is not None else conductor.run()
        remember(problem, conductor.ended)
        if node_limit is not None and not COUNTERS & set(conductor.started):
            ledger.note("no method that ran counts nodes, so their limit did nothing")
        ledger.certificate()
        writer.tick(True)
        if writer.failure:
            ledger.note(f"output not written: {writer.failure}")
        _note_unused(ledger, conductor, settings)
        return _result(ledger, conductor, limit, plan)


def _note_unused(
    ledger: Ledger, conductor: Conductor, settings: Mapping[str, Mapping[str, str]]
) -> None:
    """Say which options were for methods that never started: nobody has checked them."""
    for name in settings:
        if name not in conductor.started:
            ledger.note(f"{name} did not run, so its options were not used")


def _problem(problem_or_path: Any, reading: Mapping[str, Any]) -> Any:
    if not isinstance(problem_or_path, str | Path):
        if reading:
            raise OptionError("options dag.* say how to read a file, and no file was given")
        return problem_or_path
    from coopt.read import read, read_dag

    path = str(problem_or_path)
    return read_dag(path, **reading) if reading else read(path)


def by_method(options: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Split ``method.option`` keys by method."""
    settings: dict[str, dict[str, str]] = {}
    for key, value in options.items():
        name, dot, option = key.partition(".")
        if not dot or not option:
            raise OptionError(f"the option {key!r} has no method: write METHOD.option=value")
        method(name)
        settings.setdefault(name, {})[option] = str(value)
    return settings


def _start(choice: Choice, settings: Mapping[str, Mapping[str, str]], safe: bool) -> Start:
    spec = METHODS[choice.method]
    return Start(
        name=choice.method,
        run=_loaded_later(choice.method),
        after_s=choice.after_s,
        rank=choice.rank,
        proves=Gives.DUAL in spec.gives and (safe or spec.exact),
        gives_way=choice.gives_way,
        threads=choice.threads,
        settings=settings.get(choice.method, {}),
    )


def _loaded_later(name: str) -> Run:
    """Import the method in its own process: engines clash, and the parent stays light."""

    def run(problem: Any, bus: Bus, options: Options, rng: np.random.Generator) -> None:
        if isinstance(problem, Milp) and not METHODS[name].exact:
            problem = scale_small_coefficients(problem).problem
            factor = objective_factor(problem)
            if factor != 1.0:
                problem, bus = scale_objective(problem, factor), ScaledBus(bus, factor)
        load(name, type(problem))(problem, bus, options, rng)

    return run


def _repairable(problem: Any) -> bool:
    """Whether the LP that remains with fixed integers says all that there is to say."""
    return isinstance(problem, Milp) and not (problem.sos or problem.indicators)


def _repair(x: Any) -> Run:
    def run(problem: Any, bus: Bus, options: Options, rng: np.random.Generator) -> None:
        from coopt.engines.repair import repair_of

        repair_of(x)(problem, bus, options, rng)

    return run


def _size(problem: Any) -> int:
    return int(problem.solution_size)


def _take_start(ledger: Ledger, start: ArrayLike) -> None:
    x = np.asarray(start, dtype=float)
    if x.shape != (_size(ledger.problem),):
        raise InstanceError(f"the start is no solution: {_fault(ledger.problem, x)}")
    if not ledger.offer(x, "start"):
        ledger.note("the start is not feasible; a repair of it is tried")
        ledger.near_miss = x


def _fault(problem: Any, x: NDArray[Any]) -> str:
    """Say what is wrong with a vector of a wrong length."""
    from coopt.check.candidate import certify

    said = "" if isinstance(problem, Milp | Dag) else certify(problem, x).worst
    return said or f"it has shape {x.shape}, expected ({_size(problem)},)"


class _Writer:
    """Rewrites the output file, at most once a second."""

    def __init__(self, ledger: Ledger, path: str | Path | None) -> None:
        self._ledger = ledger
        self._path = path
        self._written: Any = None
        self._at = -OUTPUT_EVERY_S
        self.failure = ""

    def tick(self, final: bool) -> None:
        """Write the incumbent if it is new and the last writing is old enough, or at the end."""
        best = self._ledger.incumbent
        if self._path is None or best is None or best is self._written:
            return
        now = self._ledger.elapsed()
        if final or now - self._at >= OUTPUT_EVERY_S:
            self._at, self._written = now, best
            self._write(self._path, best)

    def _write(self, path: str | Path, best: Incumbent) -> None:
        from coopt.write import write_solution

        objective = self._ledger.outward(best.objective)
        try:
            write_solution(path, self._ledger.problem, best.x, objective)
        except CooptError as error:
            # A full disk must not end the solve: it may have room when the next one is written.
            self.failure, self._written = str(error), None
        else:
            self.failure = ""


def _result(ledger: Ledger, conductor: Conductor, limit: Limit, plan: Plan) -> Result:
    certificate = ledger.certificate()
    best = ledger.incumbent
    verified = certificate.verified if certificate is not None else None
    status = _status(ledger, conductor, verified is not None)
    shown = best is not None and verified is not None
    bounded = shown and status != "unbounded"
    objective = float(certificate.objective) if bounded and certificate is not None else None
    stated = status not in ("unbounded", "infeasible", "infeasible_or_unbounded")
    dual = ledger.outward(ledger.dual_bound) if stated else None
    ledger.emit("end", "coopt", status)
    return Result(
        status=status,
        limit=_limit(limit, ledger, status),
        solution=best.x if shown and best is not None else None,
        objective=objective,
        dual_bound=dual,
        gap=0.0 if ledger.gap() == 0.0 and shown else relative_gap(objective, dual),
        time_s=ledger.elapsed(),
        verified=verified,
        max_violation=certificate.max_violation if shown and certificate is not None else None,
        methods=tuple(conductor.started),
        trace=tuple(ledger.trace),
        notes=tuple(ledger.notes),
        reasons=plan.reasons,
    )


def _status(ledger: Ledger, conductor: Conductor, verified: bool) -> Status:
    claims = set(ledger.claims.values())
    if ledger.proven_unbounded and verified:
        return "unbounded"
    if "unbounded" in claims and verified:
        if len(ledger.claims) < 2:
            ledger.note("unbounded by one solver; no second one confirmed it in time")
        return "unbounded"
    if ledger.incumbent is not None:
        if not verified:
            ledger.note("the best candidate failed the exact check and is withheld")
            return "no_solution"
        return "optimal" if ledger.gap() <= 1e-6 else "feasible"
    if "infeasible" in claims:
        confirmed = [source for source, c in ledger.claims.items() if c == "infeasible"]
        if len(confirmed) < 2 and CHECK not in confirmed:
            ledger.note("infeasible by one solver; no second one confirmed it in time")
        return "infeasible"
    if claims:
        return "infeasible_or_unbounded"
    failed = conductor.errors and len(conductor.errors) >= len(conductor.started)
    return "error" if failed else "no_solution"


def _limit(limit: Limit, ledger: Ledger, status: Status) -> Limit:
    if status in ("optimal", "infeasible", "unbounded"):
        return None
    if limit is None and any("nodelimit" in note for note in ledger.notes):
        return "node"
    return limit
