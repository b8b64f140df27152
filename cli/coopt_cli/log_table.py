"""The table of a solve: time, source, primal bound, dual bound, gap, nodes."""

from __future__ import annotations

import math
from typing import IO, TYPE_CHECKING

from coopt_cli.printable import number, percent, printable

if TYPE_CHECKING:
    from coopt.result import Event

HEADER = (
    f"{'time':>8}  {'source':<10} {'primal bound':>17} {'dual bound':>17} {'gap':>8} {'nodes':>9}"
)
_BOUND_EVERY_S = 1.0


class LogTable:
    """Turns events into lines; between incumbents, one bound a second is shown."""

    def __init__(self, verbose: bool) -> None:
        self.verbose = verbose
        self.titled = False
        self.last_s = -math.inf

    def lines(self, event: Event) -> list[str]:
        """Return the lines of an event, with the header before the first row."""
        if event.kind == "note":
            return [f"{event.time_s:7.2f}s  {event.source[:10]:<10} {printable(event.text)}"]
        if event.kind == "end":
            return [f"{row(event)}  {printable(event.text)}".rstrip()] if self.titled else []
        if event.kind == "start":
            return [f"{event.time_s:7.2f}s  {event.source} starts"] if self.verbose else []
        if event.kind == "data":
            return []
        due = event.time_s >= self.last_s + _BOUND_EVERY_S
        if not (self.verbose or event.kind == "incumbent" or due):
            return []
        self.last_s = event.time_s
        title, self.titled = [] if self.titled else [HEADER], True
        return [*title, row(event)]

    def print_to(self, stream: IO[str], event: Event) -> None:
        """Print the lines of an event at once."""
        for line in self.lines(event):
            print(line, file=stream, flush=True)


def row(event: Event) -> str:
    """Return one row; a star marks a new incumbent."""
    mark = "*" if event.kind == "incumbent" else " "
    nodes = "-" if event.nodes is None else str(event.nodes)
    primal, dual = _bound(event.primal_bound), _bound(event.dual_bound)
    return (
        f"{event.time_s:7.2f}s {mark}{printable(event.source)[:10]:<10} {primal:>17} {dual:>17} "
        f"{percent(_gap(event.primal_bound, event.dual_bound)):>8} {nodes:>9}"
    )


def _bound(value: float | None) -> str:
    return number(value if value is not None and math.isfinite(value) else None)


def _gap(primal: float | None, dual: float | None) -> float | None:
    from coopt.result import relative_gap

    return relative_gap(primal, dual)
