"""Write a model's solution: in the style of MIPLIB, as a MIP start, as JSON by names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from coopt.problem.milp import Milp, variable_names
from coopt.write.decimals import decimal_text


def solution_text(
    problem: Milp,
    x: ArrayLike,
    objective: float | Fraction | None = None,
    exact: Mapping[int, Fraction] | None = None,
) -> str:
    """Return a solution as text.

    Parameters
    ----------
    problem : Milp
        Gives the names.
    x : array_like, shape (n,)
        Value of each variable; zeros are left out.
    objective : float or Fraction, optional
        Objective in the sense of the problem's source.
    exact : mapping of int to Fraction, optional
        Values that stand for those of ``x``.

    Returns
    -------
    str
        Lines ``=obj= value`` and ``name value``; reading them back gives the same numbers.
    """
    values = np.asarray(x, dtype=float).tolist()
    known = exact or {}
    lines = [] if objective is None else [f"=obj= {_text(objective)}"]
    for j, name in enumerate(variable_names(problem)):
        value = known.get(j, values[j])
        if value != 0:
            lines.append(f"{name} {_text(value)}")
    return "\n".join([*lines, ""])


def start_text(problem: Milp, x: ArrayLike, objective: float | None = None) -> str:
    """Return a solution as a MIP start, which has no line for the objective."""
    # With the heading, all zeros are no empty file.
    return "# MIP start\n" + solution_text(problem, x)


def json_text(problem: Milp, x: ArrayLike, objective: float | None = None) -> str:
    """Return a solution as an object with ``objective`` and ``solution``, by names."""
    values = zip(variable_names(problem), np.asarray(x, dtype=float).tolist(), strict=True)
    record = {"objective": objective, "solution": {name: v for name, v in values if v != 0}}
    return json.dumps(record, allow_nan=False) + "\n"


def _text(value: float | Fraction) -> str:
    if isinstance(value, Fraction):
        return decimal_text(value)
    return repr(float(value)).removesuffix(".0")
