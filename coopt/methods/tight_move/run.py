"""How the method solves: first incumbents by tight moves, dives and LPs [1]_, [2]_.

References
----------
.. [1] Lin, Zou, Cai (2024). An efficient local search solver for mixed integer programming.
       *CP 2024*, LIPIcs 307, 19.
.. [2] Salvagnin, Roberti, Fischetti (2025). A fix-propagate-repair heuristic for mixed integer
       programming. *Mathematical Programming Computation* 17: 111-139.
"""

from __future__ import annotations

import numpy as np

from coopt.bus.protocol import Bus, Options
from coopt.engines.lp_polish import lp_polish
from coopt.problem.milp import Milp
from coopt.search.first_incumbent import Surroundings, applies, first_incumbent


def run(problem: Milp, bus: Bus, options: Options, rng: np.random.Generator) -> None:
    """Offer feasible points to the bus until it says stop; silent where it does not apply."""
    if not applies(problem):
        return
    polish = None if problem.integer.all() else lp_polish(problem)
    around = Surroundings(bus.offer, bus.best, bus.stop, polish)
    for _ in first_incumbent(problem, around, rng):
        if bus.stop():
            return
