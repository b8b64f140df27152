"""What each arm of ``--method balans`` is worth where arms are drawn uniformly.

    python benchmarks/arm_worth.py DATA MODEL [MODEL ...] [-t 30] [--seeds 4] [--core 0]

DATA holds the models and ``bks.csv``. In each run an arm has a share of all gains and a share of
the time; its worth is the sum of the former by the sum of the latter over all runs, 1 where an arm
earns its time. The table in ``coopt/methods/balans/arms.py`` is rounded from 11 models (qiu, pk1,
arki001, n5-3, neos-911970, 50v-10, swath, assign1-5-8, piperout-27, 2club200v15p5scn, gisp_102),
30 s, up to four seeds, one core; none of them is among those of ``balans_bandit.py``.
By neighbourhood, the mean of this number and of the one with gains as logarithms of gaps:

================  =====
constraint_graph  1.8
constraint_block  1.6
crossover         1.5
mutation          1.4
rens              1.2
objective_terms   1.1
rins              0.8
local_branching   0.4
the tree          0.5
================  =====

The tree keeps 1.0 in the table: it also raises the bound, which no gain shows.
"""

import argparse
import csv
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path


def statistics(core: str, model: Path, seconds: float, seed: int) -> list[dict[str, float | str]]:
    """Return what the arms did in one run, empty if none was pulled."""
    command = ["taskset", "-c", core, sys.executable, "-m", "coopt_cli", "solve", str(model)]
    command += ["-q", "--json", "-", "-t", str(seconds), "-j", "1", "--method", "balans"]
    command += ["--seed", str(seed), "--set", "balans.bandit=uniform"]
    answer = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    told = [event["arms"] for event in answer["trace"] if event.get("arms")]
    return told[-1] if told else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("models", nargs="+")
    parser.add_argument("-t", type=float, default=30.0)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--core", default="0")
    given = parser.parse_args()
    with open(given.data / "bks.csv", newline="", encoding="utf-8") as file:
        files = {row["name"]: row["file"] for row in csv.DictReader(file)}
    shares: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for name in given.models:
        for seed in range(given.seeds):
            arms = statistics(given.core, given.data / files[name], given.t, seed)
            gain = sum(float(arm["gain"]) for arm in arms)
            seconds = sum(float(arm["seconds"]) for arm in arms)
            for arm in arms if gain > 0.0 else []:
                part = float(arm["gain"]) / gain, float(arm["seconds"]) / seconds
                shares[str(arm["name"])].append(part)
        print(name, flush=True)
    worth = {k: sum(g for g, _ in v) / sum(s for _, s in v) for k, v in shares.items()}
    for name in sorted(worth, key=lambda name: -worth[name]):
        print(f"{name:26s} {worth[name]:5.2f} in {len(shares[name])} runs")


if __name__ == "__main__":
    main()
