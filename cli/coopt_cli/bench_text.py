"""What a bench prints: a line a run to stderr, and the summary."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from coopt.bench.score import Score
from coopt.bench.summary import summarise
from coopt_cli.printable import number, percent, printable
from coopt_cli.table import table

_TITLES = ("instance", "method", "status", "objective", "gap to ref", "time", "integral")


class Progress:
    """Lines on stderr: one for each run that ended; on a terminal, one for that under way."""

    def __init__(self, total: int, quiet: bool) -> None:
        self.total, self.quiet, self.done = total, quiet, 0
        self.live = not quiet and sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._clear()

    def resume(self, kept: int, path: str | None) -> None:
        """Say how many runs need not be made again."""
        if kept and not self.quiet:
            print(f"{kept} of {self.total} rows kept from {printable(str(path))}", file=sys.stderr)

    def skip(self) -> None:
        """Count a run that an earlier bench made."""
        self.done += 1

    def begin(self, file: str, method: str) -> None:
        """Show the run under way."""
        if self.live:
            name = printable(Path(file).name)
            print(f"[{self.done + 1}/{self.total}] {name} {method} ...", end="", file=sys.stderr)
            sys.stderr.flush()

    def end(self, score: Score) -> None:
        """Show a run that ended."""
        self.done += 1
        self._clear()
        if not self.quiet:
            text = "  ".join(f"{cell:<{w}}" for cell, w in zip(_cells(score), _WIDTHS, strict=True))
            remark = printable(f"WRONG: {score.wrong}" if score.wrong else score.run.error)
            line = f"[{self.done:>{len(str(self.total))}}/{self.total}] {text} {remark}".rstrip()
            print(line, file=sys.stderr, flush=True)

    def _clear(self) -> None:
        if self.live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


_WIDTHS = (24, 8, 11, 16, 9, 8, 8)


def summary_lines(scores: Sequence[Score]) -> list[str]:
    """Return the table of a bench's rows, the summary by method, and the wrong claims."""
    facts = summarise(scores)
    rows = [_cells(score) for score in scores]
    return [
        *table(_TITLES, rows, "lllrrrr"),
        "",
        *table(_METHOD_TITLES, [_method_cells(*item) for item in facts["methods"].items()], "lr"),
        "",
        f"time and integral: shifted geometric means (shift {facts['shift_s']:g} s) over the "
        f"{facts['common_instances']} of {facts['instances']} instances that every method ran on",
        "optimal and proven: runs that ended with an optimum, or with any proof (infeasible and "
        "unbounded, too)",
        *(line for item in facts["methods"].items() for line in _arm_lines(*item)),
        *_wrong_lines(facts["wrong_claims"]),
    ]


_METHOD_TITLES = (
    "method", "runs", "optimal", "proven", "wins", "time", "integral", "mean gap", "no solution",
    "errors", "wrong",
)  # fmt: skip


def _method_cells(name: str, facts: dict[str, Any]) -> tuple[str, ...]:
    return (
        name,
        *(str(facts[key]) for key in ("runs", "optimal", "proven", "wins")),
        _seconds(facts["time_s"]),
        _seconds(facts["primal_integral_s"]),
        percent(facts["mean_gap"]),
        *(str(facts[key]) for key in ("no_solution", "errors", "wrong_claims")),
    )


def _arm_lines(name: str, facts: dict[str, Any]) -> list[str]:
    """Return what the arms of a bandit did in all runs of a method."""
    rows = [
        (printable(arm["name"]), str(arm["pulls"]), f"{arm['gain']:.3f}", _seconds(arm["seconds"]))
        for arm in facts["arms"]
    ]
    return ["", *table((f"arms of {name}", "pulls", "gain", "time"), rows, "lrrr")] if rows else []


def _cells(score: Score) -> tuple[str, ...]:
    run = score.run
    return (
        printable(run.instance),
        run.method,
        run.status,
        number(run.objective),
        percent(score.gap),
        _seconds(run.time_s),
        _seconds(score.primal_integral),
    )


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f} s"


def _wrong_lines(claims: list[dict[str, str]]) -> list[str]:
    if not claims:
        return ["wrong claims: none"]
    lines = [f"  {printable(c['instance'])} {c['method']}: {c['claim']}" for c in claims]
    return [f"wrong claims: {len(claims)}", *lines]
