"""A policy that is ready to act, and the constructions that it makes of problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from coopt.check.candidate import evaluate
from coopt.errors import CooptError, OptionError
from coopt.methods.bq_nco.decode import Rollouts, Score, construct, load_network, scorer
from coopt.methods.bq_nco.decoding import Decoding
from coopt.methods.bq_nco.stack import stacked_instances
from coopt.methods.bq_nco.task import Task, task_named
from coopt.problem.csr import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """A task with a network that scores its decisions.

    Parameters
    ----------
    name : str
        Name of the task.
    task : Task
        The task.
    score : callable
        The network.
    """

    name: str
    task: Task
    score: Score


def load_policy(folder: Path, name: str, threads: int) -> Policy:
    """Read the policy for a task.

    Raises
    ------
    OptionError
        If the recipe or the weights cannot be used.
    """
    try:
        network = load_network(folder, name, threads)
    except CooptError as error:
        raise OptionError(str(error)) from None
    return Policy(name, task_named(name), scorer(network))


def constructions(
    policy: Policy,
    problems: Sequence[Any],
    how: Decoding,
    neighbours: int,
    rng: np.random.Generator,
    stop: Callable[[], bool] = lambda: False,
) -> list[Floats | None] | None:
    """Construct solutions of problems of one size side by side.

    Returns
    -------
    list of ndarray or None
        The best feasible construction of each problem, None where there is none; or None if it
        was stopped.
    """
    instances = stacked_instances(policy.task, problems)
    made = construct(policy.score, policy.task, instances, how, neighbours, rng, stop)
    if made is None:
        return None
    return [best_of(problem, made, row, policy.task) for row, problem in enumerate(problems)]


def best_of(problem: Any, made: Rollouts, row: int, task: Task) -> Floats | None:
    """Return the best construction of a row that the problem's own check finds feasible."""
    found = []
    for nodes, outputs in zip(made.nodes[row], made.outputs[row], strict=True):
        x = task.answer(problem.n, nodes, outputs)
        verdict = evaluate(problem, x)
        if verdict.feasible:
            found.append((verdict.objective, x))
    return min(found, key=lambda pair: pair[0])[1] if found else None
