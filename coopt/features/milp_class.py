"""What a mixed-integer problem looks like: its size, its parts, and its class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from coopt.problem.csr import entry_rows
from coopt.problem.milp import Milp

MilpClass = Literal["lp", "set partitioning", "packing", "knapsack", "pure integer", "mixed"]


@dataclass(frozen=True, slots=True)
class MilpFeatures:
    """Counts and shares that dispatch looks at.

    ``parts`` names what not every engine can take: ``continuous``, ``sos``, ``indicator``,
    ``semicontinuous``, ``unbounded semicontinuous``.
    """

    n: int
    m: int
    nonzeros: int
    integers: int
    binaries: int
    kind: MilpClass
    parts: frozenset[str]


def milp_features(problem: Milp) -> MilpFeatures:
    """Look at a problem once; O(nonzeros)."""
    m, n = problem.a.shape
    binary = problem.integer & (problem.lower >= 0) & (problem.upper <= 1)
    return MilpFeatures(
        n=n,
        m=m,
        nonzeros=problem.a.data.size,
        integers=int(problem.integer.sum()),
        binaries=int(binary.sum()),
        kind=_kind(problem, binary),
        parts=_parts(problem),
    )


def _parts(problem: Milp) -> frozenset[str]:
    semi = problem.semicontinuous
    found = {
        "continuous": not problem.integer.all(),
        "sos": bool(problem.sos),
        "indicator": bool(problem.indicators),
        "semicontinuous": bool(semi.any()),
        "unbounded semicontinuous": bool(np.isinf(problem.upper[semi]).any()),
    }
    return frozenset(name for name, there in found.items() if there)


def _kind(problem: Milp, binary: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> MilpClass:
    if not (problem.integer.any() or problem.semicontinuous.any() or problem.sos):
        return "lp"
    if not problem.integer.all():
        return "mixed"
    m = problem.a.shape[0]
    if not binary.all() or m == 0:
        return "pure integer"
    ones = np.ones(m, dtype=bool)
    ones[entry_rows(problem.a)[problem.a.data != 1.0]] = False
    equal = problem.row_lower == problem.row_upper
    if np.mean(ones & equal) > 0.5:
        return "set partitioning"
    if np.mean(ones) > 0.5:
        return "packing"
    return "knapsack" if m <= problem.a.shape[1] / 10 else "pure integer"
