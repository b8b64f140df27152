"""Write a choice of items or nodes: positions from 0 on, or JSON."""

from __future__ import annotations

import json

import numpy as np
from numpy.typing import ArrayLike

from coopt.problem.independent_set import IndependentSet
from coopt.problem.knapsack import Knapsack
from coopt.write.decimals import short


def chosen_text(
    problem: Knapsack | IndependentSet, x: ArrayLike, objective: float | None = None
) -> str:
    """Return the objective, and a line for each chosen position."""
    # With a first line, an empty choice is no empty file.
    head = "# chosen positions, from 0 on" if objective is None else f"=obj= {short(objective)}"
    return "\n".join([head, *map(str, _chosen(x)), ""])


def chosen_json(
    problem: Knapsack | IndependentSet, x: ArrayLike, objective: float | None = None
) -> str:
    """Return the choice as an object with ``objective`` and ``chosen``."""
    return json.dumps({"objective": objective, "chosen": _chosen(x)}, allow_nan=False) + "\n"


def _chosen(x: ArrayLike) -> list[int]:
    positions: list[int] = np.flatnonzero(np.asarray(x) > 0.5).tolist()
    return positions
