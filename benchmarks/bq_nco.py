"""``bq_nco``: gaps and seconds per instance, beside what was published; and many tours at once.

    python benchmarks/bq_nco.py DATA [--sets tsp100,...] [--decode greedy,beam16,hybrid]
        [--count 16] [-t 1] [-j 1] [--policies FOLDER]
    python benchmarks/bq_nco.py DATA --batch 1000 [-t 0.2]
    python benchmarks/bq_nco.py DATA --feasibility 1000
    python benchmarks/bq_nco.py DATA --sets tsplib,cvrplib,atsplib --decode greedy

DATA holds ``uniform/*.txt`` with reference solutions, and ``bks.csv`` beside ``tsp``, ``atsp`` and
``cvrp``. Other sets are drawn by ``coopt.generate``, seeds from 1234 on, and judged by our own
classical method with ``--reference`` seconds each, knapsacks by an exact one: such gaps are to our
own best. ``greedy``, ``beam16`` and the like are the policy alone; ``hybrid``, ``greedy+ils`` and
``none+ils``, which is local search alone, get ``-t`` seconds for each instance, and each but the
first of them is compared with it, with a 95 % interval of the mean difference. Seconds are those of
a whole set less the start of a process, by its number. ``--batch`` solves many TSP100 with ``-t``
core seconds each on ``-j`` cores: the policy and local search, local search alone, OR-Tools, and
LKH (one run) where ``elkai`` is.
"""

import argparse
import csv
import importlib.util
import math
import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.bus.protocol import Options
from coopt.check.candidate import evaluate
from coopt.generate import generate
from coopt.methods.bq_nco.keeper import Keeper
from coopt.methods.bq_nco.run import MOST, neighbours_of, policy_folder
from coopt.problem.distances import distance_matrix
from coopt.read import read, read_instances
from coopt.solve_batch import solve_batch

STORED = {
    "tsp100": "tsp100_am1234_0_64",
    "tsp200": "tsp200_lehd_0_32",
    "tsp500": "tsp500_lehd_0_32",
    "tsp1000": "tsp1000_gen_0_4",
    "cvrp200": "cvrp200_lehd_0_32",
    "cvrp500": "cvrp500_lehd_0_32",
}
DRAWN: dict[str, tuple[str, dict[str, str]]] = {
    "tsp50": ("tsp_uniform", {"nodes": "50"}),
    "atsp50": ("atsp_tmat", {"nodes": "50"}),
    "atsp100": ("atsp_tmat", {"nodes": "100"}),
    "cvrp50": ("cvrp_uniform", {"customers": "50"}),
    "cvrp100": ("cvrp_uniform", {"customers": "100"}),
    "op50": ("op_distance", {"customers": "50", "budget": "3"}),
    "op100": ("op_distance", {"customers": "100", "budget": "4"}),
    "knapsack100": ("knapsack_uniform", {"items": "100"}),
}
LIBRARIES = {"tsplib": ("TSP", "tsp"), "atsplib": ("ATSP", "atsp"), "cvrplib": ("CVRP", "cvrp")}
SEED = 1234
# Gaps (%) to Concorde, LKH, EA4OP or the optimum on sets of the same distribution. BQ: Drakulic et
# al. (2023); LEHD greedy and after 50 reconstructions: Luo et al. (2023); OR-Tools: as both quote.
# ATSP, OP and KP of BQ are from re-runs by Drakulic, Michel, Andreoli (2024).
PUBLISHED = {
    "tsp100": {"BQ greedy": 0.35, "BQ beam16": 0.01, "LEHD": 0.58, "RRC50": 0.03, "OR-Tools": 3.76},
    "tsp200": {"BQ greedy": 0.54, "BQ beam16": 0.09, "LEHD": 0.86, "RRC50": 0.12, "OR-Tools": 4.52},
    "tsp500": {"BQ greedy": 1.18, "BQ beam16": 0.55, "LEHD": 1.56, "RRC50": 0.48, "OR-Tools": 4.89},
    "tsp1000": {
        "BQ greedy": 2.29, "BQ beam16": 1.38, "LEHD": 3.17, "RRC50": 1.42, "OR-Tools": 5.02,
    },
    "cvrp100": {"BQ greedy": 2.79, "BQ beam16": 0.95, "LEHD": 3.65, "OR-Tools": 9.62},
    "cvrp200": {"BQ greedy": 2.81, "BQ beam16": 0.77, "LEHD": 3.31, "OR-Tools": 10.70},
    "cvrp500": {"BQ greedy": 3.64, "BQ beam16": 1.04, "LEHD": 3.18, "OR-Tools": 11.40},
    "atsp100": {"BQ greedy": 1.27},
    "op100": {"BQ greedy": 0.22},
    "knapsack100": {"BQ greedy": 0.10},
}  # fmt: skip

