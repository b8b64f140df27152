"""What all checks of node sequences and subsets share: whole numbers, coverage, verdicts."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.check.evaluation import Certificate, Evaluation

Nodes = NDArray[np.int64]
TOLERANCE = 1e-9
"""Excess over a limit of a sum of real numbers, relative to the limit, that is only rounding."""


def whole_numbers(problem: Any, x: NDArray[Any]) -> NDArray[np.float64]:
    """Round each entry; what is not a vector of finite numbers comes back as it is."""
    raw = np.asarray(x, dtype=float)
    return np.rint(raw) + 0.0 if raw.ndim == 1 and np.isfinite(raw).all() else raw


def as_nodes(x: NDArray[Any], size: int) -> Nodes | None:
    """Return the entries as integers, or None unless there are ``size`` whole numbers."""
    raw = np.asarray(x, dtype=float)
    if raw.shape != (size,) or not np.isfinite(raw).all() or (raw != np.rint(raw)).any():
        return None
    return raw.astype(np.int64)


def are_all(nodes: Nodes, first: int, n: int) -> bool:
    """Whether the nodes are ``first..n-1``, each once. O(n)."""
    if nodes.size != n - first or nodes.min(initial=first) < first or nodes.max(initial=0) >= n:
        return False
    return bool((np.bincount(nodes, minlength=n)[first:] == 1).all())


def fault(x: NDArray[Any], first: int, n: int) -> str:
    """Say why a sequence does not hold the nodes ``first..n-1``, each once; empty if it does."""
    raw = np.asarray(x, dtype=float)
    if raw.ndim != 1 or not np.isfinite(raw).all() or (raw != np.rint(raw)).any():
        return "the sequence holds other things than whole numbers"
    nodes = raw.astype(np.int64)
    strange = nodes[(nodes < first) | (nodes >= n)]
    if strange.size:
        return f"there is no node {strange[0]} to be in the sequence (nodes count from 0)"
    count = np.bincount(nodes, minlength=n)[first:]
    parts = []
    for found, what in ((count > 1, "more than once"), (count == 0, "not at all")):
        which = np.flatnonzero(found) + first
        if which.size:
            others = f" and {which.size - 1} more are" if which.size > 1 else " is"
            parts.append(f"node {which[0]}{others} there {what}")
    return f"{', '.join(parts)} (nodes count from 0)" if parts else ""


def visited(x: NDArray[Any], n: int) -> Nodes | None:
    """Return the nodes before the zeros of a filled-up vector, or None if it is not one."""
    nodes = as_nodes(x, n - 1)
    if nodes is None or nodes.min(initial=0) < 0 or nodes.max(initial=0) >= n:
        return None
    size = int(np.count_nonzero(nodes))
    if nodes[size:].any() or np.unique(nodes[:size]).size != size:
        return None
    return nodes[:size]


def route_of_each(nodes: Nodes) -> NDArray[np.int64]:
    """Return the route that each entry of a signed sequence is in, from 0 on."""
    return np.cumsum(nodes < 0) - 1


def decimal(value: float) -> Fraction:
    """Return the decimal that the shortest text of a double means."""
    return Fraction(int(value)) if float(value).is_integer() else Fraction(repr(float(value)))


def decimal_sum(values: NDArray[Any]) -> Fraction:
    """Sum exactly."""
    listed = values.tolist()
    if all(float(v).is_integer() for v in listed):
        return Fraction(sum(int(v) for v in listed))
    return sum((decimal(v) for v in listed), Fraction(0))


def verdict(objective: float, excess: float = 0.0, limit: float = 1.0) -> Evaluation:
    """Judge a candidate whose only violation is an excess over a limit."""
    violation = max(0.0, excess) / max(1.0, abs(limit))
    return Evaluation(objective, violation, violation <= TOLERANCE)


def not_a_solution() -> Evaluation:
    """Judge what does not have the form of a solution."""
    return Evaluation(math.inf, math.inf, False)


def certificate(
    objective: Fraction | float, excess: Fraction | float = 0, limit: float = 1.0, worst: str = ""
) -> Certificate:
    """Certify a candidate by its exact excess over a limit."""
    exact = Fraction(objective)
    if excess <= 0:
        return Certificate(exact, 0.0, "", "exact")
    within = excess <= TOLERANCE * max(1.0, abs(limit))
    return Certificate(exact, float(excess), worst, "tolerance" if within else None)


def refused(worst: str) -> Certificate:
    """Refuse what does not have the form of a solution."""
    return Certificate(Fraction(0), math.inf, worst, None)
