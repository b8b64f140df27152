"""What a solve returns: a status with its proof, the solution, bounds and the trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Status = Literal[
    "optimal",
    "feasible",
    "infeasible",
    "unbounded",
    "infeasible_or_unbounded",
    "no_solution",
    "error",
]
Limit = Literal["time", "node", "interrupt", "memory", "gap"] | None


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a solve, in the sense of the source (maximisation stays maximisation).

    ``kind`` is ``incumbent``, ``bound``, ``start``, ``end`` or ``note``; ``source`` names the
    method; ``text`` says the rest in words; ``nodes`` counts branch-and-bound nodes if known.
    """

    time_s: float
    kind: str
    source: str
    primal_bound: float | None
    dual_bound: float | None
    nodes: int | None = None
    text: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """The answer of a solve; objective and bounds are in the sense of the source.

    Parameters
    ----------
    status : str
        ``optimal``, ``infeasible`` and ``unbounded`` are claims with proof.
    limit : str or None
        The limit that ended the solve, if one did.
    solution : ndarray or None
        The best verified solution, in the encoding its problem documents.
    objective, dual_bound, gap : float or None
        ``gap`` is ``|objective - dual_bound| / max(|objective|, |dual_bound|)``, 0 if equal.
    time_s : float
        Wall time from the start of the solve, reading excluded.
    verified : str or None
        ``exact``, ``tolerance``, or None without a verified solution.
    max_violation : float or None
        Largest absolute violation of the solution, computed exactly.
    methods : tuple of str
        Names of the methods that ran.
    trace : tuple of Event
        Each improvement of a bound, with its source.
    notes : tuple of str
        What a careful reader should know (one solver's proof only, a method that died, ...).
    reasons : tuple of str
        Why these methods were chosen.
    """

    status: Status
    limit: Limit
    solution: NDArray[Any] | None
    objective: float | None
    dual_bound: float | None
    gap: float | None
    time_s: float
    verified: Literal["exact", "tolerance"] | None
    max_violation: float | None
    methods: tuple[str, ...]
    trace: tuple[Event, ...]
    notes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def relative_gap(primal: float | None, dual: float | None) -> float | None:
    """Return the gap between two bounds, or None where one is missing or infinite."""
    if primal is None or dual is None or not (np.isfinite(primal) and np.isfinite(dual)):
        return None
    scale = max(abs(primal), abs(dual))
    return 0.0 if primal == dual else abs(primal - dual) / scale
