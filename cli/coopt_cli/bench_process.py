"""One run of a bench, in a process of its own, so that its limits and its memory are honest."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from coopt.bench.reference import stem
from coopt.bench.run import BenchRun, run_of

_GRACE_S = 60.0
_END_S = 5.0
_PR_SET_PDEATHSIG = 1
_PRCTL = getattr(ctypes.CDLL(None), "prctl", None)


@contextmanager
def sigterm_interrupts() -> Iterator[None]:
    """Let SIGTERM end a bench as Ctrl-C does, its run included."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def run_once(file: str, method: str, limits: Mapping[str, Any]) -> BenchRun:
    """Run ``coopt solve`` on a file; whatever goes wrong becomes a run with status ``error``."""
    began = time.monotonic()
    process = subprocess.Popen(
        _arguments(file, method, limits),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
        preexec_fn=_end_with_parent,
    )
    late = ""
    try:
        out, log = process.communicate(timeout=limits["time_limit"] + _GRACE_S)
    except subprocess.TimeoutExpired:
        out, log = _kill(process)
        late = f"did not end within {_GRACE_S:.0f} s after its limit"
    except KeyboardInterrupt:
        _end(process)
        raise
    time_s = time.monotonic() - began
    answer = None if late else _answer(out)
    if answer is None or answer["status"] == "error":
        error = late or log.strip().rpartition("\n")[2] or f"exit code {process.returncode}"
        return BenchRun(stem(file), file, method, limits, "error", time_s, error=error)
    return run_of(answer, stem(file), file, method, limits, time_s)


def _arguments(file: str, method: str, limits: Mapping[str, Any]) -> list[str]:
    arguments = [sys.executable, "-m", "coopt_cli", "solve", "--json", "-", "--quiet"]
    arguments += ["--time-limit", str(limits["time_limit"]), "--threads", str(limits["threads"])]
    arguments += ["--gap", str(limits["gap"]), "--seed", str(limits["seed"])]
    if limits["memory"] is not None:
        arguments += ["--memory", str(limits["memory"])]
    if method != "auto":
        arguments += ["--method", method]
    own = [text for text in limits["set"] if method in ("auto", text.partition(".")[0])]
    for text in own:
        arguments += ["--set", text]
    return [*arguments, "--", file]


def _answer(out: str) -> dict[str, Any] | None:
    try:
        answer = json.loads(out)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _end_with_parent() -> None:
    """Have the kernel end this child, should the bench be killed outright."""
    if _PRCTL is not None:
        _PRCTL(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(process: subprocess.Popen[str]) -> None:
    """Ask a run to end, and make it end if it does not or if the user is impatient."""
    process.terminate()
    try:
        process.communicate(timeout=_END_S)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        _kill(process)


def _kill(process: subprocess.Popen[str]) -> tuple[str, str]:
    os.killpg(process.pid, signal.SIGKILL)
    return process.communicate()
