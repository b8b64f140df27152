"""Every answer on random tiny problems is that of brute force, whoever gives it."""

import pytest

from coopt.registry import METHODS
from coopt.solve import solve
from tests.differential.brute_force import brute_force
from tests.differential.tiny_milp import tiny_milp


@pytest.mark.parametrize("seed", range(150))
def test_the_default_agrees_with_brute_force(seed: int) -> None:
    problem = tiny_milp(seed)
    status, objective = brute_force(problem)
    result = solve(problem)
    assert result.status == status
    if objective is not None:
        assert result.objective == pytest.approx(float(objective), rel=1e-6, abs=1e-6)
        assert result.verified is not None


@pytest.mark.parametrize("name", ["scip", "highs", "cpsat"])
@pytest.mark.parametrize("seed", range(1000, 1040))
def test_no_engine_contradicts_brute_force(name: str, seed: int) -> None:
    problem = tiny_milp(seed)
    if "continuous" in METHODS[name].lacks and not problem.integer.all():
        return
    status, objective = brute_force(problem)
    result = solve(problem, methods=[name], threads=1)
    if result.status == "optimal":
        assert objective is not None
        assert result.objective == pytest.approx(float(objective), rel=1e-6, abs=1e-6)
    elif result.status in ("infeasible", "unbounded"):
        assert result.status == status
