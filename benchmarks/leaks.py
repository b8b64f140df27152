"""Long runs must leave nothing behind, and not grow while they run.

    python benchmarks/leaks.py DATA [-t 300] [--runs 10] [--side-by-side 1]

Solves hard models one after another (or some side by side) and prints for each run the resident
memory of all its processes after a fifth of the time and at the end, the growth between, and what
is left after it: processes of its session, shared memory, and files in the temporary folder.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

MODELS = (
    "50v-10", "swath", "markshare1", "danoint", "seymour",
    "mas76", "glass4", "trento1", "gisp_102", "neos-3381206-awhea",
)  # fmt: skip


def session_processes(session: int) -> list[int]:
    """Return the processes of a session."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session:
                found.append(int(folder.name))
    return found


def resident(session: int) -> float:
    """Return the proportional resident memory of a session, in MiB."""
    total = 0
    for process in session_processes(session):
        try:
            text = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return total / 1024


def traces() -> set[str]:
    """Return what lies in shared memory and the temporary folder."""
    places = (Path("/dev/shm"), Path(tempfile.gettempdir()))
    return {str(path) for place in places if place.exists() for path in place.iterdir()}


def run(model: Path, seconds: float) -> str:
    """Run once, and describe it in a line."""
    command = [sys.executable, "-m", "coopt_cli", "solve", str(model), "-q", "-t", str(seconds)]
    process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
    began = time.monotonic()
    sizes: list[tuple[float, float]] = []
    while process.poll() is None:
        time.sleep(min(5.0, seconds / 20))
        sizes.append((time.monotonic() - began, resident(process.pid)))
    left = session_processes(process.pid)
    for one in left:
        os.kill(one, 9)
    settled = [size for at, size in sizes if at > seconds / 5 and size > 0] or [0.0]
    return (
        f"{model.name:32s} {settled[0]:8.0f} MiB then {settled[-1]:8.0f}, most {max(settled):8.0f};"
        f" {len(left)} processes left, exit code {process.returncode}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("-t", type=float, default=300.0)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--side-by-side", type=int, default=1)
    given = parser.parse_args()
    files = [next(given.data.glob(f"{name}.*")) for name in MODELS[: given.runs]]
    before = traces()
    with ThreadPoolExecutor(given.side_by_side) as pool:
        for line in pool.map(lambda file: run(file, given.t), files):
            print(line, flush=True)
    new = {path for path in traces() - before if "coopt" in path or "/dev/shm" in path}
    print(f"left in shared memory and temporary files: {sorted(new) or 'nothing'}")


if __name__ == "__main__":
    main()
