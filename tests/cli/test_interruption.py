from __future__ import annotations

import pytest

from coopt_cli.interruption import Interruption, ReadingInterrupted


def test_a_signal_while_modules_load_waits_for_the_reading() -> None:
    interruption = Interruption()
    interruption.on_signal(15, None)
    interruption.on_signal(15, None)
    with pytest.raises(ReadingInterrupted):
        interruption.begin_reading()


def test_a_signal_ends_the_reading() -> None:
    interruption = Interruption()
    interruption.begin_reading()
    with pytest.raises(ReadingInterrupted):
        interruption.on_signal(2, None)


def test_after_the_reading_a_later_second_signal_ends_all(monkeypatch: pytest.MonkeyPatch) -> None:
    interruption = Interruption()
    interruption.begin_reading()
    interruption.end_reading()
    for now in (10.0, 10.1):
        monkeypatch.setattr("time.monotonic", lambda now=now: now)
        interruption.on_signal(2, None)
    monkeypatch.setattr("time.monotonic", lambda: 11.0)
    with pytest.raises(KeyboardInterrupt):
        interruption.on_signal(2, None)
