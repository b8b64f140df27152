"""Random routing problems, for round trips."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from coopt.problem import Cvrp, Distances, Orienteering, Tsp, explicit
from coopt.problem.csr import Ints
from coopt.problem.distances import RULES

NAMES = st.text("abc-XYZ 019.:_é", max_size=12).map(lambda text: " ".join(text.split()))
COORDINATES = st.one_of(
    st.floats(-1e15, 1e15, allow_subnormal=False),
    st.integers(-1000, 1000).map(float),
    st.floats(0, 1, allow_subnormal=False),
)
AMOUNTS = st.one_of(
    st.floats(0, 1e6, allow_subnormal=False), st.integers(0, 10**15).map(float), st.just(0.0)
)
SIZES = st.integers(1, 6)


@st.composite
def distances_of(draw: st.DrawFn, n: int) -> Distances:
    rule = draw(st.sampled_from(RULES))
    width = 3 if rule == "EUC_3D" else draw(st.sampled_from([0, 2, 3]))
    if rule == "EXPLICIT":
        numbers = draw(st.sampled_from([COORDINATES, st.integers(-(10**15), 10**15)]))
        matrix = np.array(draw(st.lists(numbers, min_size=n * n, max_size=n * n)))
        points = draw(_points(n, width)) if width else None
        return explicit(matrix.reshape(n, n), points)
    return Distances(rule, draw(_points(n, 3 if rule == "EUC_3D" else 2)))


def _points(n: int, width: int) -> st.SearchStrategy[np.ndarray[Any, Any]]:
    numbers = st.lists(COORDINATES, min_size=n * width, max_size=n * width)
    return numbers.map(lambda flat: np.array(flat).reshape(n, width))


def _amounts(n: int) -> st.SearchStrategy[np.ndarray[Any, Any]]:
    return st.lists(AMOUNTS, min_size=n, max_size=n).map(np.array)


def _numberings(n: int) -> st.SearchStrategy[Ints | None]:
    def numbering(depot: int) -> Ints | None:
        order = np.arange(n)
        return np.append(depot, np.delete(order, depot)) if depot else None

    return st.integers(0, n - 1).map(numbering)


@st.composite
def tsps(draw: st.DrawFn) -> Tsp:
    return Tsp(draw(distances_of(draw(SIZES))), draw(NAMES))


@st.composite
def cvrps(draw: st.DrawFn) -> Cvrp:
    n = draw(SIZES)
    demand = draw(_amounts(n))
    demand[0] = 0.0
    capacity = draw(AMOUNTS.filter(lambda amount: amount > 0))
    vehicles = draw(st.none() | st.integers(1, 9))
    return Cvrp(
        *(draw(distances_of(n)), demand, capacity, draw(st.booleans()), vehicles),
        *(draw(NAMES), draw(_numberings(n))),
    )


@st.composite
def orienteerings(draw: st.DrawFn) -> Orienteering:
    n = draw(SIZES)
    return Orienteering(
        *(draw(distances_of(n)), draw(_amounts(n)), draw(AMOUNTS), draw(NAMES)),
        draw(_numberings(n)),
    )
