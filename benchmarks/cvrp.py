"""Vehicle-routing problems beside peers, in wall time.

    python benchmarks/cvrp.py DATA [-t 10] [-j 1] [--seeds 1] [--ours ils]
                              [--peers pyvrp,routing] [NAME ...]

DATA holds ``bks.csv`` (columns ``name problem n best_known``), ``cvrp/NAME.vrp`` and
``uniform/cvrp*.txt``. All methods run through ``coopt.solve``, the start of the process included;
peers run with the first seed only. Compile the kernels first (``coopt warmup``). Prints each gap
to the best known value, then for each group of sizes the mean gap, the largest, and on how many
instances our mean gap is not larger than a peer's, and how far our bound is below the best known
value.
"""

import argparse
import csv
import math
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from coopt.read import read, read_instances
from coopt.solve import solve

UNIFORM_EACH = 4
"""Instances of each uniform file that are solved."""


def instances(data: Path, names: list[str]) -> Iterator[tuple[str, str, Any, float]]:
    """Yield name, group, problem and best known value."""
    with open(data / "bks.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        path = data / "cvrp" / f"{row['name']}.vrp"
        if row["problem"] == "CVRP" and path.is_file() and wanted(row["name"], names):
            group = "n < 200" if int(row["n"]) < 200 else "200 <= n <= 1000"
            yield row["name"], group, read(str(path)), float(row["best_known"])
    best = {row["name"]: float(row["best_known"]) for row in rows}
    for path in sorted((data / "uniform").glob("cvrp*.txt")):
        stem = path.stem.removesuffix("_0_32")
        if not wanted(stem, names):
            continue
        for k, reference in enumerate(read_instances(str(path))[:UNIFORM_EACH]):
            name, problem = f"{stem}_{k:03d}", reference.problem
            yield name, f"uniform {problem.n - 1}", problem, best[name]


def wanted(name: str, names: list[str]) -> bool:
    """Whether a name is asked for."""
    return not names or name in names


def gaps_of(
    problem: Any, method: str, given: argparse.Namespace, seed: int, best: float
) -> tuple[float, float]:
    """Solve once; return by how much the length is above, and the bound below, the best known."""
    result = solve(problem, time_limit=given.t, methods=[method], threads=given.j, seed=seed)
    gap = math.inf if result.objective is None else result.objective / best - 1.0
    below = math.inf if result.dual_bound is None else 1.0 - result.dual_bound / best
    return gap, below


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("-t", type=float, default=10.0)
    parser.add_argument("-j", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--ours", default="ils")
    parser.add_argument("--peers", default="")
    given = parser.parse_intermixed_args()
    methods = [given.ours, *(name for name in given.peers.split(",") if name)]
    gaps: dict[tuple[str, str], list[float]] = defaultdict(list)
    bounds: dict[str, list[float]] = defaultdict(list)
    for name, group, problem, best in instances(given.data, given.names):
        shown = []
        for method in methods:
            seeds = range(1, 1 + (given.seeds if method == given.ours else 1))
            both = [gaps_of(problem, method, given, seed, best) for seed in seeds]
            runs = [gap for gap, _ in both]
            gaps[group, method].append(float(np.mean(runs)))
            if method == given.ours:
                bounds[group] += [below for _, below in both]
            shown.append(f"{method} {np.mean(runs):.3%} (most {max(runs):.3%})")
        print(f"{name:16s} n = {problem.n:5d}  " + "  ".join(shown), flush=True)
    for group in dict.fromkeys(group for group, _ in gaps):
        ours = np.array(gaps[group, given.ours])
        for method in methods:
            theirs = np.array(gaps[group, method])
            wins = int((ours <= theirs + 1e-12).sum())
            print(
                f"{given.t:g} s {group} ({ours.size} instances): {method:8s} mean gap "
                f"{theirs.mean():.3%}, most {theirs.max():.3%}; ours not worse on {wins}",
                flush=True,
            )
        stated = [below for below in bounds[group] if below < math.inf]
        if stated:
            print(f"   bound {np.mean(stated):.2%} below on {len(stated)} runs", flush=True)


if __name__ == "__main__":
    main()
