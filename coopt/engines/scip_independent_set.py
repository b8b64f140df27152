"""SCIP on independent sets: a row for each clique of a cover of the edges."""

from __future__ import annotations

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.engines.scip import run as run_milp
from coopt.features.clique_rows import clique_rows
from coopt.problem.independent_set import IndependentSet


def run(problem: IndependentSet, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Solve with SCIP; solutions and bounds of the model are those of the problem."""
    run_milp(clique_rows(problem), bus, options, rng)
