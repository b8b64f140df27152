"""Decide what problem a table of numbers (CSV) states, and say what was decided."""

from __future__ import annotations

import warnings
from typing import NamedTuple

import numpy as np

from coopt.errors import InstanceError, ReadWarning
from coopt.problem.csr import Floats
from coopt.problem.cvrp import Cvrp
from coopt.problem.distances import Distances, explicit
from coopt.problem.tsp import Tsp
from coopt.read.fields import stem
from coopt.read.source import decode
from coopt.read.table import (
    NOTHING,
    Table,
    column_name,
    is_number,
    number,
    numbers,
    read_table,
)
from coopt.read.wording import LEARNING, FaultError, located, quoted

ACROSS = ("x", "lon", "lng", "long", "longitude")
UP = ("y", "lat", "latitude")
LABELS = ("", "id", "no", "nr", "#", "index", "node", "name", "label", "city", "customer")
AMOUNTS = ("demand", "capacity")


class Decision(NamedTuple):
    """A problem, and a sentence on why the table states it."""

    problem: Tsp | Cvrp
    reason: str


def read_table_problem(data: bytes, where: str) -> Tsp | Cvrp:
    """Read a table of numbers: what its header names or its shape shows.

    Parameters
    ----------
    data : bytes
        The content of the file.
    where : str
        Its name, for errors.

    Returns
    -------
    Tsp or Cvrp
        With columns ``x`` and ``y`` (or ``lon`` and ``lat``), a TSP of Euclidean distances, not
        rounded; with ``demand`` and ``capacity``, too, a CVRP whose first row is the depot. A
        square table is a TSP of these distances, which may differ by direction; two columns
        without a header are x and y, three are a running number, x and y. A warning says what
        was decided.

    Raises
    ------
    InstanceError
        If the table states none of these, or a cell is empty or no finite number; the message
        names line and column.
    """
    text = decode(data, where)
    try:
        decision = decide(read_table(text), stem(where))
    except FaultError as fault:
        raise located(where, fault) from None
    except InstanceError as error:
        raise InstanceError(f"{where}: {error}") from None
    warnings.warn(f"{where}: read as {decision.reason}", ReadWarning, stacklevel=2)
    return decision.problem


def decide(table: Table, name: str) -> Decision:
    """Choose by header, then by shape.

    Raises
    ------
    FaultError, InstanceError
        As for `read_table_problem`.
    """
    lower = [cell.lower() for cell in table.header]
    if set(lower) & set(ACROSS) and set(lower) & set(UP):
        return _by_names(table, lower, name)
    labelled = _labelled(table)
    if len(table.rows) == table.width - labelled:
        return _matrix(table, labelled, name)
    if not table.header and table.width in (2, 3):
        return _plain_points(table, name)
    columns = f"{table.width} columns" + (f" ({_shown(table)})" if table.header else "")
    raise FaultError(
        table.first_line,
        f"{len(table.rows)} rows of {columns} are neither a square matrix of distances nor"
        f" coordinates with columns x and y; {LEARNING}",
    )


def _by_names(table: Table, lower: list[str], name: str) -> Decision:
    """Take columns by their names."""
    for j, column in enumerate(lower):
        if column not in (*ACROSS, *UP, *AMOUNTS, *LABELS):
            known = "x, y, demand, capacity, or a label such as id or name"
            raise FaultError(
                table.first_line, f"{column_name(table, j)} has no meaning here, expected {known}"
            )
        if column and column in lower[:j]:
            raise FaultError(table.first_line, f"{column_name(table, j)} is there twice")
    across = [j for j, column in enumerate(lower) if column in ACROSS]
    up = [j for j, column in enumerate(lower) if column in UP]
    if len(across) + len(up) != 2:
        raise FaultError(table.first_line, f"more than one pair of coordinates: {_shown(table)}")
    distances = Distances("EUCLIDEAN", numbers(table, across + up))
    plane = "" if lower[across[0]] == "x" else ", as if degrees were a plane"
    how = f"{distances.n} nodes with Euclidean distances, not rounded{plane}"
    if "demand" not in lower:
        return Decision(Tsp(distances, name), f"a TSP of {how}")
    if "capacity" not in lower:
        raise FaultError(table.first_line, "there are demands, but no column 'capacity'")
    demand = numbers(table, [lower.index("demand")])[:, 0]
    problem = Cvrp(distances, demand, _capacity(table, lower.index("capacity")), name=name)
    return Decision(problem, f"a CVRP of {how}, the depot first")


def _capacity(table: Table, j: int) -> float:
    """Take the capacity of the first row; below, the same or nothing may stand."""
    first = number(table, table.rows[0][j], 0, j)
    for i, row in enumerate(table.rows):
        if row[j] and number(table, row[j], i, j) != first:
            raise FaultError(table.lines[i], f"capacity {row[j]} differs from {first:g}")
    return first


def _labelled(table: Table) -> bool:
    """Whether the first column of a square table names its rows."""
    if not table.header or len(table.rows) != table.width - 1:
        return False
    named = tuple(row[0] for row in table.rows) == table.header[1:]
    return named or table.header[0].lower() in LABELS


def _check_names(table: Table, labelled: bool) -> None:
    """Refuse a square table that may be another: names that disagree, or columns of attributes."""
    above = table.header[labelled:]
    beside = tuple(row[0] for row in table.rows) if labelled else ()
    if not above or beside == above:
        return
    counted = all(is_number(cell, table.delimiter) for cell in beside)
    if labelled and (not counted or set(beside) == set(above)):
        i = next(i for i, (a, b) in enumerate(zip(above, beside, strict=True)) if a != b)
        raise FaultError(
            table.lines[i],
            f"the row is named {quoted(beside[i])}, but {column_name(table, i + 1)} should be the"
            " same node",
        )
    corner = {row[i + labelled].lower() for i, row in enumerate(table.rows)}
    if len(corner - NOTHING) > 1 or (corner - NOTHING and corner & NOTHING):
        raise FaultError(
            table.first_line,
            f"columns {_shown(table)} are no coordinates, and no matrix of distances: its diagonal"
            " would be the same everywhere, or empty",
        )


def _matrix(table: Table, labelled: bool, name: str) -> Decision:
    values = np.zeros((len(table.rows),) * 2)
    for i, row in enumerate(table.rows):
        for j, cell in enumerate(row[labelled:]):
            if i != j or cell.lower() not in NOTHING:
                values[i, j] = number(table, cell, i, j + labelled)
    _check_names(table, labelled)
    distances = explicit(values)
    kind = "symmetric" if distances.symmetric else "asymmetric"
    return Decision(Tsp(distances, name), f"a TSP of {distances.n} nodes with {kind} distances")


def _plain_points(table: Table, name: str) -> Decision:
    values: Floats = numbers(table, list(range(table.width)))
    running = np.arange(len(values))
    if table.width == 3 and not any(np.array_equal(values[:, 0], running + k) for k in (0, 1)):
        raise FaultError(
            table.lines[0],
            "three columns without a header, of which the first is no running number: name x and"
            " y in a header",
        )
    distances = Distances("EUCLIDEAN", np.ascontiguousarray(values[:, -2:]))
    how = f"a TSP of {distances.n} nodes at x, y with Euclidean distances, not rounded"
    return Decision(Tsp(distances, name), how)


def _shown(table: Table) -> str:
    first = ", ".join(quoted(cell) for cell in table.header[:4])
    return first + (", ..." if table.width > 4 else "")
