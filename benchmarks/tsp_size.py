"""``--method ils`` on random points in a square: what size does to time, memory and tours.

    python benchmarks/tsp_size.py --random 200000 [-t 30]
    python benchmarks/tsp_size.py --step-cost

The first mode solves so many points on one thread through ``coopt.solve``. It prints the times of
the first tour and of each that is better by a percent, the peak memory, and the last length over
0.7124 sqrt(n A), to which the optimum's ratio falls as n grows [1]_ (about 1.03 at 1,000). The
second prints what one kick of the anneal costs, with the search that follows, at the temperatures
of a whole anneal, and the exponent of n in it.

References
----------
.. [1] Johnson, McGeoch, Rothberg (1996). Asymptotic experimental analysis for the Held-Karp
       traveling salesman bound. *Symposium on Discrete Algorithms*: 341-350.
"""

import argparse
import math
import resource
import time

import numpy as np

from coopt.problem.distances import Distances
from coopt.problem.tsp import Tsp
from coopt.result import Event
from coopt.solve import solve

LIMIT = 0.7124
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
WARM_PER_CITY, KICKS = 2, 6_000
SIDE = 1e6


def random_problem(n: int, seed: int) -> Tsp:
    """Return n points in a square, with whole distances."""
    points = np.floor(np.random.default_rng(seed).random((n, 2)) * SIDE)
    return Tsp(Distances("EUC_2D", points), f"random {n}")


def solve_random(n: int, seconds: float, seed: int) -> None:
    """Solve random points; print times, memory and lengths."""
    unit = LIMIT * math.sqrt(n) * SIDE
    shown = math.inf
    began = time.monotonic()

    def show(event: Event) -> None:
        nonlocal shown
        length = event.primal_bound
        if length is not None and length < 0.99 * shown:
            shown = length
            print(f"  {time.monotonic() - began:6.2f} s  {length / unit:.4f}", flush=True)

    problem = random_problem(n, seed)
    result = solve(
        problem, time_limit=seconds, methods=["ils"], threads=1, seed=seed, on_event=show
    )
    took = time.monotonic() - began
    assert result.objective is not None
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(
        f"n = {n}, {took:.1f} s: ratio {result.objective / unit:.4f}, "
        f"peak memory {own / 1024:.0f} MB and {child / 1024:.0f} MB in the method's process"
    )


def step_costs(seed: int) -> None:
    """Print microseconds of processor time for a kick, by size, and the fitted exponent."""
    from coopt.kernels.metric import metric_of
    from coopt.methods.ils import tour_landscape as land
    from coopt.methods.ils.tour_anneal import do_kicks, new_walk
    from coopt.search.first_tour import hilbert_order

    costs = []
    for n in SIZES:
        points = random_problem(n, seed).distances.points
        assert points is not None
        distances = Distances("EUC_2D", points[hilbert_order(points)])
        metric = metric_of(distances)
        ground = land.descend(land.first_landscape(metric, distances.points), lambda: False)
        effort = land.Effort(50, 1, 0, lambda: 0.0)
        ground = land.by_alpha(ground, effort, False, lambda bound: None)
        walk = new_walk(land.descend(ground, lambda: False), np.random.default_rng(seed))
        mean = walk.best_cost / n
        do_kicks(walk, 0.3 * mean, WARM_PER_CITY * min(n, 10_000))
        began = time.process_time()
        for heat in (0.3, 0.1, 0.0):
            do_kicks(walk, heat * mean, KICKS)
        costs.append((time.process_time() - began) / (3 * KICKS))
        print(f"n = {n:7d}: {1e6 * costs[-1]:7.2f} us a kick", flush=True)
    exponent = np.polyfit(np.log(SIZES), np.log(costs), 1)[0]
    print(f"exponent {exponent:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--step-cost", action="store_true")
    parser.add_argument("-t", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.random:
        solve_random(given.random, given.t, given.seed)
    if given.step_cost:
        step_costs(given.seed)


if __name__ == "__main__":
    main()
