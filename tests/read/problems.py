"""Random problems of routing, packing and graphs, and what it means that two are the same."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from hypothesis import strategies as st

from coopt.problem.cvrp import Cvrp
from coopt.problem.distances import Distances, explicit
from coopt.problem.independent_set import IndependentSet
from coopt.problem.knapsack import Knapsack
from coopt.problem.multi_tsp import MultiTsp
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting
from coopt.problem.tsp import Tsp

REALS = st.floats(-1e12, 1e12, allow_subnormal=False)
AMOUNTS = st.one_of(st.integers(0, 100).map(float), st.floats(0, 1e9, allow_subnormal=False))
NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), max_size=8
)


@st.composite
def distances(draw: st.DrawFn, n: int) -> Distances:
    rule = draw(st.sampled_from(["EUCLIDEAN", "EUC_2D", "EXPLICIT", "EUC_3D"]))
    width = 3 if rule == "EUC_3D" else 2
    points = np.array(draw(st.lists(REALS, min_size=width * n, max_size=width * n)))
    if rule != "EXPLICIT":
        return Distances(rule, points.reshape(n, width))
    cells = draw(st.one_of(st.just(st.integers(0, 10**9)), st.just(REALS)))
    matrix = np.array(draw(st.lists(cells, min_size=n * n, max_size=n * n))).reshape(n, n)
    return explicit(matrix, points.reshape(n, 2) if draw(st.booleans()) else None)


@st.composite
def amounts(draw: st.DrawFn, n: int) -> Any:
    return np.array([0.0, *draw(st.lists(AMOUNTS, min_size=n - 1, max_size=n - 1))])


@st.composite
def numberings(draw: st.DrawFn, n: int) -> Any:
    return np.array(draw(st.permutations(range(n)))) if draw(st.booleans()) else None


@st.composite
def graphs(draw: st.DrawFn) -> IndependentSet:
    n = draw(st.integers(1, 6))
    pair = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda p: p[0] != p[1])
    edges = draw(st.lists(pair, max_size=12)) if n > 1 else []
    weight = draw(st.one_of(st.none(), st.lists(AMOUNTS, min_size=n, max_size=n)))
    return IndependentSet.from_edges(n, np.array(edges, dtype=np.int64), weight, draw(NAMES))


@st.composite
def knapsacks(draw: st.DrawFn) -> Knapsack:
    n = draw(st.integers(0, 5))
    value, weight = (draw(st.lists(AMOUNTS, min_size=n, max_size=n)) for _ in range(2))
    return Knapsack(np.array(value), np.array(weight), draw(AMOUNTS), draw(NAMES))


@st.composite
def problems(draw: st.DrawFn) -> Any:
    kind = draw(st.integers(0, 6))
    n = draw(st.integers(1, 5))
    if kind == 0:
        return Tsp(draw(distances(n)), draw(NAMES))
    if kind == 1:
        vehicles = draw(st.one_of(st.none(), st.integers(1, 9)))
        capacity = draw(AMOUNTS.filter(bool))
        where, demand = draw(distances(n)), draw(amounts(n))
        named, order = draw(NAMES), draw(numberings(n))
        return Cvrp(where, demand, capacity, draw(st.booleans()), vehicles, named, order)
    if kind == 2:
        where, prize = draw(distances(n)), draw(amounts(n))
        return Orienteering(where, prize, draw(AMOUNTS), draw(NAMES), draw(numberings(n)))
    if kind == 3:
        prize, penalty, real = (draw(amounts(n)) for _ in range(3))
        shown = real if draw(st.booleans()) else None
        where, least = draw(distances(n)), draw(AMOUNTS)
        return PrizeCollecting(where, prize, penalty, least, shown, draw(NAMES))
    if kind == 4:
        return MultiTsp(draw(distances(n)), draw(st.integers(1, 4)), draw(NAMES))
    return draw(knapsacks() if kind == 5 else graphs())


def content(problem: Any) -> Any:
    """Return all that a problem holds, with the types of its arrays, to compare by ``==``."""
    if isinstance(problem, np.ndarray):
        return problem.dtype.kind, problem.tolist()
    if not dataclasses.is_dataclass(problem):
        return problem
    parts = [content(getattr(problem, field.name)) for field in dataclasses.fields(problem)]
    return type(problem).__name__, parts
