"""How the method solves with networks: swaps as published, or guided by a stand-in [1]_.

Notes
-----
Departures, also with the published sizes: a fit begins at the node's own start and not at the
network at hand, so that its answer depends on the parents alone and is known when they come again;
it runs until it has settled; the penalty is of groups, so that an edge can vanish.

References
----------
.. [1] Deng, Bello, Aragam, Ravikumar (2023). Optimizing NOTEARS objectives via topological swaps.
       *ICML 2023*.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.methods.order_search.run import OFFER_EVERY_S, whole_setting
from coopt.methods.order_search.start import TINY, order_of, variance_order
from coopt.methods.topo.acyclicity import ACYCLICITY
from coopt.methods.topo.candidates import Sizes, published_sizes
from coopt.methods.topo.network_fit import Fits, StoppedError
from coopt.methods.topo.network_search import (
    Room,
    cost_of,
    descend,
    fitted_cost,
    guessed_order,
    likely_order,
    solution_of,
)
from coopt.methods.topo.network_swaps import swap_networks
from coopt.methods.topo.random_units import RandomUnits
from coopt.problem.csr import Floats, Ints
from coopt.problem.dag import Dag, allowed_edges, precedence
from coopt.problem.networks import edge_weights, joined
from coopt.search.order_search import random_order, sorted_order

KICKS = 3
QUICK = 15
"""Nodes above which the stand-in takes long to find a first order: another one is fitted before."""


def run(problem: Dag, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer graphs of networks until the bus says stop, or after ``starts`` starts."""
    given = bus.best()
    bus.offer(no_networks(problem))
    starts = whole_setting(options, "starts")
    paper = options.settings.get("preset", "default") == "paper"
    sizes = sizes_of(problem, options)
    lowest = np.inf if given is None else given[1]

    def found(order: Ints, cost: float) -> None:
        nonlocal lowest
        if cost < lowest:
            lowest = cost
            bus.offer(solution_of(room, order))
            bus.tell("data", {"fits": fits.made, "fits_asked": fits.asked})

    fits = Fits(problem, bus.stop)
    room = room_of(problem, fits, bus, found)
    known = None if given is None else order_of(problem, edge_weights(problem, given[0]))
    acyclicity = ACYCLICITY[options.settings.get("acyclicity", "logdet")]
    done, best, best_cost = 0, known, np.inf
    try:
        if problem.n > QUICK and known is None and not paper:
            offer_while_fitting(room, bus, variance_order(problem))
        while not bus.stop() and (starts is None or done < starts):
            if paper:
                begin = random_order(room.before, rng) if done or known is None else known
                order, cost = swap_networks(room, begin, acyclicity, sizes)
            else:
                begin = begin_near(room, best, done, rng)
                if done == 0:
                    offer_while_fitting(room, bus, begin)
                    begin = guessed_order(room, begin, rng)
                order, cost = descend(room, begin, sizes)
            if cost < best_cost:
                best, best_cost = order, cost
            done += 1
            bus.tell("data", {"starts": done, "fits": fits.made, "fits_asked": fits.asked})
    except StoppedError:
        return


def offer_while_fitting(room: Room, bus: Bus, order: Ints) -> None:
    """Fit along an order and offer, now and then, the networks there are, if that takes long."""
    at = time.monotonic()
    for k in range(order.size):
        cost_of(room, fitted_cost(room), order, k, k)
        if time.monotonic() - at > OFFER_EVERY_S:
            bus.offer(solution_of(room, order, k + 1))
            at = time.monotonic()


def room_of(
    problem: Dag,
    fits: Fits,
    bus: Bus,
    found: Callable[[Ints, float], None] = lambda order, cost: None,
) -> Room:
    """Return what a search needs; ``found`` hears of each order that is better."""
    units = RandomUnits(problem)
    return Room(fits, units, allowed_edges(problem), precedence(problem), bus.stop, found)


def sizes_of(problem: Dag, options: Options) -> Sizes:
    """Return the sizes of the candidate sets, as published unless the options say otherwise."""
    usual = published_sizes(problem.n, linear=False)
    given = (whole_setting(options, key) for key in Sizes._fields)
    return Sizes(*(own if own is not None else old for own, old in zip(given, usual, strict=True)))


def begin_near(room: Room, best: Ints | None, done: int, rng: np.random.Generator) -> Ints:
    """Return the best order at first, if there is one, then likely ones: at random, or near it."""
    if best is not None and done == 0:
        return best
    if best is None or done % 2:
        return likely_order(room, random_order(room.before, rng))
    keys = np.argsort(best).astype(float)
    moved = rng.choice(best.size, min(KICKS, best.size), replace=False)
    keys[moved] = rng.random(moved.size) * best.size
    return likely_order(room, sorted_order(room.before, keys))


def no_networks(problem: Dag) -> Floats:
    """Return the graph without edges but those required, by a trace."""
    inner = np.zeros((problem.n, problem.n, problem.hidden))
    if problem.required is not None:
        inner[:, :, 0] = TINY * problem.required.T
    return joined(inner, np.zeros((problem.n, problem.hidden)))
