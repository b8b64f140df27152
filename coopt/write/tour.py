"""Write a tour: TSPLIB's TOUR_SECTION, or JSON."""

from __future__ import annotations

import json

import numpy as np
from numpy.typing import ArrayLike

from coopt.problem.tsp import Tsp
from coopt.write.decimals import short


def tour_text(problem: Tsp, x: ArrayLike, objective: float | None = None) -> str:
    """Return a tour as a TSPLIB file; its length stands in a comment."""
    lines = [f"NAME : {' '.join(problem.name.split())}".rstrip(), "TYPE : TOUR"]
    if objective is not None:
        lines.append(f"COMMENT : Length {short(objective)}")
    nodes = [str(int(node) + 1) for node in np.asarray(x).tolist()]
    lines += [f"DIMENSION : {problem.n}", "TOUR_SECTION", *nodes, "-1", "EOF", ""]
    return "\n".join(lines)


def tour_json(problem: Tsp, x: ArrayLike, objective: float | None = None) -> str:
    """Return a tour as an object with ``objective`` and ``tour``, counted from 0."""
    tour = [int(node) for node in np.asarray(x).tolist()]
    return json.dumps({"objective": objective, "tour": tour}, allow_nan=False) + "\n"
