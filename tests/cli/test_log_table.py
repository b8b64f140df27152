from __future__ import annotations

from coopt.result import Event
from coopt_cli.log_table import HEADER, LogTable


def event(time_s: float, kind: str = "bound", source: str = "scip") -> Event:
    return Event(time_s, kind, source, primal_bound=12.0, dual_bound=9.0, nodes=3)


def test_the_header_comes_once_and_before_the_first_row() -> None:
    log = LogTable(verbose=False)
    first, second = log.lines(event(0.1, "incumbent")), log.lines(event(0.2, "incumbent"))
    assert first[0] == HEADER
    assert len(second) == 1


def test_a_row_shows_every_column() -> None:
    line = LogTable(verbose=False).lines(event(1.26, "incumbent"))[1]
    assert line.split() == ["1.26s", "*scip", "12", "9", "25.00%", "3"]


def test_bounds_are_shown_once_a_second() -> None:
    log = LogTable(verbose=False)
    shown = [len(log.lines(event(t))) for t in (0.0, 0.5, 0.9, 1.1)]
    assert shown == [2, 0, 0, 1]


def test_verbose_shows_every_bound() -> None:
    log = LogTable(verbose=True)
    assert [len(log.lines(event(t))) for t in (0.0, 0.1, 0.2)] == [2, 1, 1]


def test_names_from_files_are_inert() -> None:
    lines = LogTable(verbose=False).lines(event(0.0, source="\x1b[31m"))
    assert all(line.isprintable() for line in lines)


def test_the_end_shows_where_the_run_came_to() -> None:
    log = LogTable(verbose=False)
    log.lines(event(0.0, "incumbent"))
    last = Event(9.5, "end", "coopt", primal_bound=12.0, dual_bound=12.0, text="optimal")
    assert log.lines(last)[0].split() == ["9.50s", "coopt", "12", "12", "0.00%", "-", "optimal"]
