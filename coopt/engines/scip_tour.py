"""SCIP for the travelling-salesman problem: degree rows, and subtours cut off as they appear."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyscipopt import SCIP_PARAMSETTING, SCIP_RESULT, Conshdlr, Model
from pyscipopt.scip import Expr, ExprCons, Term

from coopt.bus.protocol import Bus, Options
from coopt.bus.scaled import ScaledBus
from coopt.engines.scip_link import Link, conclude, configure
from coopt.engines.tour_cuts import components, violated_sets
from coopt.engines.tour_rounding import round_to_tour
from coopt.problem.csr import Floats
from coopt.problem.distances import distance_matrix
from coopt.problem.tsp import Tsp

LARGEST = 400
"""All edges are variables: of more nodes they are too many for one LP."""
SPAN = 2.0**13
KEPT_SPAN = 1e6
"""Whole distances up to this are taken as they are."""
ROUNDING_SHARE = 0.1
"""Of the time, for tours made from fractional ones."""


@dataclass(frozen=True, slots=True, eq=False)
class TourModel:
    """A SCIP model whose variables are edges, or arcs if directions differ.

    Parameters
    ----------
    model : Model
        The model.
    variables : list
        A binary variable for each edge or arc.
    tails, heads : ndarray of int64, shape (k,)
        Its ends.
    costs : ndarray of float64, shape (n, n)
        Lengths, scaled.
    symmetric : bool
        Whether variables are edges.
    """

    model: Any
    variables: list[Any]
    tails: NDArray[np.int64]
    heads: NDArray[np.int64]
    costs: Floats
    symmetric: bool

    def fractional(self, solution: Any) -> Floats:
        """Return how much of each arc a solution (None: that of the LP) has, shape (n, n)."""
        value = self.model.getSolVal
        x = np.array([value(solution, v) for v in self.variables], dtype=float)
        weights = np.zeros(self.costs.shape)
        weights[self.tails, self.heads] = x
        return weights + weights.T if self.symmetric else weights

    def values(self, solution: Any) -> Floats:
        """Return the tour of a feasible solution, from node 0 on."""
        links = self.fractional(solution) > 0.5
        tour, seen = [0], np.zeros(links.shape[0], dtype=bool)
        seen[0] = True
        while len(tour) < links.shape[0]:
            follows = links[tour[-1]] & ~seen
            tour.append(int(follows.argmax()))
            seen[tour[-1]] = True
        return np.array(tour, dtype=float)

    def assignment(self, x: Floats) -> list[float]:
        """Return the values of the variables for a tour."""
        tour = np.asarray(x).astype(np.int64)
        chosen = np.zeros(self.costs.shape)
        chosen[tour, np.roll(tour, -1)] = 1.0
        if self.symmetric:
            chosen = np.maximum(chosen, chosen.T)
        values: list[float] = chosen[self.tails, self.heads].tolist()
        return values


class _Subtours(Conshdlr):  # type: ignore[misc]
    """Refuses subtours, and cuts them off."""

    def __init__(self, link: Link, tours: TourModel) -> None:
        self._link = link
        self._tours = tours
        self._shortest = math.inf
        self._rounding_s = 0.0
        self._began = time.monotonic()
        index = np.full(tours.costs.shape, -1, dtype=np.int64)
        index[tours.tails, tours.heads] = np.arange(tours.tails.size)
        self._index = index

    def conscheck(self, constraints: Any, solution: Any, *flags: Any) -> dict[str, Any]:
        """Accept what is in one piece; other constraints see to the degrees."""
        answer = {"result": SCIP_RESULT.INFEASIBLE}
        self._link.guard(lambda: self._check(solution, answer))
        return answer

    def consenfolp(self, constraints: Any, useful: int, infeasible: bool) -> dict[str, Any]:
        """Cut off an integral LP solution with subtours."""
        answer = {"result": SCIP_RESULT.INFEASIBLE}
        self._link.guard(lambda: self._enforce(answer))
        return answer

    def consenfops(
        self, constraints: Any, useful: int, infeasible: bool, above: bool
    ) -> dict[str, Any]:
        """Accept a pseudo solution in one piece; SCIP branches on others or solves the LP."""
        answer = {"result": SCIP_RESULT.SOLVELP}
        self._link.guard(lambda: self._check(None, answer))
        if answer["result"] == SCIP_RESULT.INFEASIBLE:
            answer["result"] = SCIP_RESULT.SOLVELP
        return answer

    def conssepalp(self, constraints: Any, useful: int) -> dict[str, Any]:
        """Cut off subtours of a fractional tour, and round it to a tour."""
        answer = {"result": SCIP_RESULT.DIDNOTFIND}
        self._link.guard(lambda: self._separate(answer))
        return answer

    def conslock(self, constraint: Any, locktype: int, below: int, above: int) -> None:
        """Say that any change of a variable may create a subtour."""
        for variable in self._tours.variables:
            transformed = self.model.getTransformedVar(variable)
            self.model.addVarLocksType(
                transformed or variable, locktype, below + above, below + above
            )

    def _check(self, solution: Any, answer: dict[str, Any]) -> None:
        links = self._tours.fractional(solution) > 0.5
        whole = len(components(links | links.T)) == 1
        answer["result"] = SCIP_RESULT.FEASIBLE if whole else SCIP_RESULT.INFEASIBLE

    def _enforce(self, answer: dict[str, Any]) -> None:
        self._check(None, answer)
        if answer["result"] == SCIP_RESULT.INFEASIBLE:
            weights = self._tours.fractional(None)
            self._cut(components((weights + weights.T) > 0.5), answer, forced=True)

    def _separate(self, answer: dict[str, Any]) -> None:
        weights = self._tours.fractional(None)
        both = weights if self._tours.symmetric else weights + weights.T
        self._cut(violated_sets(both), answer, forced=False)
        self._round(weights)

    def _cut(self, sets: list[list[int]], answer: dict[str, Any], forced: bool) -> None:
        """Add ``x(E(S)) <= |S| - 1`` for each set."""
        model, variables = self.model, self._tours.variables
        for nodes in sets:
            row = model.createEmptyRowUnspec("subtour", None, len(nodes) - 1.0, local=False)
            model.cacheRowExtensions(row)
            inside = self._index[np.ix_(nodes, nodes)]
            for k in inside[inside >= 0].tolist():
                model.addVarToRow(row, variables[k], 1.0)
            model.flushRowExtensions(row)
            impossible = model.addCut(row, forcecut=forced)
            model.releaseRow(row)
            answer["result"] = SCIP_RESULT.CUTOFF if impossible else SCIP_RESULT.SEPARATED
            if impossible:
                return

    def _round(self, weights: Floats) -> None:
        """Offer the tour of a fractional one; the link brings it to SCIP when it is verified."""
        began = time.monotonic()
        if self._rounding_s > ROUNDING_SHARE * (began - self._began):
            return
        costs = self._tours.costs
        tour = round_to_tour(weights, costs, self._tours.symmetric)
        length = float(costs[tour, np.roll(tour, -1)].sum())
        if length < self._shortest:
            self._shortest = length
            self._link.bus.offer(tour)
        self._rounding_s += time.monotonic() - began


def run(problem: Tsp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Solve a travelling-salesman problem to proven optimality with SCIP [1]_.

    Parameters
    ----------
    problem : Tsp
        Symmetric or not, of at most 400 nodes.
    bus : Bus
        Where incumbents and bounds go and come from.
    options : Options
        ``settings`` are SCIP parameters.
    rng : Generator
        Not used: SCIP is seeded by ``options.seed``.

    References
    ----------
    .. [1] Dantzig, Fulkerson & Johnson (1954). Solution of a large-scale traveling-salesman
           problem. *Journal of the Operations Research Society of America* 2(4): 393-410.
    """
    n = problem.n
    bus.offer(np.arange(n))
    if n > LARGEST:
        bus.tell("note", f"does not apply: more than {LARGEST} nodes")
        return
    costs = np.asarray(distance_matrix(problem.distances), dtype=float)
    if n <= 2:
        bus.raise_dual(float(costs[0, n - 1] + costs[n - 1, 0]))
        bus.tell("claim", "optimal")
        return
    factor = _factor(costs, problem.distances.integral)
    tours = build(costs * factor, problem.distances.symmetric)
    link = Link(tours, bus if factor == 1.0 else ScaledBus(bus, factor))
    _include(link, tours)
    configure(tours.model, options)
    link.solve()
    link.send(force=True)
    conclude(tours.model, link.bus)


