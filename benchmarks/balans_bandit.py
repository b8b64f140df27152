"""The bandit of ``--method balans`` beside the best single arm in hindsight and uniform choice.

    python benchmarks/balans_bandit.py DATA [-t 30] [--seeds 5] [--screen 10] [--core 0] [MODEL ...]

First each arm that every model has (those with SCIP, local search and the tree) runs alone on all
models for ``--screen`` seconds with one seed, unless ``--arm`` (possibly again and again) names
arms: the one with the smallest mean primal integral is the best in hindsight. Then the bandit,
uniform choice and that arm run on all models for ``-t`` seconds with each seed, in turn, on one
core.
Prints primal integrals, and the mean paired difference of the bandit from each
of the others with a bootstrapped 95 % interval over pairs of model and seed.
"""

import argparse
import csv
from pathlib import Path

import numpy as np
from balans_peer import ours, score  # type: ignore[import-not-found, unused-ignore]

from coopt.check.gap import shifted_geometric_mean
from coopt.methods.balans.arms import LOCAL_SEARCH, TREE, default_arms

DRAWS = 10_000


def integral(
    core: str, path: Path, row: dict[str, str], limit: float, how: str, seed: int
) -> float:
    """Return the primal integral of one run, as a share of its limit."""
    options = ["--seed", str(seed)] + (["--set", f"balans.bandit={how}"] if how else [])
    course = ours(core, path / row["file"], limit, "balans", *options)
    return score(course, float(row["objective"]), limit)[1] / limit


def interval(differences: np.ndarray, rng: np.random.Generator) -> tuple[float, float]:
    """Return the bootstrapped 95 % interval of a mean."""
    draws = rng.choice(differences, (DRAWS, differences.size)).mean(axis=1)
    low, high = np.quantile(draws, (0.025, 0.975))
    return float(low), float(high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("models", nargs="*")
    parser.add_argument("-t", type=float, default=30.0)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--screen", type=float, default=10.0)
    parser.add_argument("--arm", action="append", default=[])
    parser.add_argument("--core", default="0")
    given = parser.parse_args()
    with open(given.data / "bks.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["hardness"] in ("medium", "hard")]
    chosen = [r for r in rows if r["name"] in given.models] if given.models else rows[::4]
    print(", ".join(row["name"] for row in chosen), flush=True)
    best = given.arm
    if not best:
        means = {}
        for name in [*(arm.name for arm in default_arms(None, 0.2)), LOCAL_SEARCH, TREE]:
            how = f"only:{name}"
            found = [integral(given.core, given.data, r, given.screen, how, 0) for r in chosen]
            means[how] = float(np.mean(found))
            print(f"{name:28s} mean share {means[how]:.4f}", flush=True)
        best = [min(means, key=lambda name: means[name]).removeprefix("only:")]
    ways = {"bandit": "", "uniform": "uniform"} | {f"only {arm}": f"only:{arm}" for arm in best}
    runs: dict[str, list[float]] = {name: [] for name in ways}
    for row in chosen:
        for seed in range(given.seeds):
            for name, how in ways.items():
                share = integral(given.core, given.data, row, given.t, how, seed)
                runs[name].append(share * given.t)
            last = ", ".join(f"{name} {runs[name][-1]:.2f} s" for name in ways)
            print(f"{row['name']:22s} seed {seed}: {last}", flush=True)
    rng = np.random.default_rng(0)
    for name, found in runs.items():
        differences = np.array(runs["bandit"]) - np.array(found)
        low, high = interval(differences, rng)
        print(
            f"{name:28s} integral {np.mean(found):.3f} s, shifted geometric "
            f"{shifted_geometric_mean(found, 1.0):.3f} s; the bandit's is by "
            f"{differences.mean():+.3f} s [{low:+.3f}, {high:+.3f}] larger"
        )


if __name__ == "__main__":
    main()
