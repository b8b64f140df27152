"""What a person wants to know of a mixed-integer problem: kinds, classes, ranges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coopt.features.row_classes import row_classes
from coopt.problem.milp import Milp

Range = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class MilpSummary:
    """Counts of a problem's parts; ranges are of absolute values that are neither 0 nor infinite.

    ``variables`` counts by kind, ``rows`` by class, the most frequent first; ``ranges`` has the
    smallest and largest value of ``objective``, ``matrix``, ``sides`` and ``bounds``.
    """

    shape: tuple[int, int]
    nonzeros: int
    variables: dict[str, int]
    rows: dict[str, int]
    ranges: dict[str, Range]


def summarise(problem: Milp) -> MilpSummary:
    """Count a problem's parts; O(nonzeros)."""
    bounds = np.concatenate((problem.lower, problem.upper))
    sides = np.concatenate((problem.row_lower, problem.row_upper))
    return MilpSummary(
        shape=problem.a.shape,
        nonzeros=int(problem.a.data.size),
        variables=variable_kinds(problem),
        rows=_row_counts(problem),
        ranges={
            "objective": magnitude_range(problem.c),
            "matrix": magnitude_range(problem.a.data),
            "sides": magnitude_range(sides),
            "bounds": magnitude_range(bounds),
        },
    )


def variable_kinds(problem: Milp) -> dict[str, int]:
    """Count variables by kind; kinds that do not occur are left out."""
    integer, semi = problem.integer, problem.semicontinuous
    binary = integer & ~semi & (problem.lower >= 0) & (problem.upper <= 1)
    masks = {
        "binary": binary,
        "integer": integer & ~semi & ~binary,
        "continuous": ~integer & ~semi,
        "semi-continuous": ~integer & semi,
        "semi-integer": integer & semi,
        "fixed": problem.lower == problem.upper,
        "free": np.isinf(problem.lower) & np.isinf(problem.upper),
    }
    counts = {name: int(mask.sum()) for name, mask in masks.items()}
    return {name: count for name, count in counts.items() if count}


def magnitude_range(values: NDArray[np.float64]) -> Range:
    """Return the smallest and largest absolute value, zeros and infinities left out."""
    size = np.abs(values[np.isfinite(values) & (values != 0)])
    return (float(size.min()), float(size.max())) if size.size else None


def _row_counts(problem: Milp) -> dict[str, int]:
    names, counts = np.unique(row_classes(problem), return_counts=True)
    found = dict(zip(names.tolist(), counts.tolist(), strict=True))
    found |= {"indicator": len(problem.indicators), "ordered set": len(problem.sos)}
    return {k: v for k, v in sorted(found.items(), key=lambda item: -item[1]) if v}
