"""Read problems from JSON: the fields of the dataclass that the key ``type`` names.

::

    {"type": "mtsp", "salesmen": 2,
     "distances": {"rule": "EUCLIDEAN", "points": [[0, 0], [3, 4], [6, 8]]}}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.errors import InstanceError
from coopt.problem.csr import Floats, Ints
from coopt.problem.cvrp import Cvrp
from coopt.problem.distances import Distances, explicit
from coopt.problem.independent_set import IndependentSet
from coopt.problem.knapsack import Knapsack
from coopt.problem.multi_tsp import MultiTsp
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting
from coopt.problem.tsp import Tsp
from coopt.read.graph_text import NODE_LIMIT
from coopt.read.json_text import parse_object
from coopt.read.source import decode
from coopt.read.wording import quoted

Part = Callable[[Any, str], Any]
"""What makes a field of its JSON value; it is told the key for errors."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What an object of JSON holds: a maker, and its required and optional fields."""

    make: Callable[..., Any]
    required: Mapping[str, Part]
    optional: Mapping[str, Part]


def read_problem_json(data: bytes, where: str) -> Any:
    """Read a problem of routing, packing or graphs.

    Parameters
    ----------
    data : bytes
        The content of the file.
    where : str
        Its name, for errors.

    Returns
    -------
    problem
        By the key ``type``: ``tsp cvrp op pctsp mtsp knapsack mis``; an object of just
        ``values``, ``weights`` and ``capacity`` is a `Knapsack`.

    Raises
    ------
    InstanceError
        If the text is no JSON (the message names the line), or a key is missing, unknown or of
        the wrong kind (the message names the key).
    """
    record = parse_object(decode(data, where), where)
    try:
        return _problem(record)
    except InstanceError as error:
        raise InstanceError(f"{where}: {error}") from None


def _problem(record: dict[str, Any]) -> Any:
    if "type" not in record and {"values", "weights", "capacity"} <= set(record):
        return _built(record, PLAIN_KNAPSACK, "")
    fields = dict(record)
    kind = fields.pop("type", None)
    if kind is None:
        raise InstanceError(f"the key 'type' is missing, expected one of {', '.join(SHAPES)}")
    if not isinstance(kind, str) or kind not in SHAPES:
        shown = quoted(kind) if isinstance(kind, str) else "no text"
        raise InstanceError(f"type is {shown}, expected one of {', '.join(SHAPES)}")
    return _built(fields, SHAPES[kind], "")


def _built(record: Any, shape: Shape, key: str) -> Any:
    """Make an object of JSON into what it states."""
    within = f" in {key}" if key else ""
    if not isinstance(record, dict):
        raise InstanceError(f"{key} is no object {{...}}")
    parts = {**shape.required, **shape.optional}
    for name in record:
        if name not in parts:
            known = ", ".join(parts)
            raise InstanceError(f"the key {quoted(name)}{within} is unknown (known: {known})")
    for name in shape.required:
        if name not in record:
            raise InstanceError(f"the key '{name}'{within} is missing")
    path = f"{key}." if key else ""
    return shape.make(**{name: parts[name](value, path + name) for name, value in record.items()})


def _number(value: Any, key: str) -> float:
    if type(value) not in (int, float):
        raise InstanceError(f"{key} is no number")
    return float(value)


def _count(value: Any, key: str) -> int:
    if type(value) is not int:
        raise InstanceError(f"{key} is no whole number")
    return value


def _flag(value: Any, key: str) -> bool:
    if type(value) is not bool:
        raise InstanceError(f"{key} is neither true nor false")
    return value


def _text(value: Any, key: str) -> str:
    if not isinstance(value, str):
        raise InstanceError(f"{key} is no text")
    return value


def _vector(value: Any, key: str) -> Floats:
    return np.array(_numbers(value, key), dtype=float)


def _whole_numbers(value: Any, key: str) -> Ints:
    values = np.array(_numbers(value, key))
    if values.size and values.dtype.kind != "i":
        raise InstanceError(f"{key} holds other things than whole numbers")
    return values.astype(np.int64)


