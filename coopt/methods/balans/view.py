"""What a neighbourhood looks at: the problem, its index sets, the relaxation, and the pool."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from coopt.check.box import inner_box
from coopt.problem.csr import Csr, Floats, Ints, transpose
from coopt.problem.milp import Milp

POOL = 10


@dataclass(slots=True, eq=False)
class View:
    """The parts of a search that operators share.

    ``discrete``, ``binary`` and ``general`` are index sets (D, B and I of the paper);
    ``relaxed()`` returns the solution of the relaxation or None; ``pool`` holds distinct good
    solutions, best first.
    """

    problem: Milp
    lower: Floats
    upper: Floats
    discrete: Ints
    binary: Ints
    general: Ints
    columns: Csr
    pool: list[tuple[float, Floats]]
    relaxed: Callable[[], Floats | None] = lambda: None


def view_of(problem: Milp) -> View:
    """Look at a problem once."""
    lower, upper = inner_box(problem)
    loose = problem.integer & (lower < upper)
    zero_one = loose & (lower >= 0.0) & (upper <= 1.0)
    return View(
        problem=problem,
        lower=np.where(problem.integer, lower, problem.lower),
        upper=np.where(problem.integer, upper, problem.upper),
        discrete=np.flatnonzero(loose),
        binary=np.flatnonzero(zero_one),
        general=np.flatnonzero(loose & ~zero_one),
        columns=transpose(problem.a),
        pool=[],
    )


def remember(view: View, x: Floats, objective: float) -> None:
    """Put a solution into the pool unless its integers are there already."""
    for _, other in view.pool:
        if np.array_equal(other[view.discrete], x[view.discrete]):
            return
    view.pool.append((objective, x))
    view.pool.sort(key=lambda entry: entry[0])
    del view.pool[POOL:]
