"""How the method solves: dynamic programming over all sets of nodes, with proof [1]_.

References
----------
.. [1] Silander, Myllymäki (2006). A simple approach for finding the globally optimal Bayesian
       network structure. *UAI 2006*.
"""

from __future__ import annotations

import math

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.methods.order_search.run import begin, likely_order, moves_of
from coopt.methods.order_search.start import (
    counts_edges,
    penalty_ridge,
    regressions,
    regular_gram,
    weights_on,
    with_required,
)
from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Dag, allowed_edges, precedence, restricts_edges
from coopt.search.order_search import order_search

LARGEST = 24
LARGEST_SPARSE = 20
CHUNK = 12
KICKS = 30
RANGE = 1 << 16


def run(problem: Dag, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer the optimum and its proof; say in a note why there is none."""
    reason = obstacle(problem)
    if reason:
        bus.tell("note", f"order_dp does not run: {reason}")
        return
    start = begin(problem, bus)
    if counts_edges(problem):
        _offer_searched(problem, bus, likely_order(problem) if start is None else start, rng)
    gram, rank = regular_gram(problem)
    gram = gram + penalty_ridge(problem) * np.eye(problem.n)
    found = _sparse(problem, gram, bus) if _is_sparse(problem) else _dense(problem, gram, bus)
    if found is None:
        return
    weights, value = found
    bus.offer(weights.ravel())
    if rank < problem.n:
        bus.tell("note", "the columns are linearly dependent, so the best order is not a proof")
        return
    bus.raise_dual(value)
    bus.tell("claim", "optimal")


def _offer_searched(problem: Dag, bus: Bus, order: Ints, rng: np.random.Generator) -> None:
    """Offer what a short search finds from an order: it is there long before the proof."""
    moves, weights_of = moves_of(problem, bus.stop, rng)

    def found(order: Ints, score: float) -> None:
        bus.offer(weights_of(order).ravel())

    order_search(moves, found, bus.stop, order, KICKS)


def obstacle(problem: Dag) -> str:
    """Return why the problem is not for this method, or nothing."""
    largest = LARGEST_SPARSE if _is_sparse(problem) else LARGEST
    if problem.score in ("logistic", "mlp") or problem.penalty in ("l1", "mcp"):
        return f"score {problem.score} with penalty {problem.penalty} has no exact method here"
    return f"{problem.n} nodes are more than {largest}" if problem.n > largest else ""


def _is_sparse(problem: Dag) -> bool:
    return problem.score == "bic" or problem.penalty == "l0" or restricts_edges(problem)


def _dense(problem: Dag, gram: Floats, bus: Bus) -> tuple[Floats, float] | None:
    """Return the best order's weights and objective, or None at the stop."""
    from coopt.kernels.subset_orders import order_from, relax_chunk

    d = problem.n
    low = min(d, CHUNK)
    best, choice = _tables(d)
    slots, variance = np.zeros((low + 1, d, d)), np.zeros((low + 1, d))
    needed = bit_sets(precedence(problem))
    for prefix in range(1 << (d - low)):
        if bus.stop():
            return None
        relax_chunk(gram, needed, low, prefix, best, choice, slots, variance)
    order = np.empty(d, dtype=np.int64)
    order_from(choice, order)
    half = (float(best[-1]) - d * penalty_ridge(problem)) / 2
    return regressions(problem, order), _objective(problem, half)


def _sparse(problem: Dag, gram: Floats, bus: Bus) -> tuple[Floats, float] | None:
    """Return the best graph's weights and objective, or None at the stop."""
    from coopt.kernels.subset_orders import order_from
    from coopt.kernels.subset_parents import family_costs, least_of_subsets, relax_families
    from coopt.methods.order_search.rule import rule_of

    d = problem.n
    banned, needed = _limits(problem)
    rule = rule_of(problem)
    tables = np.empty((d, 1 << (d - 1)))
    room = np.zeros((d, d, d)), np.zeros((d, d))
    for j in range(d):
        if bus.stop():
            return None
        family_costs(gram, j, banned[j], needed[j], rule, tables[j], *room)
        least_of_subsets(tables[j])
    best, choice = _tables(d)
    for start in range(0, 1 << d, RANGE):
        if bus.stop():
            return None
        relax_families(tables, start, min(1 << d, start + RANGE), best, choice)
    order = np.empty(d, dtype=np.int64)
    order_from(choice, order)
    edges = np.zeros((d, d), dtype=bool)
    for k in range(d):
        edges[_best_parents(tables[order[k]], order, k), order[k]] = True
    weights = with_required(problem, weights_on(gram, edges))
    return weights, _objective(problem, float(best[-1]))


def _objective(problem: Dag, total: float) -> float:
    """Return the objective of a sum of the nodes' costs."""
    return problem.n / 2 * math.log(2 * total) if problem.score == "ev" else total


def _tables(d: int) -> tuple[Floats, np.ndarray[tuple[int], np.dtype[np.int8]]]:
    best = np.full(1 << d, np.inf)
    best[0] = 0.0
    return best, np.zeros(1 << d, dtype=np.int8)


def _limits(problem: Dag) -> tuple[Ints, Ints]:
    """Return banned and needed parents of each node, as sets of the other nodes."""
    allowed, d = allowed_edges(problem), problem.n
    required = np.zeros((d, d), dtype=bool) if problem.required is None else problem.required
    drop = [np.delete(np.arange(d), j) for j in range(d)]
    banned = [(~allowed[drop[j], j]).astype(np.int64) @ (1 << np.arange(d - 1)) for j in range(d)]
    needed = [required[drop[j], j].astype(np.int64) @ (1 << np.arange(d - 1)) for j in range(d)]
    return np.array(banned, dtype=np.int64), np.array(needed, dtype=np.int64)


def _best_parents(least: Floats, order: Ints, k: int) -> Ints:
    """Return the cheapest parents of the node at position k among those before it.

    Nodes leave the set of all before it while the least cost within stays the same: what is left
    costs that much itself.
    """
    node, d = int(order[k]), order.size
    others = np.delete(np.arange(d), node)
    chosen = sum(1 << i for i in range(d - 1) if others[i] in order[:k])
    for i in range(d - 1):
        if chosen >> i & 1 and least[chosen ^ (1 << i)] <= least[chosen]:
            chosen ^= 1 << i
    return others[[bool(chosen >> i & 1) for i in range(d - 1)]].astype(np.int64)


def bit_sets(before: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> Ints:
    """Return each column's true rows as the bits of an integer."""
    powers = 1 << np.arange(before.shape[0], dtype=np.int64)
    return np.asarray(powers @ before.astype(np.int64))
