"""Orders scored by parents chosen among the predecessors: BIC, penalties, forbidden edges."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from coopt.check.dag import objective_of
from coopt.kernels.grow_shrink import UNLIMITED, Families, families, grown_parents
from coopt.kernels.node_cost import cost_rule
from coopt.kernels.order_kick import kick
from coopt.kernels.prefix_descent import FULL, GROWN, PENALISED, insert_best, order_cost
from coopt.kernels.prefix_regression import SWEEPS, penalised_cost
from coopt.kernels.xorshift import xorshift_state
from coopt.methods.order_search.peel import peeled_order
from coopt.methods.order_search.rule import rule_of
from coopt.methods.order_search.start import (
    counts_edges,
    paying_correlation,
    penalty_ridge,
    regressions,
    weights_on,
    with_required,
)
from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Bools, Dag, allowed_edges
from coopt.search.order_search import OrderMoves, random_order

KICKED = 3
NOISE = 0.5
HASTY = 4
PACE_S = 0.01


def parent_moves(
    problem: Dag,
    gram: Floats,
    before: Bools,
    stop: Callable[[], bool],
    offers: Callable[[Callable[[Ints], Floats]], Callable[[Ints], None]] | None,
    rng: np.random.Generator,
) -> tuple[OrderMoves, Callable[[Ints], Floats]]:
    """Return the moves, and what gives an order's weights.

    ``offers`` makes, from the latter, what hears of a long descent's orders.
    """
    d = problem.n
    kind = kind_of(problem)
    known = known_families(problem, gram, rng)
    random = xorshift_state(rng)
    turn, inside = np.zeros(d, dtype=np.int64), np.zeros(d, dtype=np.bool_)
    nodes = max(1, 150 // d)
    columns = Columns(problem, known, stop)
    # What is not kept would be made again and again.
    pace = Pace(known) if kind != GROWN and known.keys.size >= 8 * d else None

    def improve(order: Ints) -> float:
        cursor = np.zeros(3, dtype=np.int64)
        while True:
            if pace is not None:
                pace.begin()
            if insert_best(known, kind, before, order, turn, cursor, inside, random, nodes):
                break
            if stop():
                break
            if pace is not None:
                pace.end()
            meanwhile(order)
        known.filled[1] = UNLIMITED
        if kind == PENALISED and stop():
            return objective_of(problem, weigh(order))
        return float(order_cost(known, kind, order, inside))

    def fresh() -> Ints:
        if kind != GROWN:
            return random_order(before, rng)
        return peeled_order(gram, paying_correlation(problem), before, rng, NOISE)

    def weigh(order: Ints) -> Floats:
        return columns.weights(order) if kind == PENALISED else weights_of(problem, known, order)

    meanwhile = (lambda order: None) if offers is None else offers(weigh)
    return OrderMoves(improve, lambda order: kick(order, before, KICKED, random), fresh), weigh


class Pace:
    """Lets a kernel do so much work at a time that it takes some 10 ms."""

    def __init__(self, known: Families) -> None:
        self._known, self._count, self._began = known, 1000, 0.0

    def begin(self) -> None:
        """Allow some."""
        self._known.filled[1] = self._count
        self._began = time.perf_counter()

    def end(self) -> None:
        """Learn how long they took."""
        taken = time.perf_counter() - self._began
        if self._known.filled[1] <= 0:
            self._count = self._count * 2 if taken < PACE_S else max(1, self._count // 2)


class Columns:
    """Penalised weights along orders; those of the order asked for last are not fitted again."""

    def __init__(self, problem: Dag, known: Families, stop: Callable[[], bool]) -> None:
        self._problem, self._known, self._stop = problem, known, stop
        self._kept: dict[tuple[int, bytes], Floats] = {}

    def weights(self, order: Ints) -> Floats:
        """Return the weights; after the stop those not known come in haste."""
        known = self._known
        kept: dict[tuple[int, bytes], Floats] = {}
        weights = np.zeros(known.gram.shape)
        inside = np.zeros(order.size, dtype=np.bool_)
        for node in order.tolist():
            key = node, np.packbits(inside & known.allowed[:, node]).tobytes()
            if key in self._kept:
                kept[key] = self._kept[key]
            else:
                sweeps = HASTY if self._stop() else SWEEPS
                penalised_cost(known, node, inside, known.rule[1], known.rule[2], sweeps)
                kept[key] = known.value.copy()
            weights[:, node] = kept[key]
            inside[node] = True
        self._kept = kept
        return with_required(self._problem, weights)


def kind_of(problem: Dag) -> int:
    """Return which kernel chooses the parents."""
    if counts_edges(problem):
        return GROWN
    return PENALISED if problem.penalty in ("l1", "mcp") else FULL


def known_families(problem: Dag, gram: Floats, rng: np.random.Generator) -> Families:
    """Return the kernels' view of a problem."""
    rule = rule_of(problem)
    if kind_of(problem) == PENALISED:
        gamma = problem.gamma if problem.penalty == "mcp" else 0.0
        rule = cost_rule(edge=problem.strength, shift=gamma)
    required = np.zeros(gram.shape, dtype=bool) if problem.required is None else problem.required
    loaded = gram + penalty_ridge(problem) * np.eye(problem.n)
    return families(loaded, rule, allowed_edges(problem), required.copy(), rng)


def weights_of(problem: Dag, known: Families, order: Ints) -> Floats:
    """Return the weights behind an order's score."""
    kind, d = kind_of(problem), problem.n
    if kind == FULL:
        return regressions(problem, order)
    weights, edges = np.zeros((d, d)), np.zeros((d, d), dtype=np.bool_)
    inside, parents = np.zeros(d, dtype=np.bool_), np.zeros(d, dtype=np.bool_)
    for node in order.tolist():
        if kind == GROWN:
            grown_parents(known, node, inside, parents)
            edges[:, node] = parents
        else:
            penalised_cost(known, node, inside, known.rule[1], known.rule[2])
            weights[:, node] = known.value
        inside[node] = True
    if kind == GROWN:
        weights = weights_on(known.gram, edges)
    return with_required(problem, weights)
