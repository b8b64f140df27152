"""Random small models with points near their sides, for the checks' property tests."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from coopt.problem.csr import Csr, csr_from_triplets, product
from coopt.problem.milp import Exact, Indicator, Milp, Sos

Case = tuple[Milp, np.ndarray, dict[int, Fraction]]


def random_case(seed: int) -> Case:
    """Draw a model, a point that often satisfies it tightly, and exact values for some of it."""
    rng = np.random.default_rng(seed)
    m, n = int(rng.integers(0, 5)), int(rng.integers(1, 6))
    places = int(rng.choice([0, 0, 1, 3, 17]))
    a = _matrix(m, n, places, rng)
    x = np.round(rng.normal(0, 10, n), int(rng.choice([0, 0, 1, 3, 17])))
    x[rng.random(n) < 0.3] = 0.0
    noise = rng.choice([0.0, 0.0, 1e-16, 1e-9, 9e-7, 1e-3, 1.0])
    side = np.round(product(a, x), places) + noise * rng.normal(size=m)
    lower = np.where(rng.random(m) < 0.6, side - rng.choice([0.0, 0.0, 1.0], m), -np.inf)
    upper = np.where(rng.random(m) < 0.6, side + rng.choice([0.0, 0.0, 1.0], m), np.inf)
    box_lower = np.where(rng.random(n) < 0.5, x - rng.choice([0.0, 1.0, 1e-8], n), -np.inf)
    box_upper = np.where(rng.random(n) < 0.5, x + rng.choice([0.0, 1.0, -1e-8], n), np.inf)
    problem = Milp(
        c=np.round(rng.normal(size=n), places),
        a=a,
        row_lower=lower,
        row_upper=upper,
        lower=box_lower,
        upper=box_upper,
        integer=(x == np.rint(x)) & (rng.random(n) < 0.8),
        semicontinuous=rng.random(n) < 0.2,
        offset=float(np.round(rng.normal(), 2)),
        maximise=bool(rng.random() < 0.5),
        indicators=_indicators(m, n, rng),
        sos=_sets(n, rng),
        exact=_exact(a, lower, box_lower, rng),
    )
    return problem, x, _overrides(x, rng)


def _matrix(m: int, n: int, places: int, rng: np.random.Generator) -> Csr:
    values = np.round(rng.normal(0, 3, (m, n)), places) * (rng.random((m, n)) < 0.7)
    rows, columns = np.nonzero(values)
    return csr_from_triplets(rows, columns, values[rows, columns], (m, n))[0]


def _indicators(m: int, n: int, rng: np.random.Generator) -> tuple[Indicator, ...]:
    if m == 0 or rng.random() < 0.6:
        return ()
    return (Indicator(int(rng.integers(m)), int(rng.integers(n)), int(rng.integers(2))),)


def _sets(n: int, rng: np.random.Generator) -> tuple[Sos, ...]:
    if rng.random() < 0.6:
        return ()
    members = tuple(int(j) for j in rng.permutation(n))
    return (Sos(int(rng.integers(1, 3)), members, tuple(float(k) for k in range(n))),)


def _exact(a: Csr, lower: np.ndarray, box: np.ndarray, rng: np.random.Generator) -> Exact:
    """Let some values be decimals just beside the one that their double prints."""
    fields = {"a": a.data, "row_lower": lower, "lower": box}
    if rng.random() < 0.5:
        return {}
    return {
        what: {
            int(k): _beside(float(values[k]), int(rng.integers(-1, 2)))
            for k in np.flatnonzero(np.isfinite(values) & (rng.random(values.size) < 0.3))
        }
        for what, values in fields.items()
    }


def _overrides(x: np.ndarray, rng: np.random.Generator) -> dict[int, Fraction]:
    if rng.random() < 0.6:
        return {}
    chosen = np.flatnonzero(rng.random(x.size) < 0.4)
    third = Fraction(int(rng.integers(-1, 2)), 3 * 10 ** int(rng.integers(0, 12)))
    return {int(j): Fraction(repr(float(x[j]))) + third for j in chosen}


def _beside(value: float, step: int) -> Fraction:
    """Return a number that rounds to a double but is not the decimal it prints."""
    decimal = Fraction(repr(value))
    return decimal * (1 + Fraction(step, 10**20)) if value else Fraction(step, 10**400)
