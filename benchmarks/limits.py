"""Do runs end when they must? Time limits, Ctrl-C at random instants, engines that are killed.

    python benchmarks/limits.py DATA [time|interrupt|kill ...]

Each run is a fresh ``coopt solve`` on a hard model of DATA. Prints how late the runs ended, whether
the solution file was there and verified whenever an incumbent had been reported, and whether a
process was left behind.
"""

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MODELS = (
    "50v-10", "swath", "seymour", "glass4", "timtab1", "rail01", "irish-electricity", "mis_2",
    "cbs-cta", "piperout-27",
)  # fmt: skip


def model_file(data: Path, name: str) -> Path:
    return next(data.glob(f"{name}.*"))


def start(model: Path, folder: Path, limit_s: float) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "coopt_cli", "solve", str(model), "-t", str(limit_s), "-q"]
    command += ["-o", str(folder / "out.sol"), "--events", str(folder / "ev.jsonl"), "--json", "-"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)


def events(folder: Path) -> list[dict[str, object]]:
    path = folder / "ev.jsonl"
    lines = path.read_text().splitlines() if path.exists() else []
    return [json.loads(line) for line in lines if line.endswith("}")]


def finished(run: "subprocess.Popen[str]", folder: Path, model: Path) -> str:
    """Return what is wrong with an ended run, or nothing."""
    output, _ = run.communicate()
    answer = json.loads(output)
    reported = any(event["kind"] == "incumbent" for event in events(folder))
    faults = []
    if run.returncode not in (0, 6):
        faults.append(f"exit code {run.returncode}")
    if reported and answer["objective"] is None:
        faults.append("the incumbent was lost")
    if answer["objective"] is not None:
        check = subprocess.run(
            [sys.executable, "-m", "coopt_cli", "verify", str(model), str(folder / "out.sol")],
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if check.returncode != 0:
            faults.append("the solution file is not verified")
    return ", ".join(faults)


def time_limits(data: Path) -> None:
    late = []
    limits = [1] * 16 + [5] * 16 + [30] * 8
    for limit_s, name in zip(limits, itertools.cycle(MODELS), strict=False):
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            run = start(model_file(data, name), Path(folder), limit_s)
            run.wait()
            late.append(time.perf_counter() - began - limit_s)
            fault = finished(run, Path(folder), model_file(data, name))
        print(f"limit {limit_s:2d} s {name:20s} late {late[-1]:+.2f} s {fault}", flush=True)
    late.sort()
    within = sum(seconds <= 1.0 for seconds in late)
    print(f"time limits: {within} of {len(late)} within 1 s, latest {late[-1]:+.2f} s")


def interrupts(data: Path) -> None:
    rng = random.Random(0)
    took, faults = [], 0
    for name in itertools.islice(itertools.cycle(MODELS), 40):
        with tempfile.TemporaryDirectory() as folder:
            run = start(model_file(data, name), Path(folder), 60)
            time.sleep(rng.uniform(0.1, 8.0))
            began = time.perf_counter()
            os.killpg(run.pid, signal.SIGINT)
            run.wait()
            took.append(time.perf_counter() - began)
            fault = finished(run, Path(folder), model_file(data, name))
            faults += bool(fault)
        print(f"interrupt {name:20s} took {took[-1]:.2f} s {fault}", flush=True)
    within = sum(seconds <= 2.0 for seconds in took)
    print(f"interrupts: {40 - faults} of 40 keep the incumbent, {within} within 2 s")


def kills(data: Path) -> None:
    faults = 0
    for name in MODELS:
        with tempfile.TemporaryDirectory() as folder:
            run = start(model_file(data, name), Path(folder), 10)
            for _ in range(3):
                time.sleep(2.0)
                children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
                if children:
                    os.kill(int(random.choice(children)), signal.SIGKILL)
            run.wait()
            fault = finished(run, Path(folder), model_file(data, name))
            faults += bool(fault)
        print(f"kill {name:20s} {fault}", flush=True)
    print(f"kills: {len(MODELS) - faults} of {len(MODELS)} runs end normally")


def main() -> None:
    data = Path(sys.argv[1])
    parts = {"time": time_limits, "interrupt": interrupts, "kill": kills}
    for name in sys.argv[2:] or parts:
        parts[name](data)


if __name__ == "__main__":
    main()
