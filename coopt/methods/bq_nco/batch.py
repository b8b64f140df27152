"""Many problems in one call: constructed side by side, then each improved by local search."""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.errors import OptionError
from coopt.methods.bq_nco.decoding import HYBRID, PLAIN, Decoding, decoding
from coopt.methods.bq_nco.improve import FEW, KICKS, descend, improve, improves
from coopt.methods.bq_nco.keeper import Keeper
from coopt.methods.bq_nco.last_words import LastWords
from coopt.methods.bq_nco.run import (
    MOST,
    first_solution,
    neighbours_of,
    policy_folder,
    task_of,
)
from coopt.methods.bq_nco.stack import stackable
from coopt.problem.csr import Floats

if TYPE_CHECKING:
    from coopt.methods.bq_nco.policy import Policy

SIDE_BY_SIDE = 256
"""Constructions in one batch."""
CONSTRUCTION = 0.5
"""Share of the time that constructions may take if a search follows."""
HYBRID_SHARES = (0.4, 1.0)
"""What each search gets of the time that is left then, with windows between the two."""
WINDOWS = 0.15
"""Share of the time that is left for windows."""
QUICK_S = 0.03
"""A share below which it is not much more than what a search takes to begin."""


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A problem under way: its place in the call, its best solution, its random numbers."""

    place: int
    problem: Any
    keeper: Keeper
    rng: np.random.Generator


def check(settings: Mapping[str, str]) -> None:
    """Refuse options that no worker could use.

    Raises
    ------
    OptionError
        If one is wrong.
    """
    _wishes(settings)
    neighbours_of(settings.get("neighbours"), 0)


def reason_against(problem: Any, settings: Mapping[str, str]) -> str:
    """Return why a problem is not for the policy; empty if it is."""
    name = task_of(problem)
    if name is None:
        return "takes points in the plane or a matrix"
    if problem.n > MOST[name]:
        return f"takes up to {MOST[name]} nodes"
    if settings.get("decode") != PLAIN and policy_folder(settings.get("policy"), name) is None:
        return f"no policy for {name} is on the shelf yet"
    return ""


def run(
    problems: Sequence[tuple[int, Any]], bus: Bus, options: Options, rng: np.random.Generator
) -> None:
    """Offer solutions of many problems, each with its place and a bound before it.

    Parameters
    ----------
    problems : sequence of (int, problem)
        Problems that `reason_against` has nothing against, with their places.
    bus : Bus
        Takes messages of place, proven bound (minus infinity for none) and solution.
    options : Options
        Without a deadline each problem gets so many kicks; then the run repeats.
    rng : numpy.random.Generator
        Not used: draws for a problem depend on the seed and its place only.
    """
    settings = options.settings
    how, hybrid, searches = _wishes(settings)
    items = [
        Item(
            place, problem, Keeper(problem, bus.stop), np.random.default_rng([options.seed, place])
        )
        for place, problem in problems
    ]
    searched = searches and any(improves(item.problem) for item in items)
    if how is None or (searched and math.isfinite(options.deadline)):
        for item in items:
            if not bus.stop():
                _keep(item, first_solution(item.problem))
                send(item, bus)
    groups = grouped(items)
    policies: dict[str, Policy] = {}
    if how is not None:
        now = time.monotonic()
        until = now + (CONSTRUCTION if searched else 1.0) * (options.deadline - now)
        construct_all(groups, policies, how, searched, bus, until, settings)
    if not searched:
        return
    for share in HYBRID_SHARES if hybrid else (1.0,):
        now = time.monotonic()
        improve_all(items, now + share * (options.deadline - now), len(HYBRID_SHARES), bus)
        if share < 1.0 and not bus.stop():
            rework_all(groups, policies, bus, options)


def _wishes(settings: Mapping[str, str]) -> tuple[Decoding | None, bool, bool]:
    """Return how to decode, whether windows are constructed anew, and whether to search."""
    decode = settings.get("decode", "greedy")
    search = settings.get("search", "ils")
    if search not in ("ils", "none"):
        raise OptionError(f"bq_nco.search is {search!r}, expected ils or none")
    # By turns a search follows: beams of each would take its time.
    how = None if decode == PLAIN else Decoding() if decode == HYBRID else decoding(decode)
    return how, decode == HYBRID, search == "ils"


def _policy(settings: Mapping[str, str], name: str) -> Policy:
    from coopt.methods.bq_nco.policy import load_policy

    folder = policy_folder(settings.get("policy"), name)
    assert folder is not None
    return load_policy(folder, name, 1)


def grouped(items: Sequence[Item]) -> dict[tuple[str, int], list[Item]]:
    """Return the items by task and size, in the order of their first."""
    groups: dict[tuple[str, int], list[Item]] = defaultdict(list)
    for item in items:
        name = task_of(item.problem)
        assert name is not None
        groups[name, item.problem.n].append(item)
    return dict(groups)


def construct_all(
    groups: Mapping[tuple[str, int], Sequence[Item]],
    policies: dict[str, Policy],
    how: Decoding,
    searched: bool,
    bus: Bus,
    until: float,
    settings: Mapping[str, str],
) -> None:
    """Construct solutions of all problems and send them, until a time.

    Problems without one at the end get a greedy one that was made before, or a plain start.
    """
    left = {item.place: item for items in groups.values() for item in items}
    timed = math.isfinite(until)
    greedy: dict[int, Floats] = {}
    plain = {
        place: first_solution(item.problem)
        for place, item in left.items()
        if timed and not searched and not bus.stop()
    }
    goes_on = "the search begins at" if searched else "this is"

    def instead(item: Item, late: bool) -> None:
        x = greedy.get(item.place)
        _keep(item, plain.get(item.place) if x is None else x)
        send(item, bus)
        why = f"{how} did not end in time" if late else f"no construction by {how} is feasible"
        what = "a plain start" if x is None else "a greedy construction"
        note = {"note": f"{why}: {goes_on} {what}"}
        _tell(item, note, "time" if late and timed else None, searched, bus)

    def say() -> None:
        for item in left.values():
            instead(item, late=True)

    def stop() -> bool:
        return bus.stop() or last.said or time.monotonic() >= until

    with LastWords(math.inf if searched else until, say) as last:
        for name in dict.fromkeys(name for name, _ in groups):
            policies[name] = _policy(settings, name)
        if how.width > 1 and timed:
            for item, x in constructed(groups, policies, Decoding(), settings, stop):
                if x is not None:
                    greedy[item.place] = x
        for item, x in constructed(groups, policies, how, settings, stop):
            with last.turn:
                if last.said:
                    return
                del left[item.place]
                if x is None:
                    instead(item, late=False)
                else:
                    _keep(item, x)
                    send(item, bus)
                    _tell(item, {}, None, searched, bus)
        last.say()


def constructed(
    groups: Mapping[tuple[str, int], Sequence[Item]],
    policies: Mapping[str, Policy],
    how: Decoding,
    settings: Mapping[str, str],
    stop: Callable[[], bool],
) -> Iterator[tuple[Item, Floats | None]]:
    """Construct solutions batch after batch until told to stop; None where none is feasible."""
    from coopt.methods.bq_nco.policy import constructions

    for (name, n), items in groups.items():
        near = neighbours_of(settings.get("neighbours"), n)
        for part in parts(items, max(1, SIDE_BY_SIDE // how.width)):
            problems = [item.problem for item in part]
            made = constructions(policies[name], problems, how, near, part[0].rng, stop)
            if made is None:
                return
            yield from zip(part, made, strict=True)


def _tell(
    item: Item, about: Mapping[str, str], limit: str | None, searched: bool, bus: Bus
) -> None:
    """Say what limited the work on a problem; if a search follows, only that it was the time."""
    known = limit is not None or not (searched and improves(item.problem))
    more = {"limit": limit} if known else {}
    bus.tell("data", {"place": item.place, **about, **more})


def _keep(item: Item, x: Floats | None) -> None:
    if x is not None:
        item.keeper.offer(x)


def parts(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    """Divide items of one size into batches; what cannot be stacked is a batch of its own."""
    alone = [item for item in items if not stackable(item.problem)]
    others = [item for item in items if stackable(item.problem)]
    batches: list[Sequence[Item]] = [others[k : k + most] for k in range(0, len(others), most)]
    return batches + [[item] for item in alone]


def improve_all(items: Sequence[Item], end: float, rounds: int, bus: Bus) -> None:
    """Search from the best of each problem on, for equal shares of the time, and send it.

    Where shares are short, there is first a descent of each, so that no problem is left out.
    """
    able = [item for item in items if improves(item.problem)]
    if able and (end - time.monotonic()) / len(able) < QUICK_S:
        for item in able:
            if bus.stop():
                return
            descend(item.problem, item.keeper)
            send(item, bus)
    for k, item in enumerate(able):
        if bus.stop():
            return
        now, before = time.monotonic(), item.keeper.objective
        timed = math.isfinite(end)
        kicks = None if timed else KICKS * item.problem.n // rounds
        share = now + (end - now) / (len(able) - k) if timed else end
        improve(item.problem, item.keeper, share, item.rng, kicks)
        if item.keeper.objective < before or math.isfinite(item.keeper.bound):
            send(item, bus)


def rework_all(
    groups: Mapping[tuple[str, int], Sequence[Item]],
    policies: Mapping[str, Policy],
    bus: Bus,
    options: Options,
) -> None:
    """Construct windows of all tours and routes anew, once, or again and again for some time."""
    end = time.monotonic() + WINDOWS * (options.deadline - time.monotonic())

    def stop() -> bool:
        return bus.stop() or time.monotonic() >= end

    able = {
        (name, n): items
        for (name, n), items in groups.items()
        if name in policies and name in ("tsp", "atsp", "cvrp") and n > FEW
    }
    while able and not stop():
        for (name, n), items in able.items():
            near = neighbours_of(options.settings.get("neighbours"), n)
            rework_group(policies[name], items, near, stop)
        if not math.isfinite(end):
            return


def rework_group(
    policy: Policy, items: Sequence[Item], neighbours: int, stop: Callable[[], bool]
) -> None:
    """Construct windows of problems of one task and size anew; tours side by side."""
    from coopt.methods.bq_nco.route_windows import reconstructed_routes
    from coopt.methods.bq_nco.windows import reconstructed_tours

    known = [(item, best[0].astype(np.int64)) for item in items if (best := item.keeper.best())]
    if policy.name == "cvrp":
        made = [
            reconstructed_routes(policy, item.problem, x, neighbours, item.rng, stop)
            for item, x in known
        ]
    else:
        metrics = [item.problem.distances for item, _ in known]
        made = reconstructed_tours(policy, metrics, [x for _, x in known], items[0].rng, stop)
    for (item, _), x in zip(known, made, strict=True):
        item.keeper.offer(x.astype(float))


def send(item: Item, bus: Bus) -> None:
    """Send the best solution of a problem."""
    best = item.keeper.best()
    if best is not None:
        bus.offer(np.concatenate(([item.place, item.keeper.bound], best[0])))
