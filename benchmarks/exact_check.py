"""Time the float and the exact check of a candidate on models of a million nonzeros.

Run ``python benchmarks/exact_check.py``. Least of a few runs on two shared cores:

======================================  =======  =========  =========  =========
model, 1e6 nonzeros in 20,000 rows      round    evaluate   certify    verified
======================================  =======  =========  =========  =========
0/1 data, whole point, all rows tight   0.8 ms   13 ms      0.01 s     exact
one decimal, whole point, equalities    0.7 ms   15 ms      0.31 s     exact
17 digits, 17-digit point, equalities   0.4 ms   19 ms      2.39 s     tolerance
17 digits, 17-digit point, slack rows   0.5 ms   20 ms      0.09 s     exact
======================================  =======  =========  =========  =========
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from coopt.check.exact_milp import certify
from coopt.check.milp import evaluate, round_integers
from coopt.problem.csr import Csr, Floats, product
from coopt.problem.milp import Milp

ROWS, COLUMNS, NONZEROS = 20_000, 50_000, 1_000_000


def matrix(values: Floats, rng: np.random.Generator) -> Csr:
    """Place values at random, as many a row, without duplicates (columns in steps)."""
    each = NONZEROS // ROWS
    step = COLUMNS // each
    columns = np.arange(each) * step + rng.integers(step, size=(ROWS, each))
    indptr = np.arange(ROWS + 1) * each
    return Csr(indptr, columns.ravel().astype(np.int32), values, (ROWS, COLUMNS))


def model(a: Csr, lower: Floats, upper: Floats, integer: bool) -> Milp:
    """Build a problem over ``[0, 100]`` with unit costs."""
    n = a.shape[1]
    code = int(integer)
    return Milp.from_arrays(np.ones(n), a, lower, upper, upper=100.0, integrality=code)


def cases(rng: np.random.Generator) -> dict[str, tuple[Milp, Floats]]:
    """Build each model with a point that satisfies it, tightly."""
    whole = rng.integers(0, 2, COLUMNS).astype(float)
    ones = matrix(np.ones(NONZEROS), rng)
    sums = product(ones, whole)
    tenths = matrix(rng.integers(1, 1000, NONZEROS) / 10.0, rng)
    equal = np.round(product(tenths, whole), 1)
    long = matrix(rng.random(NONZEROS), rng)
    point = rng.random(COLUMNS) * 10.0
    tight = product(long, point)
    return {
        "0/1 data, whole point, all rows tight": (model(ones, sums, sums, True), whole),
        "one decimal, whole point, equalities": (model(tenths, equal, equal, True), whole),
        "17 digits, 17-digit point, equalities": (model(long, tight, tight, False), point),
        "17 digits, 17-digit point, slack rows": (model(long, tight - 1, tight + 1, False), point),
    }


def seconds(call: Callable[[], object], repeats: int) -> float:
    """Return the least wall time of a few calls."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the table."""
    for name, (problem, x) in cases(np.random.default_rng(1)).items():
        check = seconds(lambda p=problem, v=x: evaluate(p, v), 5)
        rounding = seconds(lambda p=problem, v=x: round_integers(p, v), 5)
        exact = seconds(lambda p=problem, v=x: certify(p, v), 2)
        claim = certify(problem, x)
        print(
            f"{name:40s} round {rounding * 1e3:5.1f} ms  evaluate {check * 1e3:5.1f} ms  "
            f"certify {exact:5.2f} s  {claim.verified} {claim.worst}"
        )


if __name__ == "__main__":
    main()
