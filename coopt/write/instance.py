"""Write an instance in any known format."""

from __future__ import annotations

import gzip
import importlib
import os
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from coopt.errors import CooptError, InstanceError, OptionError
from coopt.read.instance import format_of_suffix
from coopt.write.atomic import write_atomic


class Writer(NamedTuple):
    """What makes a format's text, as ``module:function``, and the types of problems it states."""

    maker: str
    kinds: tuple[str, ...]


FORMATS: dict[str, Writer] = {
    "mps": Writer("coopt.write.mps:mps_text", ("Milp",)),
    "lp": Writer("coopt.write.lp:lp_text", ("Milp",)),
    "json": Writer(
        "coopt.write.problem_json:problem_json_text",
        (
            "Tsp",
            "Cvrp",
            "Orienteering",
            "PrizeCollecting",
            "MultiTsp",
            "Knapsack",
            "IndependentSet",
        ),
    ),
    "tsp": Writer("coopt.write.tsplib:tsp_text", ("Tsp",)),
    "vrp": Writer("coopt.write.tsplib:vrp_text", ("Cvrp",)),
    "oplib": Writer("coopt.write.tsplib:oplib_text", ("Orienteering",)),
    "dimacs": Writer("coopt.write.dimacs:dimacs_text", ("IndependentSet",)),
    "knapsack": Writer("coopt.write.knapsack:knapsack_text", ("Knapsack",)),
    "csv": Writer("coopt.write.dag_table:dag_text", ("Dag",)),
}


def write(problem: Any, path: str | os.PathLike[str], format: str | None = None) -> None:
    """Write an instance, complete or not at all.

    Parameters
    ----------
    problem : Milp or another problem of `coopt.problem`
        The problem.
    path : str or path
        File name, or ``-`` for standard output; ``.gz`` at its end packs the file.
    format : str, optional
        Name of the format; without it the suffix decides.

    Raises
    ------
    OptionError
        If the format is not known.
    InstanceError
        If the format cannot state the problem.
    CooptError
        If the file cannot be written.
    """
    name = os.fspath(path)
    chosen = format or format_of_suffix(name)
    if chosen not in FORMATS:
        known = ", ".join(FORMATS)
        if chosen is None:
            raise OptionError(f"{name}: its suffix names no format, expected one of {known}")
        raise OptionError(f"{name}: cannot write format {chosen!r}, expected one of {known}")
    kind = type(problem).__name__
    if kind not in FORMATS[chosen].kinds:
        others = ", ".join(key for key, writer in FORMATS.items() if kind in writer.kinds)
        raise InstanceError(
            f"{name}: format {chosen!r} cannot state problems of type {kind};"
            f" {others or 'none'} can"
        )
    text = _text_maker(chosen)(problem)
    if name == "-" and sys.stdout is None:
        raise CooptError("<stdout>: standard output is closed")
    if name == "-":
        sys.stdout.write(text)
    elif name.endswith(".gz"):
        write_atomic(name, gzip.compress(text.encode(), mtime=0))
    else:
        write_atomic(name, text)


def _text_maker(key: str) -> Callable[[Any], str]:
    module, _, function = FORMATS[key].maker.partition(":")
    maker: Callable[[Any], str] = getattr(importlib.import_module(module), function)
    return maker