Named = tuple[Any, float]
"""A problem and its reference value."""


def task_name(problem_set: str) -> str:
    """Return the name of a set's task."""
    if problem_set in LIBRARIES:
        return LIBRARIES[problem_set][1]
    return problem_set.rstrip("0123456789")


def instances(name: str, data: Path, count: int, seconds: float) -> list[Named]:
    """Return the first instances of a set with their reference values."""
    if name in STORED:
        known = read_instances(data / "uniform" / f"{STORED[name]}.txt")[:count]
        return [(one.problem, float(one.objective or math.nan)) for one in known]
    if name in LIBRARIES:
        kind, folder = LIBRARIES[name]
        with open(data / "bks.csv", newline="", encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["problem"] == kind]
        suffix = "vrp" if kind == "CVRP" else folder
        found = [(data / folder / f"{r['name']}.{suffix}", float(r["best_known"])) for r in rows]
        return [(read(str(path)), best) for path, best in found if path.is_file()][:count]
    generator, parameters = DRAWN[name]
    problems = [generate(generator, SEED + k, **parameters) for k in range(count)]
    method = "knapsack" if name.startswith("knapsack") else "ils"
    best = solve_batch(problems, method=method, time_limit=seconds * count, threads=1)
    return [(p, float(r.objective or math.nan)) for p, r in zip(problems, best, strict=True)]


def gap(problem: Any, value: float | None, reference: float) -> float:
    """Return by how much a value is worse than a reference, in percent."""
    if value is None:
        return math.inf
    return 100.0 * (reference / value - 1.0 if problem.maximise else value / reference - 1.0)


def settings_of(decode: str, name: str, policies: Path | None) -> dict[str, str]:
    """Return the settings of a column: ``greedy``, ``beam16``, ``greedy+ils`` or ``hybrid``."""
    how, _, then = decode.partition("+")
    searched = how == "hybrid" or then == "ils"
    chosen = {"bq_nco.decode": how, "bq_nco.search": "ils" if searched else "none"}
    return chosen if policies is None else chosen | {"bq_nco.policy": str(policies / name)}


def start_seconds(name: str, policies: Path | None, threads: int) -> float:
    """Return what a call takes for one tiny problem: processes, the network."""
    tiny = {"nodes": "5", "customers": "5", "items": "5"}
    generator, parameters = DRAWN[{"op": "op50", "knapsack": "knapsack100"}.get(name, name + "50")]
    drawn = generate(generator, 0, **{key: tiny.get(key, text) for key, text in parameters.items()})
    began = time.monotonic()
    solve_batch([drawn] * threads, threads=threads, settings=settings_of("greedy", name, policies))
    return time.monotonic() - began


def table(given: argparse.Namespace) -> None:
    """Print the mean gaps of each set and column."""
    for name in given.sets.split(","):
        task = task_name(name)
        if folder_for(given, task) is None:
            print(f"{name}: no policy for {task}")
            continue
        listed = instances(name, given.data, given.count, given.reference)
        problems = [problem for problem, _ in listed]
        own = "own best" if name in DRAWN and task != "knapsack" else "stored or exact"
        print(f"{name}: {len(listed)} instances, references: {own}")
        start = start_seconds(task, given.policies, given.j)
        first: NDArray[np.float64] | None = None
        for decode in given.decode.split(","):
            settings = settings_of(decode, task, given.policies)
            timed = settings["bq_nco.search"] == "ils"
            limit = given.t * len(listed) / given.j + start if timed else None
            began = time.monotonic()
            found = solve_batch(problems, time_limit=limit, threads=given.j, settings=settings)
            took = (time.monotonic() - began - start) * given.j / len(listed)
            pairs = zip(listed, found, strict=True)
            gaps = np.array([gap(p, r.objective, best) for (p, best), r in pairs])
            line = f"    {decode:12} {gaps.mean():8.3f} % {took:9.3f} core s each"
            if timed and first is not None:
                line += f"  {difference(gaps - first)}"
            first = gaps if timed and first is None else first
            print(line, flush=True)
        for row, value in PUBLISHED.get(name, {}).items():
            print(f"    published {row:12} {value:8.3f} %")


def difference(values: NDArray[np.float64]) -> str:
    """Return the mean of paired differences with a 95 % interval."""
    mean, wide = float(values.mean()), 1.96 * float(values.std(ddof=1)) / math.sqrt(values.size)
    return f"difference {mean:+.3f} ({mean - wide:+.3f} to {mean + wide:+.3f})"


def folder_for(given: argparse.Namespace, task: str) -> Path | None:
    """Return the folder of a policy with weights, or None."""
    own = None if given.policies is None else given.policies / task
    if own is None:
        return policy_folder(None, task)
    return own if (own / "weights.safetensors").is_file() else None


