"""How the method solves: topological swaps from a start, then from random orders [1]_.

Notes
-----
Departures: a start is another method's graph where there is one; after the published end it begins
anew from a random order; nodes without a change of predecessors keep their weights; knowledge
restricts swaps and parents. As in the released code the gradient of the loss does not choose
candidates. Weights are not cut off at 0.3.

References
----------
.. [1] Deng, Bello, Aragam, Ravikumar (2023). Optimizing NOTEARS objectives via topological swaps.
       *ICML 2023*.
"""

from __future__ import annotations

from contextlib import suppress

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.errors import OptionError
from coopt.methods.order_search.run import whole_setting
from coopt.methods.order_search.start import first_weights, order_of, variance_order, with_required
from coopt.methods.topo.acyclicity import ACYCLICITY
from coopt.methods.topo.candidates import Sizes, published_sizes
from coopt.methods.topo.fit import fit_of
from coopt.methods.topo.network_fit import StoppedError
from coopt.methods.topo.run_networks import run as run_networks
from coopt.methods.topo.search import State, Topo, topological_swaps
from coopt.problem.dag import Dag, allowed_edges, precedence
from coopt.search.order_search import random_order

PRESETS = ("default", "paper")
"""Of scores other than ``mlp`` both are as published."""


def run(problem: Dag, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer graphs until the bus says stop, or after ``starts`` starts."""
    preset = options.settings.get("preset", PRESETS[0])
    if preset not in PRESETS:
        raise OptionError(f"there is no preset {preset!r}: {', '.join(PRESETS)}")
    if problem.score == "mlp":
        run_networks(problem, bus, options, rng)
        return
    if problem.score == "bic" or problem.penalty == "l0":
        bus.tell("note", "topo takes no score that counts edges; order_search does")
        return
    bus.offer(first_weights(problem, variance_order(problem)).ravel())
    topo = _topo(problem, bus, options)
    starts = whole_setting(options, "starts")
    best = bus.best()
    order = None if best is None else order_of(problem, best[0].reshape(problem.n, problem.n))
    lowest, done = np.inf, 0

    def found(state: State) -> None:
        nonlocal lowest
        cost = float(state.costs.sum())
        if cost < lowest:
            lowest = cost
            bus.offer(with_required(problem, state.weights).ravel())

    with suppress(StoppedError):
        while not bus.stop() and (starts is None or done < starts):
            begin = random_order(topo.before, rng) if order is None else order
            topological_swaps(topo, begin, found)
            order, done = None, done + 1


def _topo(problem: Dag, bus: Bus, options: Options) -> Topo:
    name = options.settings.get("acyclicity", "logdet")
    if name not in ACYCLICITY:
        raise OptionError(f"there is no acyclicity {name!r}: {', '.join(ACYCLICITY)}")
    usual = published_sizes(problem.n)
    given = (whole_setting(options, key) for key in Sizes._fields)
    chosen = (own if own is not None else old for own, old in zip(given, usual, strict=True))
    return Topo(
        fit=fit_of(problem),
        acyclicity=ACYCLICITY[name],
        sizes=Sizes(*chosen),
        allowed=allowed_edges(problem),
        before=precedence(problem),
        stop=bus.stop,
    )
