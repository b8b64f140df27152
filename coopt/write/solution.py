"""Write a solution as its file name and the type of its problem say, packed with ``.gz``."""

from __future__ import annotations

import gzip
import importlib
import os
from collections.abc import Callable
from typing import Any

from numpy.typing import ArrayLike

from coopt.errors import OptionError
from coopt.write.atomic import write_atomic

_ROUTES = {".sol": "coopt.write.routes:routes_text", ".json": "coopt.write.routes:routes_json"}
_VISITS = {
    ".sol": "coopt.write.node_sequence:node_sequence_text",
    ".json": "coopt.write.node_sequence:node_sequence_json",
}
_CHOICE = {".sol": "coopt.write.chosen:chosen_text", ".json": "coopt.write.chosen:chosen_json"}
MAKERS: dict[str, dict[str, str]] = {
    "Milp": {
        ".sol": "coopt.write.sol:solution_text",
        ".mst": "coopt.write.sol:start_text",
        ".json": "coopt.write.sol:json_text",
    },
    "Tsp": {
        ".tour": "coopt.write.tour:tour_text",
        ".sol": "coopt.write.tour:tour_text",
        ".json": "coopt.write.tour:tour_json",
    },
    "Cvrp": _ROUTES,
    "MultiTsp": _ROUTES,
    "Orienteering": _VISITS,
    "PrizeCollecting": _VISITS,
    "Knapsack": _CHOICE,
    "IndependentSet": _CHOICE,
    "Dag": {
        ".csv": "coopt.write.graph:edges_csv",
        ".json": "coopt.write.graph:graph_json",
        ".graphml": "coopt.write.graph:graphml",
        ".dot": "coopt.write.graph:dot",
    },
}
"""Problem type -> suffix -> function that makes the text, as ``"module:function"``."""
SUFFIXES = tuple(dict.fromkeys(suffix for makers in MAKERS.values() for suffix in makers))


def write_solution(
    path: str | os.PathLike[str],
    problem: Any,
    x: ArrayLike,
    objective: float | None = None,
) -> None:
    """Write a solution, complete or not at all.

    Parameters
    ----------
    path : str or path
        File name. ``.json`` gives an object with ``objective`` and, for a model, ``solution``,
        else ``tour``, ``routes``, ``nodes`` or ``chosen``, counted from 0; ``.sol`` gives what
        is usual for the type: lines of names and values, a TSPLIB tour (also ``.tour``),
        CVRPLIB routes, an OPLib sequence of nodes, or chosen positions. Of a learned graph,
        ``.csv`` gives a table of edges, ``.graphml`` and ``.dot`` what other programs draw.
        ``.gz`` at the end packs the file.
    problem
        The problem; it gives names and numbers.
    x : array_like
        The solution, in the encoding that the problem documents.
    objective : float, optional
        Objective in the sense of the problem's source.

    Raises
    ------
    OptionError
        If the suffix is none of the type's.
    CooptError
        If the file cannot be written.
    """
    name = os.fspath(path)
    module, _, function = maker_of(name, problem).partition(":")
    make: Callable[[Any, ArrayLike, float | None], str]
    make = getattr(importlib.import_module(module), function)
    text = make(problem, x, objective)
    packed = name.endswith(".gz")
    write_atomic(name, gzip.compress(text.encode(), mtime=0) if packed else text)


def maker_of(path: str | os.PathLike[str], problem: Any) -> str:
    """Return what makes the text of a solution file, as ``"module:function"``.

    Raises
    ------
    OptionError
        If the suffix is none of those for the problem's type.
    """
    name = os.fspath(path)
    kind = type(problem).__name__
    if kind not in MAKERS:
        raise OptionError(f"{name}: no solution file is known for problems of type {kind}")
    suffix = os.path.splitext(name.removesuffix(".gz"))[1].lower()
    if suffix not in MAKERS[kind]:
        known = ", ".join(MAKERS[kind])
        raise OptionError(f"{name}: the name of a solution of a {kind} ends in {known}")
    return MAKERS[kind][suffix]
