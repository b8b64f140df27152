"""Independent sets: reductions, then tabu search or (1,2)-swaps; covers by cliques [1]_, [2]_.

References
----------
.. [1] Andrade, Resende, Werneck (2012). Fast local search for the maximum independent set
       problem. *Journal of Heuristics* 18(4): 525-547.
.. [2] Wu, Hao, Glover (2012). Multi-neighborhood tabu search for the maximum weight clique
       problem. *Annals of Operations Research* 196(1): 611-634.
"""

from __future__ import annotations

import time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coopt.bus.protocol import Bus, Options
from coopt.errors import OptionError
from coopt.problem.csr import Floats
from coopt.problem.independent_set import IndependentSet
from coopt.search.best_offers import BestOffers
from coopt.search.iterated_local_search import Budget, anneal

Flags = NDArray[np.bool_]

# How often to look for better sets of others (s).
LOOK_S = 0.5


class Core(NamedTuple):
    """What the reductions leave: a graph of some vertices, and what is taken for good."""

    vertices: NDArray[np.int64]
    taken: Flags
    graph: IndependentSet


def run(problem: IndependentSet, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer independent sets until the stop, or until one meets the bound."""
    kicks = _kicks(options)
    first = greedy(problem)
    best = bus.best()
    if best is None or -problem.weight[first].sum() < best[1]:
        bus.offer(first.astype(float))
    else:
        first = best[0] > 0.5
    # Loads numba: after the first offer.
    from coopt.kernels.clique_cover import clique_cover_bound

    core = reduced(problem)
    base = float(problem.weight[core.taken].sum())
    graph = core.graph
    bound = base + clique_cover_bound(graph.indptr, graph.indices, graph.weight)
    bus.raise_dual(-bound * (1.0 if float(bound).is_integer() else 1.0 + 1e-12))
    if graph.n == 0:
        bus.offer(core.taken.astype(float))
        bus.tell("claim", "optimal")
        return
    value = _search(problem, core, first, bound, bus, Budget(options.deadline, kicks), rng)
    if value >= bound:
        bus.tell("claim", "optimal")


def _search(
    problem: IndependentSet,
    core: Core,
    first: Flags,
    bound: float,
    bus: Bus,
    budget: Budget,
    rng: np.random.Generator,
) -> float:
    """Search the core; return the weight of the best set of the problem."""
    from coopt.methods.ils.set_search import SetSearch

    search = SetSearch(core.graph, first[core.vertices], rng)
    base = float(problem.weight[core.taken].sum())
    margin = 1e-9 * float(problem.weight.max())
    known = bus.best()
    offered = float(problem.weight[first].sum()) if known is None else -known[1]
    offers, looked = BestOffers(bus.offer), time.monotonic()

    def whole() -> Floats:
        x = core.taken.astype(float)
        x[core.vertices[search.best]] = 1.0
        return x

    def show(last: bool) -> None:
        if base + search.value > offered:
            offers.show(-search.value, whole, last)

    def chunk(temperature: float, kicks: int) -> None:
        search.advance(kicks)
        show(False)

    def stop() -> bool:
        nonlocal looked
        if time.monotonic() - looked > LOOK_S:
            looked = time.monotonic()
            others = bus.best()
            if others is not None and -others[1] > base + search.value + margin:
                search.adopt(others[0][core.vertices] > 0.5)
        return bus.stop() or base + search.value >= bound

    anneal(chunk, lambda progress: 0.0, budget, stop)
    show(True)
    return base + search.value


def greedy(problem: IndependentSet) -> Flags:
    """Return the set that takes vertices by falling weight per degree, shape (n,).

    All that come before their neighbours enter in one round, so a few rounds of O(edges) do.
    """
    n = problem.n
    order = np.argsort(-problem.weight / (np.diff(problem.indptr) + 1.0), kind="stable")
    rank = np.empty(n, dtype=np.int64)
    rank[order] = np.arange(n)
    tail = np.repeat(np.arange(n), np.diff(problem.indptr))
    head = problem.indices.astype(np.int64)
    inside, free = np.zeros(n, dtype=bool), problem.weight > 0
    while free.any():
        both = free[tail] & free[head]
        tail, head = tail[both], head[both]
        first = free.copy()
        first[tail[rank[head] < rank[tail]]] = False
        inside |= first
        free &= ~first
        free[head[first[tail]]] = False
    return inside


def reduced(problem: IndependentSet) -> Core:
    """Apply the exact reductions."""
    from coopt.kernels.set_reduction import KEPT, TAKEN, reduce_graph

    fate = reduce_graph(problem.indptr, problem.indices, problem.weight)
    vertices = np.flatnonzero((fate == KEPT) & (problem.weight > 0))
    number = np.full(problem.n, -1, dtype=np.int64)
    number[vertices] = np.arange(vertices.size)
    tail = np.repeat(np.arange(problem.n), np.diff(problem.indptr))
    inner = (number[tail] >= 0) & (number[problem.indices] >= 0)
    indptr = np.zeros(vertices.size + 1, dtype=np.int64)
    np.cumsum(np.bincount(number[tail[inner]], minlength=vertices.size), out=indptr[1:])
    indices = number[problem.indices[inner]].astype(np.int32)
    graph = IndependentSet(indptr, indices, problem.weight[vertices])
    return Core(vertices, (fate == TAKEN) & (problem.weight > 0), graph)


def _kicks(options: Options) -> int | None:
    text = options.settings.get("kicks")
    if text is None:
        return None
    if not text.isdigit():
        raise OptionError(f"kicks is {text!r}, expected a whole number")
    return int(text)
