"""Time the first verified point of ``tight_move`` on 43 models, 10 s each, beside HiGHS.

Run ``python benchmarks/first_incumbent.py DIRECTORY``; options: ``--seconds --highs --seed``.
Model names after DIRECTORY restrict the run.
DIRECTORY holds the models and ``bks.csv`` (columns ``name``, ``file sense objective``).
Every point is checked by `coopt.check.milp.evaluate`; kernels are loaded before the clock starts.

One core of two, the other busy, one seed, 10 s wall each (times below 1 ms count as 1 ms); HiGHS,
and the gaps, in an earlier run:

==========================================  ==========  ==========
43 models                                   tight_move  HiGHS 1.15
==========================================  ==========  ==========
with a verified point                       38          38
geometric mean time to the first            0.008 s     0.143 s
the same, where both have one (35 and 36)   0.006 s     0.126 s
median gap at the end                       11.8 %      3.3 %
largest violation of any point, scaled      2.8e-07     2.3e-07
==========================================  ==========  ==========

Only ``tight_move`` has a point on irish-electricity, piperout-27 and swath, only HiGHS on arki001,
danoint and enlight_hard (which another seed or version found, by chance); neither on ns1952667 and
rail01.
"""

from __future__ import annotations

import argparse
import csv
import time
from dataclasses import dataclass, field
from pathlib import Path

import highspy
import numpy as np

from coopt.bus.protocol import Options
from coopt.check.gap import primal_gap
from coopt.check.milp import evaluate
from coopt.engines.highs_model import pass_model
from coopt.methods.tight_move.run import run
from coopt.problem.csr import Floats
from coopt.problem.milp import Milp
from coopt.read import read

MODELS = [
    "10teams",
    "2club200v15p5scn",
    "50v-10",
    "air05",
    "arki001",
    "assign1-5-8",
    "binkar10_1",
    "bppc4-08",
    "cap6000",
    "cbs-cta",
    "cod105_max",
    "danoint",
    "eil33-2",
    "enlight_hard",
    "fiball",
    "gen-ip054",
    "gisp_102",
    "glass4",
    "irish-electricity",
    "markshare1",
    "markshare_4_0",
    "mas76",
    "mik-250-20-75-4",
    "milo-v12-6-r2-40-1",
    "mis_2",
    "mk_5",
    "n5-3",
    "neos-3381206-awhea",
    "neos-911970",
    "neos5",
    "noswot",
    "ns1952667",
    "piperout-27",
    "pk1",
    "qiu",
    "rail01",
    "rout",
    "seymour",
    "swath",
    "timtab1",
    "trento1",
    "uct-subprob",
    "wachplan",
]
FLOOR_S = 1e-3


@dataclass
class Watch:
    """A bus that checks and times what it is offered."""

    problem: Milp
    seconds: float
    began: float = field(default_factory=time.monotonic)
    first: float | None = None
    value: float = np.inf
    violation: float = 0.0

    def offer(self, x: Floats) -> None:
        at = time.monotonic() - self.began
        found = evaluate(self.problem, x)
        self.violation = max(self.violation, found.violation)
        if found.feasible and found.objective < self.value:
            self.value = found.objective
            self.first = at if self.first is None else self.first

    def best(self) -> None:
        return None

    def raise_dual(self, bound: float) -> None:
        pass

    def tell(self, kind: str, what: object) -> None:
        pass

    def stop(self) -> bool:
        return time.monotonic() - self.began >= self.seconds


def by_tight_moves(problem: Milp, seconds: float, seed: int) -> Watch:
    watch = Watch(problem, seconds)
    run(problem, watch, Options(), np.random.default_rng(seed))
    return watch


def by_highs(problem: Milp, seconds: float, seed: int) -> Watch:
    solver = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "time_limit": seconds, "random_seed": seed}
    for name, value in options.items():
        solver.setOptionValue(name, value)
    pass_model(solver, problem)
    watch = Watch(problem, seconds)
    solver.cbMipImprovingSolution.subscribe(
        lambda event: watch.offer(np.array(event.data_out.mip_solution))
    )
    solver.run()
    return watch


def known_values(directory: Path) -> dict[str, tuple[Path, float]]:
    """Return the file and the best known minimised objective of each model."""
    with (directory / "bks.csv").open(newline="") as file:
        return {
            row["name"]: (
                directory / row["file"],
                float(row["objective"]) * (-1.0 if row["sense"] == "max" else 1.0),
            )
            for row in csv.DictReader(file)
            if row["name"] in MODELS
        }


def summary(name: str, watches: list[Watch], gaps: list[float]) -> str:
    times = np.array([max(w.first, FLOOR_S) for w in watches if w.first is not None])
    worst = max((w.violation for w in watches), default=0.0)
    mean = float(np.exp(np.log(times).mean())) if times.size else np.nan
    return (
        f"{name}: {times.size} of {len(watches)} with a point, geometric mean {mean:.4f} s, "
        f"median gap {100 * float(np.median(gaps)) if gaps else np.nan:.1f} %, "
        f"worst violation {worst:.1e}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--highs", action="store_true")
    arguments = parser.parse_intermixed_args()
    known = known_values(arguments.directory)
    solvers = {"tight_move": by_tight_moves} | ({"highs": by_highs} if arguments.highs else {})
    watches: dict[str, list[Watch]] = {name: [] for name in solvers}
    gaps: dict[str, list[float]] = {name: [] for name in solvers}
    for warm in ("noswot", "rout"):
        by_tight_moves(read(known[warm][0]), 0.5, 0)
    for model in arguments.names or MODELS:
        problem, line = read(known[model][0]), f"{model:24s}"
        for name, solve in solvers.items():
            watch = solve(problem, arguments.seconds, arguments.seed)
            watches[name].append(watch)
            if watch.first is None:
                line += f"  {name}: none"
                continue
            gaps[name].append(primal_gap(watch.value, known[model][1]))
            value = -watch.value if problem.maximise else watch.value
            line += f"  {name}: {watch.first:.3f} s, {value:.8g}, {100 * gaps[name][-1]:.1f} %"
        print(line, flush=True)
    for name in solvers:
        print(summary(name, watches[name], gaps[name]))


if __name__ == "__main__":
    main()
