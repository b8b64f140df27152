"""The log on a terminal: the table scrolls by above one line that says how things stand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from coopt_cli.log_table import LogTable, row

if TYPE_CHECKING:
    from coopt.result import Event


class _Standing:
    """The last line, whose clock goes on between events."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.line = ""
        self.spinner = Spinner("dots")

    def __rich__(self) -> Spinner:
        elapsed = time.monotonic() - self.began
        self.spinner.update(text=Text(f"{elapsed:5.0f}s {self.line[8:]}", style="dim"))
        return self.spinner


@contextmanager
def live_log(table: LogTable) -> Iterator[Callable[[Event], None]]:
    """Show the log with rich while the solve runs."""
    console = Console(stderr=True, highlight=False)
    standing = _Standing()
    with Live(standing, console=console, transient=True, refresh_per_second=4) as live:

        def show(event: Event) -> None:
            if event.kind in ("incumbent", "bound"):
                standing.line = row(event)
            for line in table.lines(event):
                style = "bold green" if event.kind == "incumbent" and "*" in line[:10] else ""
                live.console.print(Text(line, style=style), soft_wrap=True)

        yield show
