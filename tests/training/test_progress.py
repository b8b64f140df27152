"""Live progress: not too often, with the end that is expected."""

from __future__ import annotations

import io

from coopt.training.progress import Progress, duration


def test_a_stream_gets_a_line_now_and_then_and_the_last() -> None:
    now = [100.0]
    stream = io.StringIO()
    live = Progress(stream, lambda: now[0])
    for second in range(40):
        now[0] = 100.0 + second
        live.show(f"at {second}", 90.0)
    live.show("end", last=True)
    lines = stream.getvalue().splitlines()
    assert [line.split("  ")[0] for line in lines] == ["at 0", "at 15", "at 30", "end"]
    assert "(in 90s)" in lines[0]


def test_nothing_is_said_to_nobody() -> None:
    Progress(None).show("anything", last=True)


def test_durations_are_short() -> None:
    assert [duration(s) for s in (0.4, 42, 125, 11100)] == ["0s", "42s", "2m", "3h05m"]
