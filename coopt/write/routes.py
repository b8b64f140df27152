"""Write routes: CVRPLIB's lines ``Route #1: 3 1 2``, or JSON."""

from __future__ import annotations

import json

import numpy as np
from numpy.typing import ArrayLike

from coopt.problem.cvrp import Cvrp, routes_of
from coopt.problem.multi_tsp import MultiTsp
from coopt.problem.numbering import numbering_of
from coopt.write.decimals import short


def routes_text(problem: Cvrp | MultiTsp, x: ArrayLike, objective: float | None = None) -> str:
    """Return routes as a CVRPLIB file; customers have the source's numbers, from 0 on."""
    routes = _numbered(problem, x)
    lines = [f"Route #{k}: {' '.join(map(str, route))}" for k, route in enumerate(routes, 1)]
    if objective is not None:
        lines.append(f"Cost {short(objective)}")
    return "\n".join([*lines, ""])


def routes_json(problem: Cvrp | MultiTsp, x: ArrayLike, objective: float | None = None) -> str:
    """Return routes as an object with ``objective`` and ``routes``."""
    record = {"objective": objective, "routes": _numbered(problem, x)}
    return json.dumps(record, allow_nan=False) + "\n"


def _numbered(problem: Cvrp | MultiTsp, x: ArrayLike) -> list[list[int]]:
    numbers = numbering_of(problem).tolist()
    routes = routes_of(np.asarray(x).astype(np.int64))
    return [[numbers[node] for node in route] for route in routes]
