"""The answer of a solve: a line of JSON for scripts, a few lines of text for people."""

from __future__ import annotations

import dataclasses
import math
import sys
from typing import Any

import numpy as np

from coopt import __version__
from coopt.problem import (
    Cvrp,
    Dag,
    IndependentSet,
    Knapsack,
    Milp,
    MultiTsp,
    Orienteering,
    PrizeCollecting,
    Tsp,
)
from coopt.result import Event, Result
from coopt_cli.json_text import json_text
from coopt_cli.printable import number, percent, printable

# How `coopt.solve` notes that the solution file could not be written.
_UNWRITTEN = "output not written:"


class Answer:
    """Where the answer of one run goes, and of which model it speaks."""

    def __init__(
        self, file: str, json_path: str | None, quiet: bool, why: bool, output: str | None
    ) -> None:
        self.json_path, self.quiet, self.why, self.output = json_path, quiet, why, output
        self.instance: dict[str, Any] = {"file": file}
        self.printing = True
        self.problem: Any = None

    def of(self, problem: Any) -> None:
        """Note the facts of the model."""
        self.problem = problem
        self.instance |= instance_facts(problem)

    def give(self, result: Result) -> None:
        """Write and print the answer."""
        # A person has the text even if the file of the JSON cannot be written.
        if not self.quiet and result.status != "error":
            self._print(result)
        if self.json_path is not None:
            content = result_json(result, self.instance) | _graph_facts(self.problem, result)
            write_text(self.json_path, json_text(content) + "\n")

    def _print(self, result: Result) -> None:
        if self.why:
            print(
                "why these methods:", *map(printable, result.reasons), sep="\n  ", file=sys.stderr
            )
        if self.printing:
            print("\n".join(summary(result, self.output, self.problem)), flush=True)


def write_text(path: str, text: str) -> None:
    """Write to a file, or to standard output for ``-``."""
    if path == "-":
        print(text, end="", flush=True)
        return
    from coopt.write.atomic import write_atomic

    write_atomic(path, text)


