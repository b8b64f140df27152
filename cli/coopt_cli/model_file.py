"""The files that a command line names: a model, a solution to start from."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from coopt.errors import InstanceError

if TYPE_CHECKING:
    from coopt.read.solution import SolutionValues


def read_model(path: str, format_name: str | None = None, quiet: bool = False) -> Any:
    """Read a model; ``-`` is standard input; ``quiet`` keeps warnings to itself.

    Raises
    ------
    InstanceError
        If it cannot be read.
    """
    from coopt.read import read

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore" if quiet else "default")
            return read(path, format=format_name)
    except OSError as error:
        raise InstanceError(f"{path}: {error.strerror or error}") from None


def read_values(path: str, problem: Any) -> SolutionValues:
    """Read a solution of a problem.

    Raises
    ------
    InstanceError
        If it cannot be read.
    """
    from coopt.read.solution import read_solution

    try:
        return read_solution(path, problem)
    except OSError as error:
        raise InstanceError(f"{path}: {error.strerror or error}") from None


def write_model(path: str, problem: Any, format_name: str | None = None) -> None:
    """Write a model in the format named, or the one that the suffix names."""
    from coopt.write import write

    write(problem, path, format_name)
