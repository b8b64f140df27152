"""What a problem brings to the one network and the one decoder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopt.errors import OptionError
from coopt.methods.bq_nco.state import Bools, Instances, Int64s, Singles, State
from coopt.problem.csr import Floats

Labels = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Spec:
    """The form of a task's sub-problems.

    Parameters
    ----------
    features, edges : int
        Numbers per node and per pair of nodes that the network sees; 0 edges for none.
    outputs : int
        Decisions per node.
    ends : bool
        Whether what is left is a path with an origin and a destination.
    both : bool
        Whether a path may grow at either end: output 0 puts a node behind the origin, output 1
        before the destination.
    members : bool
        Whether the network also learns which nodes the solution takes, where it leaves some out.
    """

    features: int
    edges: int = 0
    outputs: int = 1
    ends: bool = True
    both: bool = False
    members: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """Sub-problems with what a good solution does next.

    ``target`` has shape (rows, m * outputs) and sums to 1 in each row; ``members`` has shape
    (rows, m) and is 1 for the nodes that the solution takes.
    """

    instances: Instances
    state: State
    target: Singles
    members: Singles | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A problem, as the method sees it.

    Parameters
    ----------
    spec : Spec
        Form of the sub-problems.
    features : callable
        What the network sees of each node, and of each pair of nodes if it sees pairs.
    allowed : callable
        Mask of the possible decisions, shape (rows, m, outputs).
    advance : callable
        ``advance(instances, state, node, output)`` gives room and cost after decisions.
    examples : callable
        ``examples(labels, ids, cut, rng)`` gives the sub-problems that are left of some labels
        after their first ``cut`` decisions.
    instances_of : callable
        A batch of one from a problem of the library.
    answer : callable
        ``answer(n, nodes, outputs)`` gives the solution's vector of a full construction.
    """

    spec: Spec
    features: Callable[[Instances, State], tuple[Singles, Singles | None]]
    allowed: Callable[[Instances, State], Bools]
    advance: Callable[[Instances, State, Int64s, Int64s], tuple[Floats, Floats]]
    examples: Callable[[Labels, Int64s, int, np.random.Generator], Example]
    instances_of: Callable[[Any], Instances]
    answer: Callable[[int, Int64s, Int64s], Floats]


TASKS = {
    "tsp": "coopt.methods.bq_nco.tsp",
    "atsp": "coopt.methods.bq_nco.atsp",
    "cvrp": "coopt.methods.bq_nco.cvrp",
    "op": "coopt.methods.bq_nco.orienteering",
    "knapsack": "coopt.methods.bq_nco.knapsack",
}


def task_named(name: str) -> Task:
    """Return a task.

    Raises
    ------
    OptionError
        If there is none of that name.
    """
    if name not in TASKS:
        raise OptionError(f"bq_nco has no task {name!r}: {', '.join(TASKS)}")
    task: Task = import_module(TASKS[name]).TASK
    return task


def either_end(rows: int, size: int, last: int | Int64s) -> Singles:
    """Return targets of the first node behind the origin and the ``last`` before the destination.

    Shape (rows, size * 2). Both decisions lead to the same path, each has half of the target.
    """
    forward = one_hot(rows, 2 * size, 2)
    return 0.5 * (forward + one_hot(rows, 2 * size, 2 * np.asarray(last) + 1))


def one_hot(rows: int, size: int, place: int | Int64s) -> Singles:
    """Return targets of one decision each."""
    target = np.zeros((rows, size), dtype=np.float32)
    target[np.arange(rows), place] = 1.0
    return target
