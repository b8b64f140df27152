"""Time coopt's MPS reader beside HiGHS' own, on one file of about 20 MB.

Run ``python benchmarks/read_mps.py``. The file is a random set cover of 24,000 rows and 70,000
columns, written to a temporary folder. Both readers run in this process, alternating; the best
of the repeats counts, because the machine may be shared.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import highspy
import numpy as np

from coopt.read import read


def write_set_cover(path: Path, m: int, n: int, per_column: int) -> None:
    rng = np.random.default_rng(0)
    with path.open("w") as stream:
        stream.write("NAME cover\nROWS\n N cost\n")
        stream.writelines(f" G r{i}\n" for i in range(m))
        stream.write("COLUMNS\n M1 'MARKER' 'INTORG'\n")
        for j in range(n):
            stream.write(f" x{j} cost {rng.integers(1, 100)}\n")
            rows = np.sort(rng.choice(m, per_column, replace=False))
            stream.writelines(f" x{j} r{i} 1\n" for i in rows)
        stream.write(" M2 'MARKER' 'INTEND'\nRHS\n")
        stream.writelines(f" RHS r{i} 1\n" for i in range(m))
        stream.write("BOUNDS\n")
        stream.writelines(f" UP BND x{j} 1\n" for j in range(n))
        stream.write("ENDATA\n")


def read_with_highs(path: str) -> None:
    model = highspy.Highs()
    model.silent()
    model.readModel(path)


def seconds(action: Callable[[str], object], path: str) -> float:
    start = time.perf_counter()
    action(path)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--file", help="time this file instead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or str(Path(folder) / "cover.mps")
        if not options.file:
            write_set_cover(Path(path), 24_000, 70_000, 15)
        ours, theirs = [], []
        for _ in range(options.repeats):
            theirs.append(seconds(read_with_highs, path))
            ours.append(seconds(read, path))
        size = Path(path).stat().st_size / 1e6
    print(f"{size:.1f} MB   coopt {min(ours):.2f} s   HiGHS {min(theirs):.2f} s")
    print(f"ratio {min(ours) / min(theirs):.2f}")


if __name__ == "__main__":
    main()
