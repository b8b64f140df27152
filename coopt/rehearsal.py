"""Later solves of one program begin at once: their children find the kernels loaded.

To import Numba and to load compiled kernels takes some tenths of a second, and each child process
does it anew. Where a program solves again with a method that has come to its end before, the
method rehearses on a small problem in the program itself, so that its children inherit all. A
program that solves once pays nothing. Where many solves are about to come, a child rehearses first.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from coopt.bus.child import start_worker
from coopt.bus.crew import Crew
from coopt.bus.page import Page
from coopt.bus.protocol import Bus, Options
from coopt.generate import generate
from coopt.problem.cvrp import Cvrp
from coopt.problem.independent_set import IndependentSet
from coopt.problem.multi_tsp import MultiTsp
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting
from coopt.problem.tsp import Tsp
from coopt.registry import load

SMALL: Mapping[type, tuple[str, Mapping[str, int]]] = {
    Tsp: ("tsp_uniform", {"nodes": 30}),
    Cvrp: ("cvrp_uniform", {"customers": 30}),
    Orienteering: ("op_distance", {"customers": 30}),
    PrizeCollecting: ("pctsp_uniform", {"customers": 30}),
    MultiTsp: ("mtsp_uniform", {"customers": 30}),
    IndependentSet: ("mis_er", {"n_low": 50, "n_high": 50}),
}
"""The problem of each type that ``ils`` rehearses on: generator and parameters."""
KICKS = "100"
LEAST_LIMIT_S = 1.0
"""A shorter solve must give its first answer before kernels are loaded."""
TICK_S = 0.05

_ended: set[type] = set()
_kept: list[bool] = []
_rehearsed: set[type] = set()


def rehearse(problem: Any, methods: Iterable[str], limit_s: float | None) -> None:
    """Load in this process what children will need, if they are known to need it.

    Numba comes with the second solve and the kernels with the third, so that none begins late.
    """
    kind = type(problem)
    wanted = "ils" in methods and kind in _ended - _rehearsed
    if not wanted or (limit_s is not None and limit_s < LEAST_LIMIT_S):
        return
    _load_more(kind)


def rehearse_for_many(kind: type, limit_s: float) -> None:
    """Load now what the children of many solves of a kind will need, however short these are.

    Parameters
    ----------
    kind : type
        Type of the problems.
    limit_s : float
        Seconds that a child has to show that nothing must be compiled; else nothing is loaded.
    """
    if kind not in SMALL or kind in _rehearsed:
        return
    if kind in _ended or _ends_in_child(kind, limit_s):
        _ended.add(kind)
        for _ in range(2):
            _load_more(kind)


def _load_more(kind: type) -> None:
    """Load Numba, or if that is done the kernels."""
    if not _kept:
        _kept.append(_kernels_are_kept())
    elif _kept[0]:
        _rehearsed.add(kind)
        _perform(kind, _Deaf(), Options(), _rng())


def _perform(kind: type, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    name, parameters = SMALL[kind]
    small = generate(name, seed=0, **parameters)
    load("ils", kind)(small, _Deaf(), Options(settings={"kicks": KICKS}), rng)


def _ends_in_child(kind: type, limit_s: float) -> bool:
    end, ended, page, crew = time.monotonic() + limit_s, False, Page(1), Crew()
    try:
        crew.add(start_worker("rehearsal", _perform, kind, page, Options(), _rng(), "full"))
        while crew.workers and time.monotonic() < end:
            ended |= any(message.kind == "done" for _, message in crew.messages(TICK_S))
    finally:
        crew.close()
    return ended


def remember(problem: Any, ended: Iterable[str]) -> None:
    """Note which methods came to their end: all that they need is compiled by then."""
    if "ils" in ended and type(problem) in SMALL:
        _ended.add(type(problem))


def _kernels_are_kept() -> bool:
    """Whether compiled kernels come from the cache; one that compiles in no time tells."""
    from coopt.kernels.xorshift import draw, xorshift_state

    draw(xorshift_state(_rng()))
    # Without its compiler, Numba leaves plain functions.
    return bool(getattr(draw, "stats", None) and draw.stats.cache_hits)


def _rng() -> np.random.Generator:
    return np.random.default_rng(0)


class _Deaf:
    """A bus that nobody listens to."""

    def offer(self, x: NDArray[Any]) -> None: ...

    def raise_dual(self, bound: float) -> None: ...

    def best(self) -> None:
        return None

    def stop(self) -> bool:
        return False

    def tell(self, kind: Literal["claim", "nodes", "note", "data"], what: Any) -> None: ...
