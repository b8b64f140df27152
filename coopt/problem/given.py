"""What callers give in place of arrays: lists, and matrices of distances."""

from __future__ import annotations

from typing import Any

import numpy as np

from coopt.errors import InstanceError
from coopt.problem.distances import Distances, as_numbers, explicit


def settle(problem: Any, *amounts: str) -> None:
    """Put arrays in the place of lists, and `Distances` in that of a matrix, in a frozen problem.

    Parameters
    ----------
    problem : problem
        Under construction.
    *amounts : str
        Names of fields that hold numbers; what is None stays.

    Raises
    ------
    InstanceError
        If a field holds no numbers, or the distances are neither `Distances` nor a square matrix.
    """
    for name in amounts:
        value = getattr(problem, name)
        if value is not None and not (isinstance(value, np.ndarray) and value.dtype == np.float64):
            object.__setattr__(problem, name, as_numbers(name, value))
    if not isinstance(getattr(problem, "distances", None), Distances | None):
        object.__setattr__(problem, "distances", _distances(problem.distances))


def _distances(value: Any) -> Distances:
    array = as_numbers("distances", value)
    if array.ndim != 2 or array.shape[0] != array.shape[1]:
        raise InstanceError(
            f"distances have shape {array.shape}, expected a square matrix; of points, give"
            ' coopt.Distances("EUCLIDEAN", points)'
        )
    return explicit(array)
