"""The files that a command line names: a model, a solution to start from."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coopt.errors import InstanceError, OptionError

if TYPE_CHECKING:
    from coopt.read.solution import SolutionValues


def read_model(
    path: str,
    format_name: str | None = None,
    quiet: bool = False,
    dag: Mapping[str, Any] | None = None,
) -> Any:
    """Read a model; ``-`` is standard input; ``quiet`` keeps warnings to itself.

    With options for it (``dag``), a table of numbers is a problem of learning a graph.

    Raises
    ------
    InstanceError
        If it cannot be read.
    """
    from coopt.read import read, read_dag

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore" if quiet else "default")
            return read_dag(path, **dag) if dag else read(path, format=format_name)
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


def check_format(path: str, format_name: str | None) -> None:
    """Refuse a file to write whose format is not told, before any work is done.

    Raises
    ------
    OptionError
        If neither the suffix nor the name of a format tells it.
    """
    from coopt.read.instance import format_of_suffix
    from coopt.write.instance import FORMATS

    if format_name is not None and format_name not in FORMATS:
        known = ", ".join(FORMATS)
        raise OptionError(f"--to {format_name!r}: cannot be written, expected one of {known}")
    if format_name is None and format_of_suffix(path) not in FORMATS:
        name = "" if path == "-" else "end the name in .mps, .lp, .tsp, ..., or "
        known = ", ".join(FORMATS)
        raise OptionError(
            f"{path}: the format to write is not told; {name}add --to with one of {known}"
        )


def write_model(path: str, problem: Any, format_name: str | None = None) -> None:
    """Write a model in the format named, or the one that the suffix names."""
    from coopt.write import write

    write(problem, path, format_name)
