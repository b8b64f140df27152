"""Build a vehicle-routing problem from the parts of a TSPLIB file."""

from __future__ import annotations

import numpy as np

from coopt.problem.csr import Floats
from coopt.problem.cvrp import Cvrp
from coopt.read.tsplib_depot import depot_first, numbering_if_needed
from coopt.read.tsplib_distances import read_distances
from coopt.read.tsplib_numbers import NodeTable, needed, node_table, number, whole
from coopt.read.tsplib_sections import Parts
from coopt.read.wording import FaultError

KEYWORDS = ("CAPACITY", "VEHICLES", "DISTANCE", "SERVICE_TIME")
SECTIONS = ("DEMAND_SECTION", "DEPOT_SECTION", "SERVICE_TIME_SECTION")


def closed_routes(parts: Parts) -> Cvrp:
    """Build the problem of TYPE CVRP.

    Raises
    ------
    FaultError
        If a part is wrong, or limits the routes by more than their loads.
    """
    return _cvrp(parts, open_routes=False)


def open_routes(parts: Parts) -> Cvrp:
    """Build the problem of TYPE OVRP, whose vehicles do not return.

    Raises
    ------
    FaultError
        As for `closed_routes`.
    """
    return _cvrp(parts, open_routes=True)


def _cvrp(parts: Parts, open_routes: bool) -> Cvrp:
    _refuse_limits(parts)
    distances = read_distances(parts)
    capacity = number(parts, "CAPACITY")
    if capacity <= 0:
        line = parts.line_of("CAPACITY")
        raise FaultError(line, f"CAPACITY is {capacity:g}, expected a number above 0")
    vehicles = whole(parts, "VEHICLES") if "VEHICLES" in parts.keywords else None
    demand = node_table(needed(parts, "DEMAND_SECTION"), distances.n, "demand")
    ordered, order = depot_first(parts, distances)
    return Cvrp(
        ordered,
        _demand(demand, int(order[0]))[order],
        capacity,
        open_routes,
        vehicles,
        parts.name,
        numbering_if_needed(order),
    )


def _demand(table: NodeTable, depot: int) -> Floats:
    demand = table.values[:, 0]
    negative = np.flatnonzero(demand < 0)
    if negative.size:
        node = int(negative[0])
        raise FaultError(
            table.line(node), f"node {node + 1} has the demand {demand[node]:g}, expected 0 or more"
        )
    if demand[depot] != 0:
        raise FaultError(
            table.line(depot), f"the depot {depot + 1} has the demand {demand[depot]:g}, expected 0"
        )
    return np.ascontiguousarray(demand)


def _refuse_limits(parts: Parts) -> None:
    """Refuse limits of a route's length, and times that count towards them."""
    for name in ("DISTANCE", "SERVICE_TIME"):
        if name in parts.keywords and number(parts, name) != 0:
            raise FaultError(
                parts.line_of(name), f"{name} (a limit of the length) is not supported"
            )
    section = parts.sections.get("SERVICE_TIME_SECTION")
    if section is not None:
        n = whole(parts, "DIMENSION")
        if node_table(section, n, "time").values.any():
            raise FaultError(section.line, "SERVICE_TIME_SECTION (times) is not supported")
