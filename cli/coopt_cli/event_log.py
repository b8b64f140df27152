"""Where the events of a solve go: a table on stderr, and a file of JSON lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from coopt_cli.json_text import json_text
from coopt_cli.log_table import LogTable

if TYPE_CHECKING:
    from coopt.result import Event


@contextmanager
def event_log(
    quiet: bool, verbose: bool, events_path: str | None
) -> Iterator[Callable[[Event], None]]:
    """Open the log of one solve; it is given each event."""
    sinks: list[Callable[[Event], None]] = []
    with ExitStack() as stack:
        if events_path is not None:
            target = (
                sys.stdout
                if events_path == "-"
                else stack.enter_context(open(events_path, "w", encoding="utf-8"))
            )
            sinks.append(lambda event: print(json_text(_fields(event)), file=target, flush=True))
        if not quiet:
            sinks.append(stack.enter_context(_terminal_log(verbose)))

        def on_event(event: Event) -> None:
            for sink in sinks:
                sink(event)

        yield on_event


@contextmanager
def _terminal_log(verbose: bool) -> Iterator[Callable[[Event], None]]:
    table = LogTable(verbose)
    if sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb":
        from coopt_cli.live_log import live_log

        with live_log(table) as show:
            yield show
    else:
        yield lambda event: table.print_to(sys.stderr, event)


def _fields(event: Event) -> dict[str, Any]:
    return {
        "time_s": event.time_s,
        "kind": event.kind,
        "source": event.source,
        "primal_bound": event.primal_bound,
        "dual_bound": event.dual_bound,
        "nodes": event.nodes,
        "text": event.text,
        "data": event.data,
    }
