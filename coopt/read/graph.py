"""Read a graph as a start or to verify it: a table of edges, JSON, GraphML or DOT."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import numpy as np

from coopt.errors import InstanceError
from coopt.problem.dag import Dag
from coopt.read.dot import BEGINS, edges_of_dot
from coopt.read.fields import real
from coopt.read.graphml import edges_of_graphml
from coopt.read.solution import SolutionValues
from coopt.read.solution_json import is_json, read_list
from coopt.read.source import decode
from coopt.read.weighted_edge import WeightedEdge
from coopt.read.wording import FaultError, located, quoted

COLUMNS = ("from", "to", "weight")


def read_graph(data: bytes, where: str, problem: Dag) -> SolutionValues:
    """Read lines ``from,to,weight`` under such a header, an object with ``edges``, GraphML or DOT.

    The text shows which it is. Of score ``mlp`` an object with ``networks`` is read, in the shape
    of `coopt.problem.networks`.

    Raises
    ------
    InstanceError
        If a line breaks the format, names no node, or states an edge again.
    """
    text = decode(data, where)
    objective = None
    if problem.score == "mlp":
        return _networks(text, where, problem)
    try:
        if is_json(text):
            found, objective = _of_json(text, where)
        elif text.lstrip().startswith("<"):
            found = edges_of_graphml(text)
        elif BEGINS.match(text):
            found = edges_of_dot(text)
        else:
            found = _of_table(text)
    except FaultError as fault:
        raise located(where, fault) from None
    names = list(problem.names) or [f"x{j + 1}" for j in range(problem.n)]
    place = {name: j for j, name in enumerate(names)}
    w, stated = np.zeros((problem.n, problem.n)), set()
    for line, a, b, weight in found:
        for name in (a, b):
            if name not in place:
                raise InstanceError(f"{where}:{line}: the problem has no node {quoted(name)}")
        if (a, b) in stated:
            raise InstanceError(f"{where}:{line}: {quoted(a)} to {quoted(b)} is there twice")
        stated.add((a, b))
        w[place[a], place[b]] = weight
    return SolutionValues(w.ravel(), objective=objective)


def _networks(text: str, where: str, problem: Dag) -> SolutionValues:
    if not is_json(text):
        raise InstanceError(
            f"{where}: a list of edges does not hold the networks of score mlp; .json does"
        )
    listed, objective = read_list(text, where, "networks")
    shape = (problem.n, problem.n + 1, problem.hidden)
    try:
        whole = np.array(listed, dtype=float)
    except (TypeError, ValueError):
        whole = np.empty(0)
    if whole.shape != shape:
        raise InstanceError(
            f"{where}: 'networks' is no table of {' x '.join(map(str, shape))} numbers"
        )
    return SolutionValues(whole.ravel(), objective=objective)


def _of_table(text: str) -> list[WeightedEdge]:
    import csv

    rows = list(csv.reader(text.splitlines()))
    if not rows or tuple(cell.strip() for cell in rows[0]) != COLUMNS:
        raise FaultError(
            1, f"expected the header {','.join(COLUMNS)}, or JSON, GraphML or DOT as coopt has it"
        )
    found = []
    for line, row in enumerate(rows[1:], 2):
        if not row:
            continue
        if len(row) != 3:
            raise FaultError(line, f"{len(row)} cells, expected {','.join(COLUMNS)}")
        weight = real(row[2].strip(), line, "a weight")
        found.append(WeightedEdge(line, row[0].strip(), row[1].strip(), weight))
    return found


def _of_json(text: str, where: str) -> tuple[list[WeightedEdge], Fraction | None]:
    try:
        record: Any = json.loads(text)
        edges = record["edges"]
        found = [WeightedEdge(1, str(e["from"]), str(e["to"]), float(e["weight"])) for e in edges]
        stated = record.get("objective")
    except json.JSONDecodeError as error:
        raise FaultError(error.lineno, f"no JSON: {error.msg}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise InstanceError(f"{where}: edges need from, to and weight ({error!r})") from None
    return found, None if stated is None else Fraction(repr(float(stated)))
