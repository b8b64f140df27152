"""Write a solution as its file name says: ``.sol``, ``.mst`` or ``.json``, packed with ``.gz``."""

from __future__ import annotations

import gzip
import json
import os

import numpy as np
from numpy.typing import ArrayLike

from coopt.errors import OptionError
from coopt.problem.milp import Milp, variable_names
from coopt.write.atomic import write_atomic
from coopt.write.sol import solution_text

SUFFIXES = (".sol", ".mst", ".json")


def write_solution(
    path: str | os.PathLike[str],
    problem: Milp,
    x: ArrayLike,
    objective: float | None = None,
) -> None:
    """Write a solution, complete or not at all.

    Parameters
    ----------
    path : str or path
        File name; ``.json`` gives an object with ``objective`` and ``solution``, ``.sol`` and
        ``.mst`` give lines of names and values; ``.gz`` at the end packs the file.
    problem : Milp
        Gives the names.
    x : array_like, shape (n,)
        Value of each variable; zeros are left out.
    objective : float, optional
        Objective in the sense of the problem's source.

    Raises
    ------
    OptionError
        If the suffix is none of these.
    CooptError
        If the file cannot be written.
    """
    name = os.fspath(path)
    suffix = os.path.splitext(name.removesuffix(".gz"))[1].lower()
    if suffix not in SUFFIXES:
        raise OptionError(f"{name}: the name of a solution ends in {', '.join(SUFFIXES)}")
    text = _text(suffix, problem, x, objective)
    packed = name.endswith(".gz")
    write_atomic(name, gzip.compress(text.encode(), mtime=0) if packed else text)


def _text(suffix: str, problem: Milp, x: ArrayLike, objective: float | None) -> str:
    if suffix == ".json":
        values = zip(variable_names(problem), np.asarray(x, dtype=float).tolist(), strict=True)
        record = {"objective": objective, "solution": {name: v for name, v in values if v != 0}}
        return json.dumps(record, allow_nan=False) + "\n"
    if suffix == ".sol":
        return solution_text(problem, x, objective)
    # A MIP start has no line for the objective; with the heading, all zeros are no empty file.
    return "# MIP start\n" + solution_text(problem, x)
