"""A Milp as a CP-SAT model in integers, exact or refused."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from ortools.sat.python import cp_model_helper as sat

from coopt.engines.implied_bounds import implied_bounds
from coopt.engines.integer_bounds import integer_bounds
from coopt.engines.integer_scaling import (
    Decimals,
    IntegerObjective,
    IntegerRow,
    integer_objective,
    integer_row,
)
from coopt.problem.csr import Floats
from coopt.problem.milp import Milp

INFINITE = 2**62
LARGEST_BOUND = 2**40


@dataclass(frozen=True, slots=True, eq=False)
class CpSatModel:
    """A CP-SAT model and the scale of its objective (None: any feasible point will do)."""

    proto: Any
    objective: IntegerObjective | None
    offset: float

    def unscale(self, value: float) -> float:
        """Turn a value of the scaled objective into one of the problem, rounded down."""
        if self.objective is None:
            return self.offset
        exact = (Fraction(value) + self.objective.constant) / self.objective.scale
        near = float(exact)
        return near if Fraction(near) <= exact else math.nextafter(near, -math.inf)


def build(problem: Milp) -> CpSatModel | str:
    """Build the model, or say in words why it cannot be built exactly."""
    if not problem.integer.all() or problem.sos or problem.semicontinuous.any():
        return "variables that are not plain integers"
    lower, upper = implied_bounds(problem, *integer_bounds(problem))
    reach = np.maximum(np.abs(lower), np.abs(upper))
    if not (reach < LARGEST_BOUND).all():
        return f"variable {int(np.argmax(~(reach < LARGEST_BOUND)))} has no finite bound"
    proto = sat.CpModelProto()
    for low, high in zip(lower.tolist(), upper.tolist(), strict=True):
        # A box without a point is left to the row check of the solver: [1, 0] is not a domain.
        if low > high:
            return "a variable without an integer between its bounds"
        proto.variables.add().domain.extend([int(low), int(high)])
    decimals = Decimals(problem)
    objective = integer_objective(problem, decimals, reach)
    if objective is None:
        return "an objective too large for 62 bits"
    switches = {it.row: (it.column if it.value else -it.column - 1) for it in problem.indicators}
    for i in range(problem.a.shape[0]):
        row = integer_row(problem, i, decimals, reach)
        if row is None:
            return f"row {i} too large for 62 bits"
        _add_row(proto, row, switches.get(i))
    if not objective.columns:
        return CpSatModel(proto, None, problem.offset)
    proto.objective.vars.extend(objective.columns)
    proto.objective.coeffs.extend(objective.values)
    return CpSatModel(proto, objective, problem.offset)


def _add_row(proto: Any, row: IntegerRow, switch: int | None) -> None:
    if row.low is None and row.high is None:
        return
    constraint = proto.constraints.add()
    linear = constraint.linear
    linear.vars.extend(row.columns)
    linear.coeffs.extend(row.values)
    low = -INFINITE if row.low is None else max(row.low, -INFINITE)
    high = INFINITE if row.high is None else min(row.high, INFINITE)
    if low <= high:
        linear.domain.extend([low, high])
    if switch is not None:
        constraint.enforcement_literal.extend([switch])


def add_hint(proto: Any, x: Floats) -> None:
    """Give a solution as a hint."""
    proto.solution_hint.vars.extend(list(range(x.size)))
    proto.solution_hint.values.extend([round(v) for v in x.tolist()])


def add_cutoff(proto: Any, model: CpSatModel, objective: float) -> None:
    """Ask for solutions strictly better than ``objective``."""
    if model.objective is None:
        return
    scaled = Fraction(objective) * model.objective.scale - model.objective.constant
    # The float objective may sit a little beside its grid point: half a unit decides.
    highest = math.ceil(scaled - Fraction(1, 2)) - 1
    proto.objective.domain.extend([-INFINITE, highest])