def build(costs: Floats, symmetric: bool) -> TourModel:
    """Build the model with its degree rows; O(n^2)."""
    n, model = costs.shape[0], Model("coopt")
    tails, heads = np.triu_indices(n, 1) if symmetric else np.nonzero(~np.eye(n, dtype=bool))
    variables = [model.addVar("", vtype="B", obj=c) for c in costs[tails, heads].tolist()]
    terms = [Term(v) for v in variables]
    for node in range(n):
        if symmetric:
            ends: list[Any] = [(tails == node) | (heads == node)]
        else:
            ends = [tails == node, heads == node]
        for touching in ends:
            row = Expr({terms[k]: 1.0 for k in np.flatnonzero(touching).tolist()})
            degree = 2.0 if symmetric else 1.0
            model.addCons(ExprCons(row, degree, degree))
    return TourModel(model, variables, tails, heads, costs, symmetric)


def _include(link: Link, tours: TourModel) -> None:
    """Add the handler, and leave out what cannot know of subtours."""
    model = tours.model
    model.includeConshdlr(
        _Subtours(link, tours),
        "subtours",
        "one tour through all nodes",
        sepapriority=1000,
        enfopriority=-10,
        chckpriority=-10,
        sepafreq=1,
        eagerfreq=-1,
        needscons=False,
    )
    model.setHeuristics(SCIP_PARAMSETTING.OFF)
    for name in ("misc/allowstrongdualreds", "misc/allowweakdualreds"):
        model.setParam(name, False)
    model.setParam("misc/usesymmetry", 0)
    model.setParam("presolving/donotmultaggr", True)
    model.setParam("constraints/components/maxprerounds", 0)
    model.setParam("constraints/components/propfreq", -1)


def _factor(costs: Floats, integral: bool) -> float:
    """Return a power of two that brings lengths to a size that suits tolerances."""
    largest = float(np.abs(costs).max())
    if largest == 0.0 or (integral and largest <= KEPT_SPAN):
        return 1.0
    return float(2.0 ** math.floor(math.log2(SPAN / largest)))