def quiet() -> None:
    """Let a process write no warnings: OR-Tools has one for each call."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _routing(problem: Any, seconds: float) -> float:
    from coopt.engines.routing import run

    end = time.monotonic() + seconds
    keeper = Keeper(problem, lambda: time.monotonic() >= end)
    run(problem, keeper, Options(deadline=end), np.random.default_rng(0))
    return keeper.objective


def _elkai(problem: Any, seconds: float) -> float:
    import elkai  # type: ignore[import-not-found, unused-ignore]

    whole = np.rint(1e6 * distance_matrix(problem.distances)).astype(int)
    tour = elkai.DistanceMatrix(whole.tolist()).solve_tsp(runs=1)
    return float(evaluate(problem, np.array(tour[:-1], dtype=float)).objective)


def by_peer(
    one: Callable[[Any, float], float], problems: Sequence[Any], seconds: float, cores: int
) -> list[float]:
    """Return a peer's lengths; the library is loaded once in each of so many processes."""
    with multiprocessing.get_context("fork").Pool(cores, quiet) as pool:
        one_each = [(problem, seconds) for problem in problems]
        pool.starmap(one, one_each[:cores], chunksize=1)
        began = time.monotonic()
        found = pool.starmap(one, one_each, chunksize=8)
    print(f"    {one.__name__[1:]} took {time.monotonic() - began:.1f} s", flush=True)
    return found


def batch(given: argparse.Namespace) -> None:
    """Solve many TSP100 at equal time, and print mean gaps to the best of all."""
    count, cores = given.batch, given.j
    problems = [generate("tsp_uniform", SEED + k, nodes="100") for k in range(count)]
    limit = given.t * count / cores
    lengths: dict[str, list[float]] = {}
    for decode in ("greedy+ils", "hybrid", "none+ils"):
        began = time.monotonic()
        found = solve_batch(
            problems, time_limit=limit, threads=cores,
            settings=settings_of(decode, "tsp", given.policies),
        )  # fmt: skip
        print(f"    {decode} took {time.monotonic() - began:.1f} s", flush=True)
        lengths[decode] = [math.inf if r.objective is None else r.objective for r in found]
    lengths["OR-Tools"] = by_peer(_routing, problems, given.t, cores)
    if importlib.util.find_spec("elkai") is not None:
        lengths["LKH, one run"] = by_peer(_elkai, problems, given.t, cores)
    best = np.min(list(lengths.values()), axis=0)
    print(f"{count} TSP100, {given.t} core s each on {cores} cores: gap to the best of all, wins")
    for name, values in lengths.items():
        gaps = 100.0 * (np.array(values) / best - 1.0)
        print(f"    {name:14} {gaps.mean():8.3f} % {int((gaps < 1e-6).sum()):6}", flush=True)


def feasibility(given: argparse.Namespace) -> None:
    """Decode random instances of each task, and count the infeasible ones."""
    from coopt.methods.bq_nco.decoding import Decoding
    from coopt.methods.bq_nco.policy import constructions, load_policy

    for task in MOST:
        folder = folder_for(given, task)
        if folder is None:
            print(f"{task}: no policy")
            continue
        policy, wrong, rng = load_policy(folder, task, given.j), 0, np.random.default_rng(SEED)
        sizes = (10, 20, 50, 100)
        for n in sizes:
            each = given.feasibility // len(sizes)
            names = [name for name in DRAWN if task_name(name) == task]
            generator, parameters = DRAWN[names[0]]
            drawn = {k: v if k == "budget" else str(n) for k, v in parameters.items()}
            problems = [generate(generator, SEED + k, **drawn) for k in range(each)]
            how, near = Decoding(), neighbours_of(None, n)
            for k in range(0, each, 125):
                made = constructions(policy, problems[k : k + 125], how, near, rng)
                wrong += sum(x is None for x in made or [None])
        print(f"{task}: {wrong} of {given.feasibility} infeasible (sizes {sizes})", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", default=",".join([*STORED, *DRAWN]))
    parser.add_argument("--decode", default="greedy,beam16,greedy+ils,hybrid")
    parser.add_argument("--count", type=int, default=16)
    parser.add_argument("-t", type=float, default=1.0)
    parser.add_argument("-j", type=int, default=1)
    parser.add_argument("--policies", type=Path)
    parser.add_argument("--reference", type=float, default=10.0)
    parser.add_argument("--batch", type=int, default=0)
    parser.add_argument("--feasibility", type=int, default=0)
    given = parser.parse_args()
    if given.batch:
        batch(given)
    elif given.feasibility:
        feasibility(given)
    else:
        table(given)


if __name__ == "__main__":
    main()
