"""Arms: a neighbourhood, a sub-solver, and a size that adapts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coopt.methods.balans.neighbourhoods import OPERATORS, Operator, local_branching
from coopt.methods.balans.paper_neighbourhoods import PAPER_OPERATORS
from coopt.methods.balans.subsolve import SUB_SOLVERS, SubSolver
from coopt.problem.csr import Floats

LEAP, GROW, SHRINK = 2.0, 1.3, 0.7
QUICK = 0.1
LEAST, MOST = 0.005, 0.95
# Of the binaries that may flip; its sub-problem is the whole problem.
LOCAL_BRANCHING_SHARE = 0.05
LOCAL_SEARCH, TREE = "local_search/moves", "tree/scip"

Whole = Callable[[float], list[Floats]]
"""``go_on(seconds)``: search the whole problem on, and return the best points found."""


@dataclass(slots=True, eq=False)
class Arm:
    """A neighbourhood and a sub-solver, with what it did so far.

    ``share`` is the part of the integers that it frees; it adapts towards the size of which half
    are searched to the end, unless ``fixed``. ``limit_s`` is its own limit, or None. An arm
    without an operator goes on with a search of the ``whole`` problem.
    """

    name: str
    operator: Operator | None
    solver: SubSolver
    share: float
    fixed: bool = False
    limit_s: float | None = None
    whole: Whole | None = None
    pulls: int = 0
    gain: float = 0.0
    seconds: float = 0.0

    def learn(
        self, improved: bool, complete: bool | None, gain: float, seconds: float, limit_s: float
    ) -> None:
        """Count a pull; grow after a complete search, by more after a quick one, else shrink.

        ``complete`` is None where there was nothing to search.
        """
        self.pulls += 1
        self.gain += gain
        self.seconds += seconds
        if self.fixed or complete is None or (improved and not complete):
            return
        growth = LEAP if seconds < QUICK * limit_s else GROW
        self.share = min(MOST, max(LEAST, self.share * (growth if complete else SHRINK)))

    @property
    def frees_integers(self) -> bool:
        """Whether ``share`` is one of the integers, and adapts."""
        return not self.fixed and self.operator is not local_branching


def default_arms(second: str | None, share: float) -> list[Arm]:
    """Return our arms: all neighbourhoods with SCIP, the best with a second engine as well."""
    names = [
        "mutation",
        "crossover",
        "rins",
        "rens",
        "constraint_graph",
        "constraint_block",
        "objective_terms",
        "local_branching",
    ]
    pairs = [(name, "scip") for name in names]
    if second is not None:
        pairs += [(name, second) for name in ("mutation", "rins", "constraint_graph", "crossover")]
    return [
        Arm(f"{name}/{solver}", OPERATORS[name], SUB_SOLVERS[solver], _first_share(name, share))
        for name, solver in pairs
    ]


def whole_arm(name: str, whole: Whole) -> Arm:
    """Return the arm that goes on with a search of the whole problem."""
    return Arm(name, None, SUB_SOLVERS["scip"], 1.0, fixed=True, whole=whole)


def _first_share(name: str, share: float) -> float:
    return LOCAL_BRANCHING_SHARE if name == "local_branching" else share


def paper_arms(names: list[str], iteration_s: float, local_branching_s: float) -> list[Arm]:
    """Return arms of the published system, named like ``mutation_25``."""
    arms = []
    for name in names:
        family, _, percent = name.rpartition("_")
        family = family or name
        share = (
            int(percent) / (1000 if family == "proximity" else 100) if percent.isdigit() else 1.0
        )
        limit_s = local_branching_s if family == "local_branching" else iteration_s
        operator = PAPER_OPERATORS[family]
        arms.append(Arm(name, operator, SUB_SOLVERS["scip_default"], share, True, limit_s))
    return arms