def instance_facts(problem: Any) -> dict[str, Any]:
    """Return name, kind and size of a problem."""
    facts: dict[str, Any] = {"kind": type(problem).__name__.lower()}
    if isinstance(problem, Milp):
        m, n = problem.a.shape
        facts |= {
            "name": problem.name,
            "sense": "max" if problem.maximise else "min",
            "variables": n,
            "integers": int(np.count_nonzero(problem.integer)),
            "rows": m,
            "nonzeros": int(problem.a.data.size),
        }
        return facts
    facts |= {"name": problem.name, "sense": "max" if problem.maximise else "min", "n": problem.n}
    if hasattr(problem, "distances"):
        facts |= {"distances": problem.distances.rule, "symmetric": problem.distances.symmetric}
    for part in ("capacity", "vehicles", "open_routes", "budget", "min_prize", "salesmen"):
        if hasattr(problem, part):
            facts[part] = getattr(problem, part)
    if isinstance(problem, IndependentSet):
        facts["edges"] = int(problem.indices.size // 2)
    return facts


def result_json(result: Result, instance: dict[str, Any]) -> dict[str, Any]:
    """Return the result as the object that scripts rely on."""
    return {
        "status": result.status,
        "limit": result.limit,
        "objective": result.objective,
        "dual_bound": result.dual_bound,
        "gap": result.gap,
        "time_s": result.time_s,
        "verified": result.verified,
        "max_violation": result.max_violation,
        "methods": list(result.methods),
        "trace": [_trace_entry(event) for event in result.trace],
        "instance": instance,
        "coopt": __version__,
    }


def _trace_entry(event: Event) -> dict[str, Any]:
    """Return an event of the trace, with the statistics of a bandit's arms where it has them."""
    arms = {"arms": event.data["arms"]} if "arms" in event.data else {}
    return {
        "time_s": event.time_s,
        "source": event.source,
        "primal_bound": event.primal_bound,
        "dual_bound": event.dual_bound,
        **arms,
    }


def summary(result: Result, output: str | None, problem: Any = None) -> list[str]:
    """Return the lines that tell a person what came out."""
    limit = f" ({result.limit} limit)" if result.limit else ""
    limit = " (interrupted)" if result.limit == "interrupt" else limit
    lines = [("status", result.status.replace("_", " ") + limit)]
    if result.objective is not None:
        lines.append(("objective", f"{number(result.objective)}{_finder(result)}"))
    if result.status == "unbounded":
        lines.append(("objective", _unbounded(result)))
    if result.dual_bound is not None:
        lines.append(("dual bound", number(result.dual_bound)))
    if result.gap is not None:
        lines.append(("gap", percent(result.gap)))
    if result.solution is not None:
        if result.status != "unbounded":
            lines.append(("verified", _verification(result)))
        lines.append(("solution", _solution(result, output, problem)))
    lines.append(("time", f"{result.time_s:.2f} s"))
    lines += [("note", note) for note in result.notes if note != unwritten(result)]
    if isinstance(problem, Dag) and result.solution is not None:
        lines += [("meaning", line) for line in _conclusions(problem, result.solution)]
    return [f"{name + ':':<12}{printable(text)}" for name, text in lines]


def unwritten(result: Result) -> str | None:
    """Return the note that says why the solution file could not be written, if there is one."""
    return next((note for note in result.notes if note.startswith(_UNWRITTEN)), None)


def interrupted(time_s: float) -> Result:
    """Return the result of a run that a signal ended while the model was being read."""
    return dataclasses.replace(unanswered("", time_s), status="no_solution", limit="interrupt")


def unanswered(message: str, time_s: float) -> Result:
    """Return the result of a run that failed."""
    return Result(
        status="error",
        limit=None,
        solution=None,
        objective=None,
        dual_bound=None,
        gap=None,
        time_s=time_s,
        verified=None,
        max_violation=None,
        methods=(),
        trace=(),
        notes=(message,) if message else (),
    )


def _unbounded(result: Result) -> str:
    bounds = [e.primal_bound for e in result.trace if e.kind == "incumbent"]
    if result.solution is None or not bounds or bounds[-1] is None or math.isinf(bounds[-1]):
        return "unbounded"
    return f"unbounded; a feasible point of objective {number(bounds[-1])} was verified"


def _finder(result: Result) -> str:
    found = [e for e in result.trace if e.kind == "incumbent"]
    return f" (found by {found[-1].source} after {found[-1].time_s:.2f} s)" if found else ""


def _verification(result: Result) -> str:
    if result.verified == "exact":
        return "exactly: no constraint is violated at all"
    if result.verified == "tolerance":
        return f"within tolerance: largest violation {number(result.max_violation)}"
    return "no"


def _solution(result: Result, output: str | None, problem: Any) -> str:
    assert result.solution is not None
    place = f"written to {output}" if output else f"-o FILE{_suffix(problem)} writes it"
    place = "not written" if unwritten(result) else place
    return f"{_extent(problem, result.solution)}; {place}"


def _suffix(problem: Any) -> str:
    if isinstance(problem, Dag):
        return ".csv"
    return ".tour" if isinstance(problem, Tsp) else ".sol"


def _conclusions(problem: Dag, x: np.ndarray[Any, Any]) -> list[str]:
    """Say in words what may be concluded from a graph."""
    from coopt.features.dag_diagnostics import conclusions, diagnose
    from coopt.write.graph import weights_of

    return conclusions(problem, diagnose(problem, weights_of(problem, x))).splitlines()


def _graph_facts(problem: Any, result: Result) -> dict[str, Any]:
    """Return order, edges and diagnostics of a learned graph, for the JSON."""
    if not isinstance(problem, Dag) or result.solution is None:
        return {}
    from coopt.features.dag_diagnostics import diagnose
    from coopt.write.graph import edges_of, node_names, order_of, weights_of

    weights, names = weights_of(problem, result.solution), node_names(problem)
    return {
        "order": [names[i] for i in order_of(weights).tolist()],
        "edges": [
            {"from": a, "to": b, "weight": w} for a, b, w in edges_of(problem, result.solution)
        ],
        "diagnostics": dataclasses.asdict(diagnose(problem, weights))
        | {"conclusions": _conclusions(problem, result.solution)},
    }


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _extent(problem: Any, x: np.ndarray[Any, Any]) -> str:
    """Say in a few words how much the solution holds."""
    count = int(np.count_nonzero(x))
    if isinstance(problem, Tsp):
        return f"a tour of {_count(x.size, 'node')}"
    if isinstance(problem, Cvrp | MultiTsp):
        return f"{_count(int((x < 0).sum()), 'route')} to {_count(x.size, 'node')}"
    if isinstance(problem, Orienteering | PrizeCollecting):
        return f"{count} of {x.size} nodes are visited"
    if isinstance(problem, Knapsack | IndependentSet):
        return f"{count} of {x.size} are chosen"
    if isinstance(problem, Dag):
        from coopt.problem.networks import edge_weights

        count = int(np.count_nonzero(edge_weights(problem, x)))
        return f"a graph of {_count(count, 'edge')} between {_count(problem.n, 'node')}"
    return f"{count} of {x.size} variables are not zero"
