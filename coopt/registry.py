"""Names of methods, and where they are: ``module:function`` strings, imported on use."""

from __future__ import annotations

import difflib
import importlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Flag, auto
from typing import Any

from coopt.bus.protocol import Run
from coopt.errors import MissingExtraError, OptionError
from coopt.problem.cvrp import Cvrp
from coopt.problem.dag import Dag
from coopt.problem.independent_set import IndependentSet
from coopt.problem.knapsack import Knapsack
from coopt.problem.milp import Milp
from coopt.problem.multi_tsp import MultiTsp
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting
from coopt.problem.tsp import Tsp


class Gives(Flag):
    """What a method can state: solutions, and bounds with proof."""

    PRIMAL = auto()
    DUAL = auto()
    BOTH = PRIMAL | DUAL


@dataclass(frozen=True, slots=True)
class MethodSpec:
    """A method: where it runs for each type of problem, what it gives.

    ``exact`` says that it computes without rounding; ``lacks`` names parts of a problem that it
    cannot take (see ``coopt.features.milp_class``); ``settings`` names its options with one line
    of help each.
    """

    runs: Mapping[type, str]
    gives: Gives
    summary: str
    paper: str = ""
    extra: str = ""
    exact: bool = False
    lacks: frozenset[str] = frozenset()
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def solves(self) -> tuple[type, ...]:
        """Types of problems that it takes."""
        return tuple(self.runs)


