"""How the method solves: local search over orders of nodes, each with its best weights [1]_, [2]_.

For least squares an order's score is half the sum of squared diagonals of one Cholesky factor, and
all insertions and swaps are scored exactly from it. Where edges are forbidden or cost, each node
chooses its parents among its predecessors.

References
----------
.. [1] Deng, Bello, Aragam, Ravikumar (2023). Optimizing NOTEARS objectives via topological swaps.
       *ICML 2023*.
.. [2] Andrews, Ramsey, Sanchez-Romero, Camchong, Kummerfeld (2023). Fast scalable and accurate
       discovery of DAGs using the best order score search and grow-shrink trees. *NeurIPS 36*.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.check.dag import objective_of
from coopt.errors import OptionError
from coopt.methods.order_search.bounds import lower_bound
from coopt.methods.order_search.peel import peeled_order
from coopt.methods.order_search.start import (
    SPARSE,
    counts_edges,
    first_weights,
    order_of,
    paying_correlation,
    penalty_ridge,
    regular_gram,
    variance_order,
    with_required,
)
from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Dag, precedence, restricts_edges
from coopt.search.order_search import OrderMoves, order_search

OFFER_EVERY_S = 0.5
PEELED_FIRST = 200
"""Up to so many nodes the likely order is there within a hundredth of a second."""


def run(problem: Dag, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer graphs until the bus says stop, or through ``kicks`` kicks; state a bound at first."""
    if problem.score in ("logistic", "mlp"):
        bus.tell("note", f"order_search has no score {problem.score}; method topo does")
        return
    start = begin(problem, bus)
    if start is None:
        start = likely_order(problem)
    kicks = whole_setting(options, "kicks")
    offers = _Offers(bus)
    moves, _ = moves_of(problem, bus.stop, rng, offers.hear)
    ends = order_search(moves, offers.found, bus.stop, start, kicks)
    if ends:
        share = sum(end <= min(ends) + 1e-9 * abs(min(ends)) for end in ends) / len(ends)
        bus.tell("data", {"starts": len(ends), "share_at_best": share})


def begin(problem: Dag, bus: Bus) -> Ints | None:
    """Offer a first solution and a bound; return the order of a better one that was there."""
    given = bus.best()
    quick = problem.n <= PEELED_FIRST
    first = first_weights(problem, likely_order(problem) if quick else variance_order(problem))
    bus.offer(first.ravel())
    bound = lower_bound(problem)
    if math.isfinite(bound):
        bus.raise_dual(bound)
    rank = regular_gram(problem)[1]
    if rank < problem.n:
        bus.tell(
            "note",
            f"the {problem.n} columns have rank {rank}: a ridge of 1e-10 of each variance was "
            "added for the search; weights are not unique",
        )
    if given is None or given[1] > objective_of(problem, first):
        return None
    return order_of(problem, given[0].reshape(problem.n, problem.n))


def likely_order(problem: Dag) -> Ints:
    """Return the order from which to search when no solution is given."""
    if not counts_edges(problem):
        return variance_order(problem)
    return peeled_order(regular_gram(problem)[0], paying_correlation(problem), precedence(problem))


def whole_setting(options: Options, key: str) -> int | None:
    """Read a whole number from the method's options.

    Raises
    ------
    OptionError
        If it is none.
    """
    text = options.settings.get(key)
    if text is None:
        return None
    if not text.isdecimal():
        raise OptionError(f"the option {key} is {text!r}, expected a whole number")
    return int(text)


class _Offers:
    """Offers orders with their weights; those of the first descent now and then, if it is long."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._weigh: Callable[[Ints], Floats] | None = None
        self._at = time.monotonic()
        self._found = False

    def hear(self, weigh: Callable[[Ints], Floats]) -> Callable[[Ints], None]:
        """Take what gives an order's weights; return what to tell of a descent's orders."""
        self._weigh = weigh
        return self._sometimes

    def found(self, order: Ints, score: float) -> None:
        self._found = True
        self._offer(order)

    def _sometimes(self, order: Ints) -> None:
        if not self._found and time.monotonic() - self._at > OFFER_EVERY_S:
            self._offer(order)
            self._at = time.monotonic()

    def _offer(self, order: Ints) -> None:
        assert self._weigh is not None
        self._bus.offer(self._weigh(order).ravel())


def moves_of(
    problem: Dag,
    stop: Callable[[], bool],
    rng: np.random.Generator,
    offers: Callable[[Callable[[Ints], Floats]], Callable[[Ints], None]] | None = None,
) -> tuple[OrderMoves, Callable[[Ints], Floats]]:
    """Choose how orders are scored; return the moves and what gives an order's weights.

    Imports the kernels. ``offers`` makes, from the latter, what hears of a long descent's orders.
    """
    before = precedence(problem)
    gram = regular_gram(problem)[0]
    sparse = problem.score == "bic" or problem.penalty in SPARSE
    if sparse or restricts_edges(problem):
        from coopt.methods.order_search.parent_moves import parent_moves

        return parent_moves(problem, gram, before, stop, offers, rng)
    from coopt.methods.order_search.factor_moves import factor_moves, weights_of

    loaded = gram + penalty_ridge(problem) * np.eye(problem.n)

    def weigh(order: Ints) -> Floats:
        return with_required(problem, weights_of(loaded, order))

    between = (lambda order: None) if offers is None else offers(weigh)
    return factor_moves(loaded, before, stop, between, rng), weigh
