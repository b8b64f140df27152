"""``coopt solve -j 1`` on travelling-salesman problems beside peers, one core each, in wall time.

    python benchmarks/tsp.py DATA [NAME ...] [-t 1,10] [--seeds 5] [--ours auto]
                             [--peers routing,pyvrp,elkai]

DATA holds ``bks.csv`` (columns ``name problem n best_known``), ``tsp/NAME.tsp``,
``atsp/NAME.atsp`` and ``uniform/tsp*.txt``: on each line ``x1 y1 ... output t1 ... t1``, an
instance scored by its own tour. Ours and the methods among the peers run through ``coopt.solve``
on one thread, the start of the process included; elkai runs in a child process, if it can be
imported, with ever more runs until the time is over. Compile the kernels first (``coopt warmup``),
and run it on one core (``taskset``). Prints each gap, then means by size: gap, share of optimal
tours, gap of our bound, and on how many instances our mean gap is not larger than a peer's.
"""

import argparse
import csv
import math
import multiprocessing
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from coopt.problem.distances import Distances, distance_matrix, tour_length
from coopt.problem.tsp import Tsp
from coopt.read import read
from coopt.solve import solve

GROUPS = ((200, "n < 200"), (1_001, "200 <= n <= 1000"), (math.inf, "n > 1000"))
UNIFORM_EACH = 8
"""Lines of each uniform file that are solved."""

Named = tuple[str, str, Any, float]


def instances(data: Path, names: list[str]) -> Iterator[Named]:
    """Yield name, group, problem and best known value."""
    with open(data / "bks.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["problem"] in ("TSP", "ATSP")]
    for row in rows:
        name = row["name"]
        path = data / row["problem"].lower() / f"{name}.{row['problem'].lower()}"
        if not path.is_file() or (names and name not in names):
            continue
        group = next(title for below, title in GROUPS if int(row["n"]) < below)
        yield (
            name,
            group if row["problem"] == "TSP" else "asymmetric",
            read(str(path)),
            float(row["best_known"]),
        )
    for path in sorted((data / "uniform").glob("tsp*.txt")):
        if not names or path.stem in names:
            yield from uniform(path)


def uniform(path: Path) -> Iterator[Named]:
    """Yield the first instances of a file, scored by the tour that stands beside each."""
    for k, line in enumerate(path.read_text(encoding="utf-8").splitlines()[:UNIFORM_EACH]):
        before, _, after = line.partition("output")
        points = np.array(before.split(), dtype=float).reshape(-1, 2)
        tour = np.array(after.split(), dtype=np.int64)[:-1] - 1
        problem = Tsp(Distances("EUCLIDEAN", points), f"{path.stem}#{k}")
        yield problem.name, f"uniform {len(points)}", problem, tour_length(problem.distances, tour)


def by_method(
    problem: Any, method: str, seconds: float, seed: int
) -> tuple[float, float | None, float]:
    """Return the tour's length, the bound and the seconds of a solve."""
    began = time.monotonic()
    result = solve(problem, time_limit=seconds, methods=[method], threads=1, seed=seed)
    took = time.monotonic() - began
    length = math.inf if result.objective is None else result.objective
    return length, result.dual_bound, took


def _elkai(problem: Any, runs: int, into: Any) -> None:
    import elkai  # type: ignore[import-not-found, unused-ignore]

    matrix = distance_matrix(problem.distances)
    scale = 1.0 if problem.distances.integral else 1e7 / float(matrix.max())
    whole = np.rint(matrix * scale).astype(int).tolist()
    tour = elkai.DistanceMatrix(whole).solve_tsp(runs=runs)
    into.put(tour_length(problem.distances, np.array(tour[:-1])))


def by_elkai(problem: Any, seconds: float) -> tuple[float, float | None, float]:
    """Return what LKH finds in as many runs as fit, each count of runs in a fresh process."""
    began, runs, length = time.monotonic(), 1, math.inf
    fork = multiprocessing.get_context("fork")
    while True:
        into = fork.Queue()
        child = fork.Process(target=_elkai, args=(problem, runs, into))
        child.start()
        child.join(max(0.0, began + seconds - time.monotonic()))
        if child.is_alive():
            child.kill()
            child.join()
            return length, None, time.monotonic() - began
        if child.exitcode != 0:
            # So many runs that it cannot count them; what it found before stands.
            return length, None, time.monotonic() - began
        length = min(length, into.get())
        runs *= 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("-t", default="1,10")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--ours", default="auto")
    parser.add_argument("--peers", default="")
    given = parser.parse_args()
    peers = [name for name in given.peers.split(",") if name]
    for seconds in [float(text) for text in given.t.split(",")]:
        gaps: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
        bounds: dict[str, list[float]] = defaultdict(list)
        for name, group, problem, best in instances(given.data, given.names):
            shown = []
            for method in (given.ours, *peers):
                runs = []
                for seed in range(1, (given.seeds if method == given.ours else 1) + 1):
                    if method == "elkai":
                        length, bound, took = by_elkai(problem, seconds)
                    else:
                        length, bound, took = by_method(problem, method, seconds, seed)
                    runs.append(length / best - 1.0)
                    if method == given.ours:
                        bounds[group].append(1.0 if bound is None else 1.0 - bound / best)
                gaps[group, method][name] = float(np.mean(runs))
                shown.append(f"{method} {np.mean(runs):.3%} (most {max(runs):.3%}, {took:.1f} s)")
            print(f"{seconds:g} s {name:14s} n = {problem.n:6d}  " + "  ".join(shown), flush=True)
        summary(seconds, gaps, bounds, [given.ours, *peers])


def summary(
    seconds: float,
    gaps: dict[tuple[str, str], dict[str, float]],
    bounds: dict[str, list[float]],
    methods: list[str],
) -> None:
    """Print the means of each group; the first method is ours."""
    own, *peers = methods
    for group in dict.fromkeys(group for group, _ in gaps):
        ours = gaps[group, own]
        values = list(ours.values())
        certified = [gap for gap in bounds[group] if gap < 1.0]
        close = sum(gap <= 0.015 for gap in certified)
        text = f"gap {np.mean(values):.4%}, optimal {np.mean([v < 1e-9 for v in values]):.0%}"
        if certified:
            text += f", bound {np.mean(certified):.2%} below"
        text += f" (within 1.5 % on {close} of {len(bounds[group])} runs)"
        for peer in peers:
            theirs = gaps[group, peer]
            wins = sum(ours[name] <= theirs[name] + 1e-12 for name in ours)
            text += f"; {peer} {np.mean(list(theirs.values())):.4%}, ours not worse on {wins}"
        print(f"{seconds:g} s {group} ({len(values)} instances): {text}", flush=True)


if __name__ == "__main__":
    main()
