"""Check of tours that must collect enough, and the execution of a plan on real prizes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.check.evaluation import Certificate, Evaluation
from coopt.check.orienteering import round_trip
from coopt.check.sequence import (
    Nodes,
    certificate,
    decimal,
    decimal_sum,
    not_a_solution,
    refused,
    verdict,
    visited,
)
from coopt.problem.distances import between
from coopt.problem.prize_collecting import PrizeCollecting


def evaluate(problem: PrizeCollecting, x: NDArray[Any]) -> Evaluation:
    """Return length plus penalties, and the missing prize; O(n)."""
    nodes = visited(x, problem.n)
    if nodes is None:
        return not_a_solution()
    prize = math.fsum(problem.prize[np.append(nodes, 0)].tolist())
    return verdict(_cost(problem, nodes), goal(problem) - prize, goal(problem))


def certify(problem: PrizeCollecting, x: NDArray[Any]) -> Certificate:
    """Certify the tour; prizes are summed exactly on the decimals of the source."""
    nodes = visited(x, problem.n)
    if nodes is None:
        return refused("the sequence does not list different nodes, then zeros")
    prize = decimal_sum(problem.prize[np.append(nodes, 0)])
    needed = min(decimal(problem.min_prize), decimal_sum(problem.prize))
    return certificate(_cost(problem, nodes), needed - prize, goal(problem), "the prize collected")


def goal(problem: PrizeCollecting) -> float:
    """Return the prize that a tour must collect."""
    return min(problem.min_prize, math.fsum(problem.prize.tolist()))


def realise(problem: PrizeCollecting, x: NDArray[Any]) -> tuple[Nodes, float]:
    """Execute a plan on the real prizes of the stochastic problem.

    Nodes are visited in the order of the plan; each visit reveals its real prize. The vehicle
    turns back as soon as the real prize suffices; if the plan ends before, it goes on to the
    nearest node left, until the prize suffices or no node is left.

    Parameters
    ----------
    problem : PrizeCollecting
        With ``real_prize``.
    x : ndarray, shape (n - 1,)
        The plan.

    Returns
    -------
    nodes : ndarray of int64
        What was visited, in order.
    cost : float
        Length plus penalties.
    """
    real = problem.prize if problem.real_prize is None else problem.real_prize
    plan = visited(x, problem.n)
    assert plan is not None
    todo = list(plan.tolist())
    left = set(range(1, problem.n))
    done: list[int] = []
    collected, needed = float(real[0]), min(problem.min_prize, float(real.sum()))
    while left and collected < needed - 1e-12:
        at = done[-1] if done else 0
        node = todo.pop(0) if todo else _nearest(problem, at, left)
        left.discard(node)
        done.append(node)
        collected += float(real[node])
    nodes = np.array(done, dtype=np.int64)
    return nodes, _cost(problem, nodes)


def _nearest(problem: PrizeCollecting, at: int, left: set[int]) -> int:
    nodes = np.array(sorted(left))
    return int(nodes[np.argmin(between(problem.distances, at, nodes))])


def _cost(problem: PrizeCollecting, nodes: Nodes) -> float:
    missed = problem.penalty.copy()
    missed[nodes] = 0.0
    missed[0] = 0.0
    return round_trip(problem.distances, nodes) + math.fsum(missed.tolist())
