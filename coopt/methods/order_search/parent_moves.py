"""Orders scored by parents chosen among the predecessors: BIC, penalties, forbidden edges."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from coopt.kernels.grow_shrink import Families, families, grown_parents
from coopt.kernels.node_cost import cost_rule
from coopt.kernels.order_kick import kick
from coopt.kernels.prefix_descent import FULL, GROWN, PENALISED, insert_best, order_cost
from coopt.kernels.prefix_regression import penalised_cost
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

    def improve(order: Ints) -> float:
        cursor = np.zeros(2, dtype=np.int64)
        while not insert_best(known, kind, before, order, turn, cursor, inside, random, nodes):
            if stop():
                break
            meanwhile(order)
        return float(order_cost(known, kind, order, inside))

    def fresh() -> Ints:
        if kind != GROWN:
            return random_order(before, rng)
        return peeled_order(gram, paying_correlation(problem), before, rng, NOISE)

    def weigh(order: Ints) -> Floats:
        return weights_of(problem, known, order)

    meanwhile = (lambda order: None) if offers is None else offers(weigh)
    return OrderMoves(improve, lambda order: kick(order, before, KICKED, random), fresh), weigh


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
