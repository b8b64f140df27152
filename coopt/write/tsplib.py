"""Write routing problems as TSPLIB, CVRPLIB and OPLib files; numbers read back as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.problem.csr import Ints
from coopt.problem.cvrp import Cvrp
from coopt.problem.distances import Distances
from coopt.problem.numbering import numbering_of
from coopt.problem.orienteering import Orienteering
from coopt.problem.tsp import Tsp
from coopt.write.decimals import short

Routing = Tsp | Cvrp | Orienteering
TYPE_OF_RULE = {"EUCLIDEAN": "EXACT_2D"}


def tsp_text(problem: Tsp) -> str:
    """Return the problem as TYPE TSP, or ATSP if its distances differ by direction."""
    kind = "TSP" if problem.distances.symmetric else "ATSP"
    return _text([*_head(problem, kind), *_distances(problem)])


def vrp_text(problem: Cvrp) -> str:
    """Return the problem as TYPE CVRP, or OVRP if its routes are open."""
    lines = _head(problem, "OVRP" if problem.open_routes else "CVRP")
    lines.append(f"CAPACITY : {short(problem.capacity)}")
    if problem.vehicles is not None:
        lines.append(f"VEHICLES : {problem.vehicles}")
    demands = _rows("DEMAND_SECTION", problem, problem.demand)
    return _text([*lines, *_distances(problem), *demands, *_depot(problem)])


def oplib_text(problem: Orienteering) -> str:
    """Return the problem as TYPE OP."""
    lines = [*_head(problem, "OP"), f"COST_LIMIT : {short(problem.budget)}"]
    scores = _rows("NODE_SCORE_SECTION", problem, problem.prize)
    return _text([*lines, *_distances(problem), *scores, *_depot(problem)])


def _text(lines: list[str]) -> str:
    return "\n".join([*lines, "EOF", ""])


def _head(problem: Routing, kind: str) -> list[str]:
    return [
        f"NAME : {' '.join(problem.name.split())}".rstrip(),
        f"TYPE : {kind}",
        f"DIMENSION : {problem.n}",
    ]


def _distances(problem: Routing) -> Iterator[str]:
    distances = problem.distances
    yield f"EDGE_WEIGHT_TYPE : {TYPE_OF_RULE.get(distances.rule, distances.rule)}"
    if distances.rule == "EXPLICIT":
        yield "EDGE_WEIGHT_FORMAT : FULL_MATRIX"
        yield from _matrix(distances, np.argsort(numbering_of(problem)))
    if distances.points is not None:
        yield from _rows("NODE_COORD_SECTION", problem, distances.points)


def _matrix(distances: Distances, order: Ints) -> Iterator[str]:
    assert distances.matrix is not None
    if distances.points is not None:
        dimensions = "TWOD" if distances.points.shape[1] == 2 else "THREED"
        yield f"NODE_COORD_TYPE : {dimensions}_COORDS"
    yield "EDGE_WEIGHT_SECTION"
    for i in order.tolist():
        yield _line(distances.matrix[i][order])


def _rows(section: str, problem: Routing, values: NDArray[np.float64]) -> Iterator[str]:
    """Yield a line for each node, in the order of the source: its number and its values."""
    yield section
    order = np.argsort(numbering_of(problem))
    table = values.reshape(problem.n, -1)[order].tolist()
    for number, row in enumerate(table, 1):
        yield " ".join([str(number), *map(short, row)])


def _depot(problem: Routing) -> list[str]:
    return ["DEPOT_SECTION", str(int(numbering_of(problem)[0]) + 1), "-1"]


def _line(values: NDArray[Any]) -> str:
    return " ".join(map(str if values.dtype.kind == "i" else short, values.tolist()))
