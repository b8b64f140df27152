"""``--method balans`` beside the published package of that name and beside SCIP, one core each.

    python benchmarks/balans_peer.py DATA PEER_PYTHON [-t 60] [--cores 0,1] [MODEL ...]

PEER_PYTHON is an interpreter with ``balans==2.2.0`` (it asks for other versions of what coopt
needs, so it has an environment of its own). The peer runs in its default configuration and in the
16 arms of the paper; what it has is written down after each of its iterations, and it is killed
at the limit. All times count from the start of the process. As many runs go side by side as
``--cores`` names, each bound to its core. Prints for each model and method the final gap and the
primal integral, then the shifted geometric means (shift 1 s), mean final gaps (all and hard
models) and on how many models our final gap is not larger.
"""

import argparse
import csv
import json
import queue
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from coopt.check.gap import primal_gap, primal_integral, shifted_geometric_mean

PEER = """
import contextlib, sys
from alns.Statistics import Statistics
from alns.accept import SimulatedAnnealing
from alns.stop import MaxRuntime
from balans.solver import Balans, DestroyOperators as D, RepairOperators
from alns.select import MABSelector
from mabwiser.mab import LearningPolicy

model, seconds, kind = sys.argv[1], float(sys.argv[2]), sys.argv[3]
collect, out = Statistics.collect_objective, sys.stdout
def told(self, objective):
    print("OBJECTIVE", repr(float(objective)), file=out, flush=True)
    collect(self, objective)
Statistics.collect_objective = told
with contextlib.redirect_stdout(sys.stderr):
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
            stop=MaxRuntime(seconds), seed=1, mip_solver="scip",
            timelimit_first_solution=20, timelimit_alns_iteration=60,
            timelimit_local_branching_iteration=150, timelimit_crossover_random_feasible=20)
    else:
        solver = Balans(stop=MaxRuntime(seconds), seed=1, mip_solver="scip")
    solver.solve(model)
"""

Course = list[tuple[float, float]]


def peer(core: str, python: str, model: Path, seconds: float, kind: str) -> Course:
    """Return when the peer had which objective; empty if it failed."""
    command = ["taskset", "-c", core, python, "-u", "-c", PEER, str(model), str(seconds), kind]
    began = time.monotonic()
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert run.stdout is not None
    assert run.stderr is not None
    course: Course = []
    with ThreadPoolExecutor(2) as pool:
        errors = pool.submit(run.stderr.read)
        pool.submit(kill_at, run, began + seconds)
        for line in run.stdout:
            if line.startswith("OBJECTIVE"):
                course.append((time.monotonic() - began, float(line.split()[1])))
        run.wait()
        if run.returncode not in (0, -9):
            print(f"{model.name} {kind}: {errors.result().splitlines()[-1:]}", flush=True)
    return course


def kill_at(run: "subprocess.Popen[str]", moment: float) -> None:
    """Kill a run at a moment of the monotonic clock, if it has not ended."""
    try:
        run.wait(max(0.0, moment - time.monotonic()))
    except subprocess.TimeoutExpired:
        run.kill()


def ours(core: str, model: Path, seconds: float, method: str, *more: str) -> Course:
    """Return when coopt had which objective; ``more`` are further arguments of its command."""
    command = ["taskset", "-c", core, sys.executable, "-m", "coopt_cli", "solve", str(model)]
    command += ["-q", "--json", "-", "-t", str(seconds), "-j", "1", "--method", method, *more]
    began = time.monotonic()
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    answer = json.loads(run.stdout)
    lost = time.monotonic() - began - answer["time_s"]
    found: Course = []
    for event in answer["trace"]:
        value = event["primal_bound"]
        if value is not None and (not found or found[-1][1] != value):
            found.append((event["time_s"] + max(lost, 0.0), value))
    return found


def score(course: Course, reference: float, seconds: float) -> tuple[float, float]:
    """Return the final gap and the primal integral within the limit."""
    course = [(at, value) for at, value in course if at <= seconds]
    gaps = [primal_gap(value, reference) for _, value in course]
    # An iteration may end worse than the best before it.
    best = [min(gaps[: k + 1]) for k in range(len(gaps))]
    final = best[-1] if best else 1.0
    return final, primal_integral([at for at, _ in course], best, seconds)


def summary(rows: Sequence[dict[str, str]], scores: dict[tuple[str, str], list[float]]) -> None:
    """Print means over models; ``scores`` holds (gap, integral) by model and method."""
    hard = {row["name"] for row in rows if row["hardness"] == "hard"}
    for method in dict.fromkeys(method for _, method in scores):
        names = [name for name, key in scores if key == method]
        gaps = [scores[name, method][0] for name in names]
        mean = shifted_geometric_mean([scores[name, method][1] for name in names], 1.0)
        on_hard = [scores[name, method][0] for name in names if name in hard] or [0.0]
        wins = sum(scores[n, "balans"][0] <= scores[n, method][0] + 1e-9 for n in names)
        print(
            f"{method:8s} integral {mean:.2f} s; mean gap {sum(gaps) / len(gaps):.3%}, "
            f"hard {sum(on_hard) / len(on_hard):.3%}; ours not worse on {wins} of {len(names)}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("python")
    parser.add_argument("models", nargs="*")
    parser.add_argument("-t", type=float, default=60.0)
    parser.add_argument("--cores", default="0,1")
    parser.add_argument("--methods", default="balans,scip,default,paper")
    given = parser.parse_args()
    with open(given.data / "bks.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["hardness"] in ("medium", "hard")]
    chosen = [r for r in rows if r["name"] in given.models] if given.models else rows[::2]
    free: queue.Queue[str] = queue.Queue()
    for core in given.cores.split(","):
        free.put(core)
    scores: dict[tuple[str, str], list[float]] = {}

    def one(row: dict[str, str], method: str) -> None:
        model, core = given.data / row["file"], free.get()
        try:
            if method in ("default", "paper"):
                course = peer(core, given.python, model, given.t, method)
            else:
                course = ours(core, model, given.t, method)
        finally:
            free.put(core)
        gap, integral = score(course, float(row["objective"]), given.t)
        scores[row["name"], method] = [gap, integral]
        print(
            f"{row['name']:22s} {method:8s} gap {gap:8.2%} integral {integral:7.2f} s", flush=True
        )

    with ThreadPoolExecutor(len(given.cores.split(","))) as pool:
        jobs = [pool.submit(one, row, m) for row in chosen for m in given.methods.split(",")]
        for job in jobs:
            job.result()
    summary(chosen, scores)


if __name__ == "__main__":
    main()
