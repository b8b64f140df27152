"""Time to the proof of the optimum of 0-1 knapsack problems, by class.

Run ``python benchmarks/knapsack.py``; options: ``--items --largest --seconds --seed``.
Classes are those of Pisinger (2005), for weights up to ``--largest`` and three capacities each.
Seconds are processor time; kernels are loaded before the clock starts.

10,000 items, three capacities each, on a shared and busy core, seconds to the proof:

===========================  ==================  =======================
class                        weights to 1,000    weights to 1,000,000
===========================  ==================  =======================
uncorrelated                 0.002 to 0.004      0.003
weakly correlated            0.003               0.003 to 0.004
strongly correlated          0.017 to 0.038      0.033 to 0.035
inverse strongly correlated  0.011 to 0.098      0.035
almost strongly correlated   0.002 to 0.017      0.4 to 2.0
subset sum                   0.002               0.003
profit ceiling               0.002               0.003
circle                       0.034 to 0.064      0.5, 4.7, one not in 5 s
doubles in [0, 1)            0.004               0.005
===========================  ==================  =======================
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from coopt.bus.protocol import Options
from coopt.check.knapsack import evaluate
from coopt.methods.knapsack.run import run
from coopt.problem.csr import Floats, Ints
from coopt.problem.knapsack import Knapsack

SHARES = (0.1, 0.5, 0.9)


class Watch:
    """A bus that checks what it is offered and hears the proof."""

    def __init__(self, problem: Knapsack, seconds: float) -> None:
        self.problem = problem
        self.seconds = seconds
        self.began = time.process_time()
        self.value = -np.inf
        self.bound = np.inf
        self.first = np.inf
        self.proven = False

    def elapsed(self) -> float:
        return time.process_time() - self.began

    def offer(self, x: Floats) -> None:
        self.first = min(self.first, self.elapsed())
        found = evaluate(self.problem, x)
        if found.feasible:
            self.value = max(self.value, -found.objective)

    def best(self) -> None:
        return None

    def raise_dual(self, bound: float) -> None:
        self.bound = min(self.bound, -bound)

    def tell(self, kind: str, what: Any) -> None:
        self.proven = self.proven or what == "optimal"

    def stop(self) -> bool:
        return self.elapsed() >= self.seconds


def classes(largest: int, rng: np.random.Generator) -> dict[str, Callable[[Ints], Any]]:
    """Return what gives values and weights from drawn weights, by class."""
    tenth, little = max(1, largest // 10), max(1, largest // 500)

    def spread(w: Ints, width: int) -> Ints:
        return rng.integers(-width, width + 1, w.size)

    def circle(w: Ints) -> Floats:
        rounded: Floats = np.rint(2.0 / 3.0 * np.sqrt(4.0 * largest**2 - (w - 2.0 * largest) ** 2))
        return rounded

    return {
        "uncorrelated": lambda w: (rng.integers(1, largest + 1, w.size), w),
        "weakly correlated": lambda w: (np.maximum(1, w + spread(w, tenth)), w),
        "strongly correlated": lambda w: (w + tenth, w),
        "inverse strongly correlated": lambda w: (w, w + tenth),
        "almost strongly correlated": lambda w: (w + tenth + spread(w, little), w),
        "subset sum": lambda w: (w, w),
        "profit ceiling": lambda w: (3 * -(-w // 3), w),
        "circle": lambda w: (circle(w), w),
        "doubles in [0, 1)": lambda w: (rng.random(w.size), rng.random(w.size)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--largest", type=int, nargs="+", default=[1_000, 1_000_000])
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    rng = np.random.default_rng(arguments.seed)
    warm = Watch(Knapsack(rng.random(100), rng.random(100), 20.0), 10.0)
    run(warm.problem, warm, Options(), rng)
    for largest in arguments.largest:
        print(f"{arguments.items} items, weights up to {largest}")
        for name, make in classes(largest, rng).items():
            times, gaps, first = [], [], 0.0
            for share in SHARES:
                value, weight = make(rng.integers(1, largest + 1, arguments.items))
                capacity = float(share * weight.sum()) // 1.0
                problem = Knapsack(value.astype(float), weight.astype(float), capacity)
                watch = Watch(problem, arguments.seconds)
                run(problem, watch, Options(), np.random.default_rng(arguments.seed))
                first = max(first, watch.first)
                times.append(f"{watch.elapsed():.3f}" if watch.proven else "-")
                gaps.append(max(0.0, watch.bound / watch.value - 1.0))
            print(
                f"  {name:28s} proven after {' '.join(f'{t:>7s}' for t in times)} s, "
                f"largest gap {max(gaps):.0e}, first offer {first:.3f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
