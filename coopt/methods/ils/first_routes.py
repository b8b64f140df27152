"""First routes in plain NumPy: a sweep around the depot, cut where a vehicle is full."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coopt.problem.cvrp import Cvrp, vector_of
from coopt.problem.distances import Distances, between

Int64s = NDArray[np.int64]


def first_routes(problem: Cvrp, demand: Int64s, capacity: int) -> Int64s | None:
    """Return routes within the capacity and, if found, within the vehicles; else None.

    ``demand`` and ``capacity`` are the problem's in whole numbers. O(n log n), or O(n^2) without
    coordinates.
    """
    if problem.n == 1:
        return np.zeros(0, dtype=np.int64)
    if (demand > capacity).any():
        return None
    routes = _next_fit(order_around_depot(problem.distances), demand, capacity)
    if problem.vehicles is not None and len(routes) > problem.vehicles:
        routes = _best_fit(demand, capacity, problem.vehicles)
    return vector_of(routes) if routes else None


def order_around_depot(distances: Distances) -> Int64s:
    """Order the customers by angle, or each next to the one before where there are no points."""
    points = distances.points
    if points is None:
        return _nearest_next(distances)
    offset = points[1:, :2] - points[0, :2]
    angle = np.arctan2(offset[:, 1], offset[:, 0])
    order = np.argsort(angle, kind="stable")
    gaps = np.diff(angle[order], prepend=angle[order[-1:]] - 2 * np.pi)
    return np.roll(order, -int(np.argmax(gaps))) + 1


def _nearest_next(distances: Distances) -> Int64s:
    """Go on to the nearest customer left."""
    left = np.arange(1, distances.n)
    order, here = np.empty(distances.n - 1, dtype=np.int64), 0
    for k in range(order.size):
        at = int(np.argmin(between(distances, here, left)))
        here = order[k] = left[at]
        left[at] = left[-1]
        left = left[:-1]
    return order


def _next_fit(order: Int64s, demand: Int64s, capacity: int) -> list[list[int]]:
    """Cut a sequence where the next customer does not fit."""
    routes: list[list[int]] = []
    room = -1
    for customer in order.tolist():
        wanted = int(demand[customer])
        if wanted > room:
            routes.append([])
            room = capacity
        routes[-1].append(customer)
        room -= wanted
    return routes


def _best_fit(demand: Int64s, capacity: int, vehicles: int) -> list[list[int]]:
    """Pack the largest first, each where the least room remains; none if that fails."""
    room = np.full(vehicles, capacity, dtype=np.int64)
    routes: list[list[int]] = [[] for _ in range(vehicles)]
    for customer in (np.argsort(-demand[1:], kind="stable") + 1).tolist():
        left = room - demand[customer]
        if not (left >= 0).any():
            return []
        k = int(np.argmin(np.where(left >= 0, left, np.iinfo(np.int64).max)))
        room[k] = left[k]
        routes[k].append(customer)
    return routes