def _rows(value: Any, key: str) -> NDArray[Any]:
    """Take a list of rows of equal length; whole numbers stay whole."""
    if not isinstance(value, list):
        raise InstanceError(f"{key} is no list of rows")
    rows = [_numbers(row, f"{key}[{i}]") for i, row in enumerate(value)]
    for i, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise InstanceError(f"{key}[{i}] has length {len(row)}, expected {len(rows[0])}")
    return np.array(rows).reshape(len(rows), len(rows[0]) if rows else 0)


def _pairs(value: Any, key: str) -> NDArray[Any]:
    rows = _rows(value, key)
    if rows.size and (rows.shape[1] != 2 or rows.dtype.kind != "i"):
        raise InstanceError(f"{key} holds other things than pairs of whole numbers")
    return rows


def _numbers(value: Any, key: str) -> list[int | float]:
    if not isinstance(value, list):
        raise InstanceError(f"{key} is no list of numbers")
    for i, entry in enumerate(value):
        if type(entry) not in (int, float):
            raise InstanceError(f"{key}[{i}] is no number")
    return value


def _distances(value: Any, key: str) -> Distances:
    if isinstance(value, list):
        return explicit(_rows(value, key))
    distances: Distances = _built(value, DISTANCES, key)
    return distances


def _make_distances(
    rule: str, points: NDArray[Any] | None = None, matrix: NDArray[Any] | None = None
) -> Distances:
    where = None if points is None else points.astype(float)
    if rule != "EXPLICIT" and matrix is not None:
        raise InstanceError(f"distances have a matrix, but the rule {quoted(rule)}")
    if rule != "EXPLICIT":
        return Distances(rule, where)
    if matrix is None:
        raise InstanceError("the rule EXPLICIT needs the key 'matrix' in distances")
    if where is not None and where.shape[0] != matrix.shape[0]:
        raise InstanceError(f"there are {where.shape[0]} points for {matrix.shape[0]} nodes")
    return explicit(matrix, where)


def _make_independent_set(
    n: int, edges: NDArray[Any], weight: Floats | None = None, name: str = ""
) -> IndependentSet:
    if not 0 <= n <= NODE_LIMIT:
        raise InstanceError(f"n is {n}, expected 0 to {NODE_LIMIT}")
    return IndependentSet.from_edges(n, edges, weight, name)


def _make_plain_knapsack(values: Floats, weights: Floats, capacity: float, name: str = "") -> Any:
    return Knapsack(values, weights, capacity, name)


_NAME: dict[str, Part] = {"name": _text}
DISTANCES = Shape(_make_distances, {"rule": _text}, {"points": _rows, "matrix": _rows})
PLAIN_KNAPSACK = Shape(
    _make_plain_knapsack, {"values": _vector, "weights": _vector, "capacity": _number}, _NAME
)
SHAPES: dict[str, Shape] = {
    "tsp": Shape(Tsp, {"distances": _distances}, _NAME),
    "cvrp": Shape(
        Cvrp,
        {"distances": _distances, "demand": _vector, "capacity": _number},
        {"open_routes": _flag, "vehicles": _count, "numbering": _whole_numbers, **_NAME},
    ),
    "op": Shape(
        Orienteering,
        {"distances": _distances, "prize": _vector, "budget": _number},
        {"numbering": _whole_numbers, **_NAME},
    ),
    "pctsp": Shape(
        PrizeCollecting,
        {
            "distances": _distances,
            "prize": _vector,
            "penalty": _vector,
            "min_prize": _number,
        },
        {"real_prize": _vector, **_NAME},
    ),
    "mtsp": Shape(MultiTsp, {"distances": _distances, "salesmen": _count}, _NAME),
    "knapsack": Shape(Knapsack, {"value": _vector, "weight": _vector, "capacity": _number}, _NAME),
    "mis": Shape(
        _make_independent_set, {"n": _count, "edges": _pairs}, {"weight": _vector, **_NAME}
    ),
}
"""The value of ``type`` to what the object holds."""
