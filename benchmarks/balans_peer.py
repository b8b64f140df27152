"""``--method balans`` beside the published package of that name, one core each, in turn.

    python benchmarks/balans_peer.py DATA PEER_PYTHON [-t 60] [MODEL ...]

PEER_PYTHON is an interpreter with ``balans==2.2.0`` (it asks for other versions of what coopt
needs, so it has an environment of its own). The peer runs in its default configuration and in the
16 arms of the paper. Prints for each model and method the final primal gap and the primal integral
(of the peer from its own statistics: objective after each iteration, at the end of the iteration),
then the shifted geometric means (shift 1 s) and on how many models our final gap is not larger.
"""

import argparse
import csv
import json
import subprocess
import sys
import time
from pathlib import Path

from coopt.check.gap import primal_gap, primal_integral, shifted_geometric_mean

PEER = """
import contextlib, io, json, sys, time
from alns.accept import SimulatedAnnealing
from alns.stop import MaxRuntime
from balans.solver import Balans, DestroyOperators as D, RepairOperators
from alns.select import MABSelector
from mabwiser.mab import LearningPolicy

model, seconds, kind = sys.argv[1], float(sys.argv[2]), sys.argv[3]
began = time.monotonic()
with contextlib.redirect_stdout(io.StringIO()):
    if kind == "paper":
        arms = [D.Crossover, D.Mutation_25, D.Mutation_50, D.Mutation_75,
                D.Local_Branching_10, D.Local_Branching_25, D.Local_Branching_50,
                D.Proximity_005, D.Proximity_015, D.Proximity_030,
                D.Rens_25, D.Rens_50, D.Rens_75, D.Rins_25, D.Rins_50, D.Rins_75]
        solver = Balans(
            destroy_ops=arms, repair_ops=[RepairOperators.Repair],
            selector=MABSelector(scores=[3, 2, 1, 0], num_destroy=16, num_repair=1,
                                 learning_policy=LearningPolicy.Softmax(tau=2)),
            accept=SimulatedAnnealing(20, 1, 0.1, method="linear"),
            stop=MaxRuntime(seconds - 20), seed=1, mip_solver="scip",
            timelimit_first_solution=20, timelimit_alns_iteration=60,
            timelimit_local_branching_iteration=150, timelimit_crossover_random_feasible=20)
    else:
        solver = Balans(stop=MaxRuntime(seconds - 10), seed=1, mip_solver="scip")
    result = solver.solve(model)
total = time.monotonic() - began
runtimes = [float(t) for t in result.statistics.runtimes]
print(json.dumps({"objectives": [float(o) for o in result.statistics.objectives],
                  "runtimes": runtimes, "before": total - sum(runtimes)}))
"""


def peer(python: str, model: Path, seconds: float, kind: str) -> list[tuple[float, float]]:
    """Return when the peer had which objective; empty if it failed."""
    command = [python, "-c", PEER, str(model), str(seconds), kind]
    try:
        run = subprocess.run(
            command, capture_output=True, text=True, timeout=2 * seconds + 60, check=False
        )
        answer = json.loads(run.stdout.splitlines()[-1])
    except (subprocess.TimeoutExpired, IndexError, json.JSONDecodeError):
        return []
    times = [answer["before"]]
    for runtime in answer["runtimes"]:
        times.append(times[-1] + runtime)
    return list(zip(times, answer["objectives"], strict=False))


def ours(model: Path, seconds: float) -> list[tuple[float, float]]:
    """Return when coopt had which objective."""
    command = [sys.executable, "-m", "coopt_cli", "solve", str(model), "-q", "--json", "-"]
    command += ["-t", str(seconds), "-j", "1", "--method", "balans"]
    began = time.monotonic()
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    answer = json.loads(run.stdout)
    lost = time.monotonic() - began - answer["time_s"]
    found: list[tuple[float, float]] = []
    for event in answer["trace"]:
        value = event["primal_bound"]
        if value is not None and (not found or found[-1][1] != value):
            found.append((event["time_s"] + max(lost, 0.0), value))
    return found


def score(
    course: list[tuple[float, float]], reference: float, seconds: float
) -> tuple[float, float]:
    """Return the final gap and the primal integral within the limit."""
    course = [(at, value) for at, value in course if at <= seconds]
    gaps = [primal_gap(value, reference) for _, value in course]
    # An iteration may end worse than the best before it.
    best = [min(gaps[: k + 1]) for k in range(len(gaps))]
    final = best[-1] if best else 1.0
    return final, primal_integral([at for at, _ in course], best, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("python")
    parser.add_argument("models", nargs="*")
    parser.add_argument("-t", type=float, default=60.0)
    given = parser.parse_args()
    with open(given.data / "bks.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["hardness"] in ("medium", "hard")]
    chosen = [row for row in rows[::2] if not given.models or row["name"] in given.models]
    integrals: dict[str, list[float]] = {}
    gaps: dict[str, list[float]] = {}
    for row in chosen:
        model, reference = given.data / row["file"], float(row["objective"])
        courses = {
            "coopt": ours(model, given.t),
            "default": peer(given.python, model, given.t, "default"),
            "paper": peer(given.python, model, given.t, "paper"),
        }
        for name, course in courses.items():
            gap, integral = score(course, reference, given.t)
            gaps.setdefault(name, []).append(gap)
            integrals.setdefault(name, []).append(integral)
            print(
                f"{row['name']:22s} {name:8s} gap {gap:8.2%} integral {integral:7.2f} s", flush=True
            )
    for name in integrals:
        mean = shifted_geometric_mean(integrals[name], 1.0)
        wins = sum(a <= b + 1e-9 for a, b in zip(gaps["coopt"], gaps[name], strict=True))
        print(f"{name:8s} integral {mean:.2f} s; coopt not worse on {wins} of {len(gaps[name])}")


if __name__ == "__main__":
    main()