METHODS: dict[str, MethodSpec] = {
    "scip": MethodSpec(
        runs={
            Milp: "coopt.engines.scip:run",
            Tsp: "coopt.engines.scip_tour:run",
            IndependentSet: "coopt.engines.scip_independent_set:run",
        },
        gives=Gives.BOTH,
        summary="branch-cut-and-price, SCIP 10",
        paper="Hojny et al. (2025), The SCIP Optimization Suite 10.0",
        settings={"any SCIP parameter": "for example --set scip.separating/maxrounds=5"},
    ),
    "highs": MethodSpec(
        runs={Milp: "coopt.engines.highs:run"},
        gives=Gives.BOTH,
        summary="simplex, interior point and branch-and-cut, HiGHS 1.15",
        paper="Huangfu & Hall (2018), Parallelizing the dual revised simplex method",
        lacks=frozenset({"indicator", "sos", "unbounded semicontinuous"}),
        settings={"any HiGHS option": "for example --set highs.presolve=off"},
    ),
    "cpsat": MethodSpec(
        runs={
            Milp: "coopt.engines.cpsat:run",
            Orienteering: "coopt.engines.cpsat_visit:run_orienteering",
            PrizeCollecting: "coopt.engines.cpsat_visit:run_prize_collecting",
            IndependentSet: "coopt.engines.cpsat_independent_set:run",
        },
        gives=Gives.BOTH,
        summary="lazy clause generation with LNS, CP-SAT 9.15; exactly scaled integer models",
        paper="Perron, Didier & Gay (2023), The CP-SAT-LP solver",
        exact=True,
        lacks=frozenset({"continuous", "sos", "semicontinuous"}),
        settings={"workers": "number of search workers (default 8)"},
    ),
    "tight_move": MethodSpec(
        runs={Milp: "coopt.methods.tight_move.run:run"},
        gives=Gives.PRIMAL,
        summary="local search by tight moves, dives with propagation, LP polish; no tree, no bound",
        paper="Lin, Zou & Cai (2024), Local-MIP; Salvagnin, Roberti & Fischetti (2025), FPR",
        lacks=frozenset({"indicator", "sos", "semicontinuous"}),
    ),
    "balans": MethodSpec(
        runs={Milp: "coopt.methods.balans.run:run"},
        gives=Gives.BOTH,
        summary="large-neighbourhood search under a bandit over neighbourhoods and sub-solvers",
        paper="Cai, Kadioglu & Dilkina (2025), Balans",
        settings={
            "preset": "default, paper (16 arms) or paper10 (10 arms)",
            "bandit": "uniform, softmax, thompson, ucb1, epsilon, or only:ARM",
        },
    ),
    "ils": MethodSpec(
        runs={
            Tsp: "coopt.methods.ils.tsp:run",
            Cvrp: "coopt.methods.ils.cvrp:run",
            Orienteering: "coopt.methods.ils.orienteering:run",
            PrizeCollecting: "coopt.methods.ils.prize_collecting:run",
            MultiTsp: "coopt.methods.ils.multi_tsp:run",
            IndependentSet: "coopt.methods.ils.independent_set:run",
        },
        gives=Gives.BOTH,
        summary="annealed local search in compiled kernels; bounds where they are cheap",
        paper="Helsgaun (2000), LKH; Christiaens & Vanden Berghe (2020), SISR; Andrade, Resende & "
        "Werneck (2012), ARW",
        settings={"kicks": "end after so many steps instead of at the time limit; then it repeats"},
    ),
    "subsets": MethodSpec(
        runs={kind: "coopt.methods.subsets.run:run" for kind in (Cvrp, MultiTsp)},
        gives=Gives.BOTH,
        summary="dynamic programming over subsets, for up to 9 customers",
        paper="Held & Karp (1962), A dynamic programming approach to sequencing problems",
    ),
    "knapsack": MethodSpec(
        runs={Knapsack: "coopt.methods.knapsack.run:run"},
        gives=Gives.BOTH,
        exact=True,
        summary="dynamic programming over an expanding core",
        paper="Pisinger (1997), A minimal algorithm for the 0-1 knapsack problem",
    ),
    "pyvrp": MethodSpec(
        runs={Tsp: "coopt.engines.pyvrp:run", Cvrp: "coopt.engines.pyvrp:run"},
        gives=Gives.PRIMAL,
        summary="iterated local search for routing, PyVRP",
        paper="Wouda, Lan & Kool (2024), PyVRP",
        settings={
            "iterations": "end after so many instead of at the time limit; then it repeats",
            "history_length": "of late acceptance (default 300)",
            "num_iters_no_improvement": "before a restart (default 150000)",
            "exhaustive_on_best": "search the surroundings of each new best (default true)",
        },
    ),
    "routing": MethodSpec(
        runs={
            kind: "coopt.engines.routing:run"
            for kind in (Tsp, Cvrp, Orienteering, PrizeCollecting, MultiTsp)
        },
        gives=Gives.PRIMAL,
        summary="guided local search, OR-Tools' routing library",
        paper="Furnon & Perron, OR-Tools Routing Library",
        settings={
            "first": "first-solution strategy (default PATH_CHEAPEST_ARC)",
            "metaheuristic": "default GUIDED_LOCAL_SEARCH",
            "solutions": "end each search after so many solutions",
        },
    ),
    "bq_nco": MethodSpec(
        runs={kind: "coopt.methods.bq_nco.run:run" for kind in (Tsp, Cvrp, Orienteering, Knapsack)},
        gives=Gives.PRIMAL,
        extra="learn",
        summary="construction by a network that has learned from solutions, where one is trained",
        paper="Drakulic et al. (2023), BQ-NCO",
        settings={
            "decode": "greedy, beam16, sample64 or such; hybrid with search; none in batches",
            "kicks": "kicks of the hybrid's local search instead of time, so that runs repeat",
            "neighbours": "nodes near the last one that the network sees; 0 for all",
            "policy": "folder of a policy or of its training, instead of the shelf's",
            "search": "in coopt.solve_batch: ils after constructions (or decode=none), or none",
        },
    ),
    "order_search": MethodSpec(
        runs={Dag: "coopt.methods.order_search.run:run"},
        gives=Gives.BOTH,
        summary="iterated local search over orders of nodes; a bound from the determinant",
        paper="Deng et al. (2023), topological swaps; Andrews et al. (2023), BOSS",
        settings={"kicks": "end after so many kicks instead of at the time limit; then it repeats"},
    ),
    "order_dp": MethodSpec(
        runs={Dag: "coopt.methods.order_dp.run:run"},
        gives=Gives.BOTH,
        summary="dynamic programming over sets of nodes: proofs up to 20 nodes, not with l1 or mcp",
        paper="Silander & Myllymäki (2006)",
    ),
    "topo": MethodSpec(
        runs={Dag: "coopt.methods.topo.run:run"},
        gives=Gives.PRIMAL,
        summary="topological swaps from candidate sets of the acyclicity gradient, as published",
        paper="Deng, Bello, Aragam & Ravikumar (2023)",
        settings={
            "preset": "paper searches networks (score mlp) as published; default is guided",
            "acyclicity": "logdet (default), expm or poly",
            "small": "size of the small candidate set",
            "large": "size of the large candidate set",
            "searches": "how often the large set may be searched",
            "starts": "end after so many starts instead of at the time limit; then it repeats",
        },
    ),
}


def method(name: str) -> MethodSpec:
    """Return a method by name.

    Raises
    ------
    OptionError
        If there is no such method; the message names similar ones.
    """
    if name not in METHODS:
        close = difflib.get_close_matches(name, METHODS, n=3)
        hint = f"did you mean {', '.join(close)}?" if close else f"there are {', '.join(METHODS)}"
        raise OptionError(f"there is no method {name!r}; {hint}")
    return METHODS[name]


def check_extra(name: str) -> None:
    """Raise `MissingExtraError` if a method needs an extra that is not installed."""
    if method(name).extra == "learn" and importlib.util.find_spec("torch") is None:
        raise MissingExtraError(f"method {name} needs PyTorch: pip install 'coopt[learn]'")


def load(name: str, kind: type) -> Run:
    """Import a method's function for a type of problem.

    Raises
    ------
    OptionError
        If the method does not solve such problems.
    MissingExtraError
        If the method needs an extra that is not installed.
    """
    spec = method(name)
    if kind not in spec.runs:
        raise OptionError(f"method {name} does not solve {kind.__name__} problems")
    check_extra(name)
    module, _, function = spec.runs[kind].partition(":")
    run: Any = getattr(importlib.import_module(module), function)
    return run  # type: ignore[no-any-return]
