"""Several problems of one kind and size as one batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from coopt.methods.bq_nco.state import Instances
from coopt.methods.bq_nco.task import Task
from coopt.problem.csr import Floats
from coopt.problem.distances import distance_matrix

MATRIX_UP_TO = 300
"""Up to so many nodes, lengths by a rule other than the plane's are put into matrices."""


def stackable(problem: Any) -> bool:
    """Whether several such problems can be one batch: lengths are the plane's, or a matrix."""
    distances = getattr(problem, "distances", None)
    plain = distances is None or distances.rule in ("EUCLIDEAN", "EXPLICIT")
    return plain or problem.n <= MATRIX_UP_TO


def stacked_instances(task: Task, problems: Sequence[Any]) -> Instances:
    """Return a batch of problems of one task and one number of nodes.

    Lengths that a rule rounds are put into matrices if there are several problems, O(n^2) each.
    """
    parts = [task.instances_of(problem) for problem in problems]
    if len(parts) == 1:
        return parts[0]
    parts = [_without_rule(part) for part in parts]
    return Instances(
        np.concatenate([part.limit for part in parts]),
        np.concatenate([part.amount for part in parts]),
        _joined([part.weight for part in parts]),
        _joined([part.points for part in parts]),
        _joined([part.matrix for part in parts]),
    )


def _joined(values: Sequence[Floats | None]) -> Floats | None:
    there = [value for value in values if value is not None]
    return np.concatenate(there) if there and len(there) == len(values) else None


def _without_rule(part: Instances) -> Instances:
    if part.distances is None or part.distances.rule == "EUCLIDEAN":
        return replace(part, distances=None)
    matrix = np.asarray(distance_matrix(part.distances), dtype=float)
    return replace(part, distances=None, matrix=matrix[None])
