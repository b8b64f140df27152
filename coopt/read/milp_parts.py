"""Put a Milp together from what a reader found, in the sense of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Floats, Ints, csr_from_triplets
from coopt.problem.milp import Indicator, Milp, Sos
from coopt.read.decimals import Number, Vector


@dataclass(frozen=True, slots=True, eq=False)
class MilpParts:
    """Triplets of rows and objective, sides, bounds and types, in the sense of the file.

    ``exact`` holds exact values by triplet. Triplets of row ``objective_row`` are the
    objective, those of other negative rows are dropped, and so are zeros.
    """

    names: Sequence[str]
    row_names: Sequence[str]
    rows: Ints
    columns: Ints
    values: Floats
    exact: dict[int, Fraction]
    objective_row: int
    row_lower: Vector
    row_upper: Vector
    lower: Vector
    upper: Vector
    integer: NDArray[np.bool_]
    semicontinuous: NDArray[np.bool_]
    constant: Number
    maximise: bool
    name: str


def assemble(parts: MilpParts, indicators: tuple[Indicator, ...], sos: tuple[Sos, ...]) -> Milp:
    """Build the problem, minimised."""
    sign = -1 if parts.maximise else 1
    exact: dict[str, dict[int, Fraction]] = {}
    cost = np.zeros(len(parts.names))
    of_objective = np.flatnonzero(parts.rows == parts.objective_row)
    # Adding zero turns -0.0 into 0.0.
    cost[parts.columns[of_objective]] = sign * parts.values[of_objective] + 0.0
    _note(
        exact,
        "c",
        {
            int(parts.columns[k]): sign * value
            for k, value in parts.exact.items()
            if parts.rows[k] == parts.objective_row
        },
    )
    inside = np.flatnonzero((parts.rows >= 0) & (parts.values != 0))
    shape = (len(parts.row_names), len(parts.names))
    matrix, order = csr_from_triplets(
        parts.rows[inside], parts.columns[inside], parts.values[inside], shape
    )
    if parts.exact:
        _note(exact, "a", _by_entry(parts.exact, inside[order]))
    for what in ("row_lower", "row_upper", "lower", "upper"):
        _note(exact, what, getattr(parts, what).exact)
    if parts.constant.exact is not None:
        exact["offset"] = {0: sign * parts.constant.exact}
    return Milp(
        c=cost,
        a=matrix,
        integer=parts.integer,
        semicontinuous=parts.semicontinuous,
        offset=sign * parts.constant.value + 0.0,
        maximise=parts.maximise,
        indicators=indicators,
        sos=sos,
        name=parts.name,
        variable_names=tuple(parts.names),
        row_names=tuple(parts.row_names),
        exact=exact,
        row_lower=parts.row_lower.values,
        row_upper=parts.row_upper.values,
        lower=parts.lower.values,
        upper=parts.upper.values,
    )


def _note(exact: dict[str, dict[int, Fraction]], what: str, found: dict[int, Fraction]) -> None:
    if found:
        exact[what] = found


def _by_entry(exact: dict[int, Fraction], origin: Ints) -> dict[int, Fraction]:
    """Move exact values from triplets to the entries of the matrix that they became."""
    triplets = np.fromiter(exact, np.int64, len(exact))
    entries = np.flatnonzero(np.isin(origin, triplets))
    return {int(k): exact[int(origin[k])] for k in entries}
