"""Random tiny mixed-integer problems, full of the cases that solvers get wrong."""

from __future__ import annotations

import numpy as np

from coopt.problem.milp import Milp

Floats = np.ndarray


def tiny_milp(seed: int) -> Milp:
    """Draw a problem of at most five integer variables in small boxes and two continuous ones.

    Bounds of integer variables are often fractional and now and then cross; continuous ones may
    be free or unbounded on one side; rows are one-sided, ranged, equalities, empty, duplicates,
    or without sides; columns may be duplicates. About half of the problems are maximised.
    """
    rng = np.random.default_rng(seed)
    integers, continuous = int(rng.integers(1, 6)), int(rng.choice([0, 0, 1, 2]))
    n, m = integers + continuous, int(rng.integers(0, 5))
    lower, upper = _integer_box(integers, rng)
    free_lower, free_upper = _continuous_box(continuous, rng)
    lower, upper = np.append(lower, free_lower), np.append(upper, free_upper)
    a = _numbers((m, n), rng) * (rng.random((m, n)) < 0.7)
    c = _numbers((n,), rng) * (rng.random(n) < 0.85)
    if n > 1 and rng.random() < 0.15:
        a[:, 1], c[1] = a[:, 0], c[0]
    row_lower, row_upper = _sides(a @ _inside(lower, upper, rng), rng)
    a, row_lower, row_upper = _spoil(a, row_lower, row_upper, rng)
    return Milp.from_arrays(
        c,
        a if a.size else None,
        row_lower if a.size else (),
        row_upper if a.size else (),
        lower=lower,
        upper=upper,
        integrality=np.arange(n) < integers,
        maximise=bool(rng.random() < 0.5),
        offset=float(rng.integers(-3, 4)),
        name=f"tiny{seed}",
    )


def _numbers(shape: tuple[int, ...], rng: np.random.Generator) -> Floats:
    """Draw whole numbers or, in a third of the cases, numbers with one decimal."""
    whole = rng.integers(-6, 7, shape).astype(float)
    return whole if rng.random() < 0.67 else np.round(whole + rng.integers(-9, 10, shape) / 10, 1)


def _integer_box(n: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    lower = rng.integers(-4, 3, n).astype(float)
    upper = lower + rng.integers(0, 5, n)
    lower = np.round(lower - rng.choice([0.0, 0.0, 0.3, 0.9], n), 1)
    upper = np.round(upper + rng.choice([0.0, 0.0, 0.1, 0.9], n), 1)
    if rng.random() < 0.04:
        lower[0], upper[0] = upper[0] + 0.3, upper[0]
    return lower, upper


def _continuous_box(n: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    lower = np.round(rng.uniform(-5, 3, n), 1)
    upper = np.round(lower + rng.integers(0, 60, n) / 10, 1)
    return (
        np.where(rng.random(n) < 0.25, -np.inf, lower),
        np.where(rng.random(n) < 0.35, np.inf, upper),
    )


def _inside(lower: Floats, upper: Floats, rng: np.random.Generator) -> Floats:
    """Draw a point near the box, to put sides where they matter."""
    low = np.where(np.isfinite(lower), lower, np.where(np.isfinite(upper), upper - 3, -3))
    high = np.where(np.isfinite(upper), upper, low + 6)
    inside: Floats = np.rint(low + rng.random(low.size) * (high - low))
    return inside


def _sides(activity: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    m = activity.size
    kind = rng.choice(5, m, p=[0.32, 0.32, 0.16, 0.16, 0.04])
    # A quarter of the problems lose their planted point.
    near = np.round(activity + (rng.random() < 0.25) * rng.integers(-9, 10, m), 1)
    low = np.where(np.isin(kind, [0, 4]), -np.inf, near - (kind != 2) * rng.integers(0, 4, m))
    high = np.where(np.isin(kind, [1, 4]), np.inf, near + (kind != 2) * rng.integers(0, 4, m))
    return np.round(low, 1), np.round(high, 1)


def _spoil(
    a: Floats, low: Floats, high: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """Add an empty row, a duplicate row with its own sides, or neither."""
    draw = rng.random()
    if draw < 0.12:
        empty = (-1.0, 1.0) if draw < 0.11 else (0.5, 1.0)
        a = np.vstack((a, np.zeros(a.shape[1])))
        low, high = np.append(low, empty[0]), np.append(high, empty[1])
    elif draw < 0.3 and low.size:
        a = np.vstack((a, -2.0 * a[0]))
        low, high = np.append(low, -2.0 * high[0] - (draw < 0.2)), np.append(high, -2.0 * low[0])
    return a, low, high
