"""Live progress on a terminal, or a line now and then where it is none."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

QUIET_S = 15.0
LIVE_S = 0.5


class Progress:
    """Says how far a long work is and when it should end.

    Parameters
    ----------
    stream : file or None
        Where to; None says nothing.
    clock : callable
        Seconds of the day's clock.
    """

    def __init__(self, stream: TextIO | None, clock: Callable[[], float] = time.time) -> None:
        self._stream = stream
        self._clock = clock
        self._live = stream is not None and stream.isatty()
        self._said = -QUIET_S
        self._wide = 0

    def show(self, text: str, ends_in_s: float | None = None, last: bool = False) -> None:
        """Say something, unless something was said a moment ago."""
        now = self._clock()
        pause = LIVE_S if self._live else QUIET_S
        if self._stream is None or (now - self._said < pause and not last):
            return
        self._said = now
        if ends_in_s is not None and not last:
            end = time.strftime("%H:%M", time.localtime(now + ends_in_s))
            text = f"{text}  ends {end} (in {duration(ends_in_s)})"
        if not self._live:
            print(text, file=self._stream, flush=True)
            return
        padding = " " * max(0, self._wide - len(text))
        self._wide = 0 if last else len(text)
        print(f"\r{text}{padding}", end="\n" if last else "", file=self._stream, flush=True)

    def say(self, text: str) -> None:
        """Say something at once, whenever the last time was; what comes next is not put off."""
        said = self._said
        self.show(text, last=True)
        self._said = said


def duration(seconds: float) -> str:
    """Write a duration, such as ``42s``, ``12m`` or ``3h05m``."""
    if seconds < 99.5:
        return f"{seconds:.0f}s"
    minutes = round(seconds / 60.0)
    return f"{minutes}m" if minutes < 120 else f"{minutes // 60}h{minutes % 60:02d}m"
