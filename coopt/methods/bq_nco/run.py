"""How the method solves: one greedy construction, then beams, then draws until told to stop.

A named decoding makes one construction, which stands for itself: a plain start or a greedy
construction is offered instead if it does not end in time. With ``decode=hybrid`` constructions and
local search take turns.

It is silent where no policy is on the shelf for the problem.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.check.candidate import evaluate
from coopt.errors import OptionError
from coopt.methods.bq_nco.decoding import HYBRID, Decoding, decoding
from coopt.methods.bq_nco.last_words import LastWords
from coopt.problem.csr import Floats
from coopt.problem.cvrp import Cvrp
from coopt.problem.distances import Distances
from coopt.problem.knapsack import Knapsack
from coopt.problem.orienteering import Orienteering
from coopt.problem.tsp import Tsp
from coopt.shelf import shelf

if TYPE_CHECKING:
    from coopt.methods.bq_nco.policy import Policy

FIRST, DRAWS = (Decoding(), Decoding("beam", 16)), Decoding("sample", 16)
NEIGHBOURS = 50
"""About what the shipped policies saw in training: better on 200 to 1,000 nodes than 100."""
ALL_UP_TO = 150
"""Up to so many nodes the policy sees all of them."""
MOST = {"tsp": 50_000, "atsp": 5_000, "cvrp": 50_000, "op": 5_000, "knapsack": 500}
"""More nodes than this take too long, or too much memory."""


def run(problem: Any, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer constructions of the policy for this kind of problem.

    Parameters
    ----------
    problem : Tsp, Cvrp, Orienteering or Knapsack
        The problem.
    bus : Bus
        Where constructions go.
    options : Options
        ``settings`` may hold ``decode``, ``neighbours`` and ``policy``, a folder.
    rng : numpy.random.Generator
        Source of randomness.
    """
    wanted = options.settings.get("decode")
    how = None if wanted in (None, HYBRID) else decoding(str(wanted))
    name = task_of(problem)
    if name is None or problem.n > MOST[name]:
        bus.tell("note", "takes points in the plane or a matrix, and not too many nodes")
        return
    folder = policy_folder(options.settings.get("policy"), name)
    if folder is None:
        bus.tell("note", f"no policy for {name} is on the shelf yet: coopt train makes one")
        return
    neighbours = neighbours_of(options.settings.get("neighbours"), problem.n)

    def policy() -> Policy:
        from coopt.methods.bq_nco.policy import load_policy

        return load_policy(folder, name, options.threads)

    first = first_solution(problem)
    if how is not None:
        _construct_one(problem, first, policy, how, neighbours, bus, options, rng)
        return
    if first is not None:
        bus.offer(first)
    if wanted == HYBRID:
        from coopt.methods.bq_nco.hybrid import run_hybrid

        run_hybrid(problem, policy(), neighbours, bus, options, rng)
        return
    _construct_more(problem, first, policy(), neighbours, bus, options, rng)


def task_of(problem: Any) -> str | None:
    """Return the name of the task that a problem is of, or None."""
    if isinstance(problem, Knapsack):
        return "knapsack"
    plane = _in_plane(problem.distances)
    if isinstance(problem, Tsp):
        return "tsp" if plane else "atsp"
    if not plane:
        return None
    return "cvrp" if isinstance(problem, Cvrp) else "op"


def policy_folder(given: str | None, name: str) -> Path | None:
    """Return the folder of a policy with weights: the given one, or the shelf's, or None.

    Of a folder that ``coopt train`` made, it is the folder ``policy`` in it.

    Raises
    ------
    OptionError
        If the given one is a file.
    """
    if not given:
        folder = shelf("policies") / "bq_nco" / name
        return folder if (folder / "weights.safetensors").is_file() else None
    folder = Path(given)
    if folder.is_file():
        raise OptionError(f"bq_nco.policy is {given!r}, a file; expected the folder of a policy")
    trained = (folder / "policy").is_dir() and not (folder / "recipe.toml").exists()
    return folder / "policy" if trained else folder


def first_solution(problem: Any) -> Floats | None:
    """Return a plain solution, to have one while the network is loaded."""
    if isinstance(problem, Tsp):
        from coopt.search.first_tour import first_tour

        return first_tour(problem.distances).astype(float)
    if isinstance(problem, Cvrp):
        from coopt.methods.ils.first_routes import first_routes
        from coopt.methods.ils.whole_demands import whole_demands

        found = first_routes(problem, *whole_demands(problem.demand, problem.capacity))
        return None if found is None else found.astype(float)
    assert isinstance(problem, Orienteering | Knapsack)
    return np.zeros(problem.solution_size)


def _construct_one(
    problem: Any,
    first: Floats | None,
    policy: Callable[[], Policy],
    how: Decoding,
    neighbours: int,
    bus: Bus,
    options: Options,
    rng: np.random.Generator,
) -> None:
    """Offer the construction that is named, or something else if there is none in time."""
    instead = [(first, f"{how} did not end in time: this is a plain start")]

    def say() -> None:
        x, why = instead[-1]
        if x is not None:
            bus.offer(x)
        bus.tell("note", why)

    with LastWords(options.deadline, say) as last:
        from coopt.methods.bq_nco.policy import constructions

        ready = policy()
        if how.width > 1 and math.isfinite(options.deadline):
            greedy = constructions(ready, [problem], Decoding(), neighbours, rng, bus.stop)
            if greedy is not None and greedy[0] is not None:
                instead.append((greedy[0], f"{how} did not end in time: this is a greedy one"))
        made = constructions(ready, [problem], how, neighbours, rng, bus.stop)
        with last.turn:
            if made is not None and made[0] is not None and not last.said:
                last.said = True
                bus.offer(made[0])
            elif made is not None:
                instead[:] = [(first, f"no construction by {how} is feasible: a plain start")]
            last.say()


def _construct_more(
    problem: Any,
    first: Floats | None,
    policy: Policy,
    neighbours: int,
    bus: Bus,
    options: Options,
    rng: np.random.Generator,
) -> None:
    """Offer construction after construction; if none is better than the start, say so at last."""
    from coopt.methods.bq_nco.policy import constructions

    start = math.inf if first is None else evaluate(problem, first).objective
    best = math.inf

    def say() -> None:
        if math.isfinite(best) and best >= start:
            found = -best if problem.maximise else best
            bus.tell(
                "note", f"no construction is better than the plain start: the best has {found:,.9g}"
            )

    plan = list(FIRST)
    with LastWords(options.deadline, say) as last:
        while not bus.stop():
            how = plan.pop(0) if plan else DRAWS
            made = constructions(policy, [problem], how, neighbours, rng, bus.stop)
            if made is not None and made[0] is not None:
                with last.turn:
                    bus.offer(made[0])
                    best = min(best, evaluate(problem, made[0]).objective)
        last.say()


def _in_plane(distances: Distances) -> bool:
    points = distances.points
    return distances.rule != "EXPLICIT" and points is not None and points.shape[1] == 2


def neighbours_of(text: str | None, n: int) -> int:
    """Return how many nodes the policy sees: what is set, else enough of n; 0 for all."""
    if text is None:
        return NEIGHBOURS if n > ALL_UP_TO else 0
    if not text.isdigit():
        raise OptionError(f"bq_nco.neighbours is {text!r}, expected a whole number, 0 for all")
    return int(text)
