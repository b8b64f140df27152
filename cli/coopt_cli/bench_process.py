"""One run of a bench, in a process of its own, so that its limits and its memory are honest."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any

from coopt.bench.reference import stem
from coopt.bench.run import BenchRun, run_of

_GRACE_S = 60.0
_END_S = 5.0


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
    )
    late = ""
    try:
        out, log = process.communicate(timeout=limits["time_limit"] + _GRACE_S)
    except subprocess.TimeoutExpired:
        out, log = _kill(process)
        late = f"did not end within {_GRACE_S:.0f} s after its limit"
    except KeyboardInterrupt:
        process.terminate()
        try:
            process.communicate(timeout=_END_S)
        except subprocess.TimeoutExpired:
            _kill(process)
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


def _kill(process: subprocess.Popen[str]) -> tuple[str, str]:
    os.killpg(process.pid, signal.SIGKILL)
    return process.communicate()
