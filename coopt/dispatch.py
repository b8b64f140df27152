"""Which methods for which problem and budget, and why; a pure function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coopt.bus.child import Rank
from coopt.errors import OptionError
from coopt.features.milp_class import MilpFeatures, milp_features
from coopt.problem.cvrp import Cvrp
from coopt.problem.dag import Dag
from coopt.problem.independent_set import IndependentSet
from coopt.problem.knapsack import Knapsack
from coopt.problem.milp import Milp
from coopt.problem.multi_tsp import MultiTsp
from coopt.problem.orienteering import Orienteering
from coopt.problem.prize_collecting import PrizeCollecting
from coopt.problem.tsp import Tsp
from coopt.registry import METHODS, check_extra, method

# When the others join (s). Most small models end before; on one core the leader should.
NEIGHBOURHOODS_S = 0.2
SECOND_TREE_S = 1.0
THIRD_TREE_S = 3.0
ONE_CORE_S = 5.0
# Up to so many nodes all orders are compared, in a second or two.
EXACT_ORDERS = 20


@dataclass(frozen=True, slots=True)
class Joiner:
    """A method beside the leader: up to how many nodes, and up to how many even on one core."""

    method: str
    largest: int
    on_one_core: int = 0


# By type of problem: the leader, then those that join it. A proof joins on one core where it takes
# seconds and the search has long found its best.
ORDERS: dict[type, tuple[str, tuple[Joiner, ...]]] = {
    Tsp: ("ils", (Joiner("scip", 400, 300),)),
    Cvrp: ("ils", (Joiner("pyvrp", 5_000),)),
    Orienteering: ("ils", (Joiner("cpsat", 60, 60),)),
    PrizeCollecting: ("ils", (Joiner("cpsat", 60, 60),)),
    MultiTsp: ("ils", ()),
    Knapsack: ("knapsack", ()),
    IndependentSet: ("ils", (Joiner("cpsat", 2_000), Joiner("scip", 2_000))),
}


# Up to so many nodes a proof takes less time than waiting for it.
TINY = 40
# What proves optimality of other problems than models and graphs of data.
PROVERS = frozenset({"scip", "cpsat", "subsets", "knapsack"})
# By type of problem: what solves it to optimality at once, up to how many nodes.
SMALL: dict[type, tuple[str, int]] = {Cvrp: ("subsets", 10), MultiTsp: ("subsets", 10)}


@dataclass(frozen=True, slots=True)
class Budget:
    """What the caller gives: cores, methods if any are named, whether nodes are limited."""

    threads: int = 2
    nodes_limited: bool = False
    methods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A method to run, from when on, with what share of the cores, and whether it gives way."""

    method: str
    after_s: float = 0.0
    rank: Rank = "full"
    threads: int = 1
    gives_way: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The choices in order of their start, the reasons, and whether a proof is in sight."""

    choices: tuple[Choice, ...]
    reasons: tuple[str, ...]
    proves: bool = True


def choose(problem: Any, budget: Budget) -> Plan:
    """Choose methods for a problem.

    Raises
    ------
    OptionError
        If a named method does not exist or cannot take this problem.
    MissingExtraError
        If a named method needs what is not installed.
    """
    named = tuple(name for name in budget.methods if name != "auto")
    if isinstance(problem, Milp):
        features = milp_features(problem)
        if named:
            return _named(named, features.parts, type(problem), budget)
        return _choose_milp(features, budget)
    if named:
        return _named(named, frozenset(), type(problem), budget)
    if isinstance(problem, Dag):
        return _choose_dag(problem, budget)
    return _choose_by_type(problem, budget)


def _choose_by_type(problem: Any, budget: Budget) -> Plan:
    """Choose for routing, packing and graph problems: a search leads, what proves follows."""
    kind = type(problem)
    if kind not in ORDERS:
        raise OptionError(
            f"{kind.__name__} is no kind of problem: give a path, or one of "
            f"{', '.join(sorted(known.__name__ for known in (*ORDERS, Milp, Dag)))}; "
            "coopt.read makes them of arrays and graphs: tsp_from_points, tsp_from_matrix, "
            "tsp_from_graph, independent_set_from_graph"
        )
    leader, joiners = ORDERS[kind]
    if kind in SMALL and problem.n <= SMALL[kind][1]:
        leader, joiners = SMALL[kind][0], (Joiner(leader, problem.n),)
    joining = [joiner for joiner in joiners if problem.n <= joiner.largest]
    choices = [Choice(leader, threads=max(1, budget.threads - len(joining)))]
    reasons = [f"{kind.__name__} with {problem.n} nodes", f"{leader} leads there"]
    for joiner in joiners:
        if joiner not in joining:
            reasons.append(
                f"{joiner.method} stays out: it proves little above {joiner.largest} nodes"
            )
            continue
        after = float("inf")
        if budget.threads > 1 or problem.n <= joiner.on_one_core:
            after = 0.0 if problem.n <= TINY else SECOND_TREE_S
        choices.append(Choice(joiner.method, after))
        reasons.append(
            f"{joiner.method} joins after {after:g} s"
            if after < float("inf")
            else f"{joiner.method} takes over if {leader} ends without a proof"
        )
    proves = bool({choice.method for choice in choices} & PROVERS)
    return Plan(tuple(choices), tuple(reasons), proves)


def _choose_dag(problem: Dag, budget: Budget) -> Plan:
    """Choose for graphs: the proof where all orders can be compared, else the search."""
    reasons = [f"graph of {problem.n} nodes, score {problem.score}, penalty {problem.penalty}"]
    if problem.score in ("logistic", "mlp"):
        return Plan((Choice("topo"),), (*reasons, "topo leads: it alone has this score"))
    if problem.n > EXACT_ORDERS or problem.penalty in ("l1", "mcp"):
        reasons.append("order_search leads: too large, or a penalty, for a proof")
        return Plan((Choice("order_search"),), tuple(reasons))
    reasons.append(f"order_dp leads: it proves the optimum up to {EXACT_ORDERS} nodes")
    after = SECOND_TREE_S if budget.threads > 1 else float("inf")
    return Plan((Choice("order_dp"), Choice("order_search", after)), tuple(reasons))


def _named(names: tuple[str, ...], parts: frozenset[str], kind: type, budget: Budget) -> Plan:
    for name in names:
        spec = method(name)
        if kind not in spec.solves:
            raise OptionError(f"method {name} does not solve {kind.__name__} problems")
        check_extra(name)
        missing = sorted(spec.lacks & parts)
        if missing:
            raise OptionError(f"method {name} cannot take problems with {', '.join(missing)}")
    share = max(1, budget.threads // len(names))
    choices = tuple(
        Choice(name, rank="full" if k < budget.threads else "part", threads=share)
        for k, name in enumerate(names)
    )
    return Plan(choices, (f"you named {', '.join(names)}",))


def _choose_milp(features: MilpFeatures, budget: Budget) -> Plan:
    size = f"{features.n} variables ({features.integers} integer), {features.m} rows"
    reasons = [f"{features.kind} with {size}, {features.nonzeros} nonzeros"]
    able = [name for name in _order(features) if not METHODS[name].lacks & features.parts]
    reasons.append(_why_leader(features, able[0]))
    for name in ("highs", "cpsat"):
        missing = sorted(METHODS[name].lacks & features.parts)
        if missing:
            reasons.append(f"{name} cannot take {', '.join(missing)}")
    if budget.nodes_limited:
        reasons.append("nodes are limited: the leader runs alone")
        able = able[:1]
    choices = [_choice(name, able, budget.threads) for name in able]
    for choice in choices[1:]:
        if choice.after_s < float("inf"):
            share = ", with a part of a core" if choice.rank == "part" else ""
            reasons.append(f"{choice.method} joins after {choice.after_s:g} s{share}")
    return Plan(tuple(choices), tuple(reasons))


def _choice(name: str, able: list[str], threads: int) -> Choice:
    """Say when a method joins; what never joins by itself waits for the end of another."""
    if name == able[0]:
        return Choice(name)
    if name == "balans" and threads == 1:
        return Choice(name, ONE_CORE_S, "part")
    if name == "balans":
        # It finds most in the first seconds; where it no longer does, the trees should have them.
        return Choice(name, NEIGHBOURHOODS_S, gives_way=True)
    trees = [other for other in able[1:] if other != "balans"]
    second = name == trees[0]
    after_s = SECOND_TREE_S if second else THIRD_TREE_S
    enough = threads > 1 if second else threads > 2
    rank: Rank = "full" if name != "cpsat" else "pool" if second else "idle"
    return Choice(name, after_s if enough else float("inf"), rank)


def _order(features: MilpFeatures) -> list[str]:
    """Leader first: tree search, then what finds solutions, then another tree search."""
    if features.kind == "lp":
        return ["highs", "scip"] if features.m > 0 else ["scip", "highs"]
    if "continuous" not in features.parts:
        return ["scip", "balans", "cpsat", "highs"]
    return ["scip", "balans", "highs", "cpsat"]


def _why_leader(features: MilpFeatures, leader: str) -> str:
    if features.kind == "lp":
        return f"{leader} leads: no integers, so an LP solver proves it alone"
    return f"{leader} leads: its tree search takes every kind of model"
