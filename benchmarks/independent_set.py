"""Sizes of independent sets on random graphs: ``ils``, and CP-SAT or SCIP on request.

Run ``python benchmarks/independent_set.py``; options: ``--seconds --graphs --seed --peer``.
The graphs are those of Erdos and Renyi with 700 to 800 nodes and edge probability 0.15.
Seconds are processor time of the one thread for ``ils`` and wall time for a peer.

With ``--seconds 10``, seed 0, on a shared and busy core the mean size is 45.55 (10 graphs of 46 or
47, 10 of 45); 45 is reached within 0.5 s on 19 of the 20, in the first within 1.3 s with what the
first search loads.
"""

from __future__ import annotations

import argparse
import time
from typing import Any

import numpy as np

from coopt.bus.protocol import Options
from coopt.check.independent_set import evaluate
from coopt.methods.ils.independent_set import run
from coopt.problem.csr import Floats
from coopt.problem.independent_set import IndependentSet
from coopt.solve import solve

PROBABILITY = 0.15


class Watch:
    """A bus that checks and times what it is offered."""

    def __init__(self, problem: IndependentSet, seconds: float) -> None:
        self.problem = problem
        self.seconds = seconds
        self.began = time.process_time()
        self.rises: list[tuple[float, int]] = []

    def elapsed(self) -> float:
        return time.process_time() - self.began

    def offer(self, x: Floats) -> None:
        found = evaluate(self.problem, x)
        size = round(-found.objective)
        if found.feasible and size > self.size:
            self.rises.append((self.elapsed(), size))

    @property
    def size(self) -> int:
        return self.rises[-1][1] if self.rises else -1

    def best(self) -> None:
        return None

    def raise_dual(self, bound: float) -> None:
        pass

    def tell(self, kind: str, what: Any) -> None:
        pass

    def stop(self) -> bool:
        return self.elapsed() >= self.seconds


def random_graph(rng: np.random.Generator) -> IndependentSet:
    n = int(rng.integers(700, 801))
    tail, head = np.triu_indices(n, 1)
    kept = rng.random(tail.size) < PROBABILITY
    return IndependentSet.from_edges(n, np.column_stack([tail[kept], head[kept]]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--graphs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--peer", choices=["cpsat", "scip"])
    arguments = parser.parse_args()
    rng = np.random.default_rng(arguments.seed)
    warm = Watch(random_graph(np.random.default_rng(1)), 0.1)
    run(warm.problem, warm, Options(), np.random.default_rng(0))
    sizes, peers = [], []
    for number in range(arguments.graphs):
        problem = random_graph(rng)
        watch = Watch(problem, arguments.seconds)
        run(problem, watch, Options(), np.random.default_rng(arguments.seed))
        sizes.append(watch.size)
        reached = ", ".join(f"{size} at {at:.2f} s" for at, size in watch.rises[-3:])
        line = f"{number:3d}  {problem.n} nodes  {reached}"
        if arguments.peer:
            result = solve(problem, methods=[arguments.peer], time_limit=arguments.seconds)
            peers.append(result.objective or 0.0)
            line += f"  {arguments.peer}: {peers[-1]:g}, bound {result.dual_bound or np.inf:g}"
        print(line, flush=True)
    print(f"mean size of ils {np.mean(sizes):.2f}")
    if peers:
        print(f"mean size of {arguments.peer} {np.mean(peers):.2f}")


if __name__ == "__main__":
    main()
