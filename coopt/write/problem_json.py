"""Write problems of routing, packing and graphs as JSON: what `coopt.read.problem_json` reads."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from coopt.problem.csr import Ints
from coopt.problem.cvrp import Cvrp
from coopt.problem.distances import Distances
from coopt.problem.independent_set import IndependentSet
from coopt.problem.knapsack import Knapsack
from coopt.problem.multi_tsp import MultiTsp
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting
from coopt.problem.tsp import Tsp

Fields = dict[str, Any]


def problem_json_text(problem: Any) -> str:
    """Return a problem as JSON, a field a line; every double is read back as it was."""
    fields = _fields(problem)
    if getattr(problem, "numbering", None) is not None:
        fields["numbering"] = problem.numbering
    if problem.name:
        fields["name"] = problem.name
    lines = [f"{json.dumps(key)}: {json.dumps(_plain(value))}" for key, value in fields.items()]
    return "{" + ",\n ".join(lines) + "}\n"


def edges_of(problem: IndependentSet) -> Ints:
    """Return each edge once, the smaller node first, in increasing order; shape (m, 2)."""
    tails = np.repeat(np.arange(problem.n), np.diff(problem.indptr))
    heads = problem.indices.astype(np.int64)
    return np.column_stack((tails, heads))[tails < heads]


def _fields(problem: Any) -> Fields:
    match problem:
        case Tsp():
            return {"type": "tsp", **_distances(problem.distances)}
        case Cvrp():
            return _cvrp(problem)
        case Orienteering():
            more = {"budget": problem.budget, "prize": problem.prize}
            return {"type": "op", **more, **_distances(problem.distances)}
        case PrizeCollecting():
            return _prize_collecting(problem)
        case MultiTsp():
            count = {"salesmen": problem.salesmen}
            return {"type": "mtsp", **count, **_distances(problem.distances)}
        case Knapsack():
            items = {"value": problem.value, "weight": problem.weight}
            return {"type": "knapsack", "capacity": problem.capacity, **items}
        case IndependentSet():
            return _independent_set(problem)
    raise TypeError(f"no JSON is known for a {type(problem).__name__}")


def _cvrp(problem: Cvrp) -> Fields:
    fields: Fields = {"type": "cvrp", "capacity": problem.capacity, "demand": problem.demand}
    if problem.open_routes:
        fields["open_routes"] = True
    if problem.vehicles is not None:
        fields["vehicles"] = problem.vehicles
    return fields | _distances(problem.distances)


def _prize_collecting(problem: PrizeCollecting) -> Fields:
    fields: Fields = {
        "type": "pctsp",
        "min_prize": problem.min_prize,
        "prize": problem.prize,
        "penalty": problem.penalty,
    }
    if problem.real_prize is not None:
        fields["real_prize"] = problem.real_prize
    return fields | _distances(problem.distances)


def _independent_set(problem: IndependentSet) -> Fields:
    fields: Fields = {"type": "mis", "n": problem.n, "edges": edges_of(problem)}
    if (problem.weight != 1.0).any():
        fields["weight"] = problem.weight
    return fields


def _distances(distances: Distances) -> Fields:
    parts: Fields = {"rule": distances.rule}
    if distances.points is not None:
        parts["points"] = distances.points
    if distances.rule == "EXPLICIT":
        parts["matrix"] = distances.matrix
    return {"distances": parts}


def _plain(value: Any) -> Any:
    """Turn arrays into lists, and whole doubles into whole numbers, which are shorter."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if not isinstance(value, np.ndarray):
        return int(value) if isinstance(value, float) and _is_short(np.array(value)) else value
    if value.dtype.kind == "f" and _is_short(value):
        value = value.astype(np.int64)
    return value.tolist()


def _is_short(values: np.ndarray[Any, np.dtype[np.float64]]) -> bool:
    return bool((values == np.rint(values)).all() and (np.abs(values) < 1e15).all())
