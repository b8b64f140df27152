"""Read a graph as a start or to verify it: edges as a table or as JSON."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import numpy as np

from coopt.errors import InstanceError
from coopt.problem.dag import Dag
from coopt.read.fields import real
from coopt.read.solution import SolutionValues
from coopt.read.solution_json import is_json, read_list
from coopt.read.source import decode
from coopt.read.wording import FaultError, located, quoted

COLUMNS = ("from", "to", "weight")


def read_graph(data: bytes, where: str, problem: Dag) -> SolutionValues:
    """Read lines ``from,to,weight`` under such a header, or an object with ``edges``.

    Of score ``mlp`` an object with ``networks`` is read, in the shape of `coopt.problem.networks`.

    Raises
    ------
    InstanceError
        If a line breaks the format or names no node.
    """
    text = decode(data, where)
    objective = None
    if problem.score == "mlp":
        return _networks(text, where, problem)
    try:
        if text.lstrip().startswith("{"):
            found, objective = _of_json(text, where)
        else:
            found = _of_table(text)
    except FaultError as fault:
        raise located(where, fault) from None
    names = list(problem.names) or [f"x{j + 1}" for j in range(problem.n)]
    place = {name: j for j, name in enumerate(names)}
    w = np.zeros((problem.n, problem.n))
    for line, a, b, weight in found:
        for name in (a, b):
            if name not in place:
                raise InstanceError(f"{where}:{line}: the problem has no node {quoted(name)}")
        w[place[a], place[b]] = weight
    return SolutionValues(w.ravel(), objective=objective)


Found = list[tuple[int, str, str, float]]


def _networks(text: str, where: str, problem: Dag) -> SolutionValues:
    if not is_json(text):
        raise InstanceError(
            f"{where}: a table of edges does not hold the networks of score mlp; .json does"
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


def _of_table(text: str) -> Found:
    import csv

    rows = list(csv.reader(text.splitlines()))
    if not rows or tuple(cell.strip() for cell in rows[0]) != COLUMNS:
        raise FaultError(1, f"expected the header {','.join(COLUMNS)}")
    found: Found = []
    for line, row in enumerate(rows[1:], 2):
        if not row:
            continue
        if len(row) != 3:
            raise FaultError(line, f"{len(row)} cells, expected {','.join(COLUMNS)}")
        found.append((line, row[0].strip(), row[1].strip(), real(row[2].strip(), line, "a weight")))
    return found


def _of_json(text: str, where: str) -> tuple[Found, Fraction | None]:
    try:
        record: Any = json.loads(text)
        edges = record["edges"]
        found = [(1, str(e["from"]), str(e["to"]), float(e["weight"])) for e in edges]
        stated = record.get("objective")
    except json.JSONDecodeError as error:
        raise FaultError(error.lineno, f"no JSON: {error.msg}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise InstanceError(f"{where}: edges need from, to and weight ({error!r})") from None
    return found, None if stated is None else Fraction(repr(float(stated)))
