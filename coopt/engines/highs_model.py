"""A Milp as a HiGHS model, passed as arrays."""

from __future__ import annotations

import highspy
import numpy as np

from coopt.engines.integer_bounds import integer_bounds
from coopt.errors import EngineError, OptionError
from coopt.problem.milp import Milp

CONTINUOUS, INTEGER, SEMICONTINUOUS, SEMIINTEGER = 0, 1, 2, 3


def pass_model(solver: highspy.Highs, problem: Milp, with_costs: bool = True) -> None:
    """Pass a problem to HiGHS.

    Raises
    ------
    EngineError
        If HiGHS refuses it.
    """
    lower, upper = integer_bounds(problem)
    kinds = problem.integer.astype(np.int32) + 2 * problem.semicontinuous.astype(np.int32)
    m, n = problem.a.shape
    status = solver.passModel(
        n,
        m,
        problem.a.data.size,
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        problem.offset if with_costs else 0.0,
        problem.c if with_costs else np.zeros(n),
        lower,
        upper,
        problem.row_lower,
        problem.row_upper,
        problem.a.indptr.astype(np.int32),
        problem.a.indices,
        problem.a.data,
        kinds,
    )
    if status == highspy.HighsStatus.kError:
        raise EngineError("HiGHS refuses the model")


def set_option(solver: highspy.Highs, name: str, value: bool | float | str) -> None:
    """Set an option.

    Raises
    ------
    OptionError
        If HiGHS has no such option or refuses the value.
    """
    status, kind = solver.getOptionType(name)
    if status != highspy.HighsStatus.kOk:
        raise OptionError(f"HiGHS has no option {name}")
    if kind == highspy.HighsOptionType.kDouble and isinstance(value, int):
        value = float(value)
    if kind == highspy.HighsOptionType.kString and not isinstance(value, str):
        value = {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)
    if solver.setOptionValue(name, value) == highspy.HighsStatus.kError:
        raise OptionError(f"HiGHS does not take {name} = {value}")
