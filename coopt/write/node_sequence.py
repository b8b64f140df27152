"""Write the nodes that a tour visits: OPLib's NODE_SEQUENCE_SECTION, or JSON."""

from __future__ import annotations

import json

import numpy as np
from numpy.typing import ArrayLike

from coopt.problem.distances import tour_length
from coopt.problem.numbering import numbering_of
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting
from coopt.write.decimals import short

Visits = Orienteering | PrizeCollecting


def node_sequence_text(problem: Visits, x: ArrayLike, objective: float | None = None) -> str:
    """Return the visited nodes as an OPLib file, in the source's numbers, from 1 on."""
    numbers = [str(number + 1) for number in _numbered(problem, x)]
    collects = isinstance(problem, Orienteering)
    lines = [
        f"NAME : {' '.join(problem.name.split())}".rstrip(),
        f"TYPE : {'OP' if collects else 'PCTSP'}",
        f"DIMENSION : {problem.n}",
    ]
    if isinstance(problem, Orienteering):
        lines.append(f"COST_LIMIT : {short(problem.budget)}")
    lines.append(f"ROUTE_NODES : {len(numbers)}")
    if objective is not None:
        lines.append(f"{'ROUTE_SCORE' if collects else 'ROUTE_COST'} : {short(objective)}")
    if collects:
        lines.append(f"ROUTE_COST : {short(tour_length(problem.distances, _nodes(x)))}")
    lines += ["NODE_SEQUENCE_SECTION", *numbers, "-1", "DEPOT_SECTION", numbers[0], "-1", "EOF", ""]
    return "\n".join(lines)


def node_sequence_json(problem: Visits, x: ArrayLike, objective: float | None = None) -> str:
    """Return the visited nodes, the depot first, as an object with ``objective`` and ``nodes``."""
    record = {"objective": objective, "nodes": _numbered(problem, x)}
    return json.dumps(record, allow_nan=False) + "\n"


def _numbered(problem: Visits, x: ArrayLike) -> list[int]:
    numbers: list[int] = numbering_of(problem)[_nodes(x)].tolist()
    return numbers


def _nodes(x: ArrayLike) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the visited nodes, the depot first."""
    nodes = np.asarray(x).astype(np.int64)
    return np.append(0, nodes[nodes != 0])
