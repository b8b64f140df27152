"""Read a solution file, in the formats that belong to the type of its problem."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from coopt.errors import OptionError
from coopt.problem.csr import Floats
from coopt.read.source import read_bytes, source_name

READERS = {
    "Milp": "coopt.read.milp_solution:read_named_values",
    "Tsp": "coopt.read.tour:read_tour",
    "Cvrp": "coopt.read.routes:read_routes",
    "MultiTsp": "coopt.read.routes:read_routes",
    "Orienteering": "coopt.read.node_sequence:read_node_sequence",
    "PrizeCollecting": "coopt.read.node_sequence:read_node_sequence",
    "Knapsack": "coopt.read.chosen:read_chosen",
    "IndependentSet": "coopt.read.chosen:read_chosen",
    "Dag": "coopt.read.graph:read_graph",
}
"""Problem type -> reader of its solutions, as ``"module:function"``."""
XML = ("Dag",)
"""Problem types whose solutions may be XML."""


@dataclass(frozen=True, slots=True, eq=False)
class SolutionValues:
    """A candidate for a problem.

    Parameters
    ----------
    x : ndarray of float64
        In the encoding that the problem documents. A sequence of nodes that is too short or too
        long is kept as it is: the checks refuse it.
    exact : mapping of int to Fraction
        Values whose decimal text is not the shortest text of the double in ``x``.
    objective : Fraction or None
        The objective that the file states, in the sense of the problem's source.
    """

    x: Floats
    exact: Mapping[int, Fraction] = field(default_factory=dict)
    objective: Fraction | None = None


def read_solution(path: str | os.PathLike[str], problem: Any) -> SolutionValues:
    """Read a solution of a problem.

    Parameters
    ----------
    path : str or path
        File name, or ``-`` for standard input. JSON is known by its first character, the
        other format is that of the problem's type: values by name, a TSPLIB tour, CVRPLIB
        routes, an OPLib sequence of nodes, or positions from 0 on; of a learned graph a table of
        edges, GraphML or DOT as `write_solution` writes them.
    problem
        The problem.

    Raises
    ------
    InstanceError
        If the file breaks its format, holds no solution, or names what the problem has not.
    OptionError
        If no format is known for the problem's type.
    """
    kind = type(problem).__name__
    if kind not in READERS:
        raise OptionError(f"no solution file is known for problems of type {kind}")
    module, _, function = READERS[kind].partition(":")
    reader: Callable[[bytes, str, Any], SolutionValues]
    reader = getattr(importlib.import_module(module), function)
    name = os.fspath(path)
    data = read_bytes(name, expected="a solution", xml=kind in XML)
    return reader(data, source_name(name), problem)
