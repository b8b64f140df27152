import numpy as np
import pytest

from coopt.solve import solve
from tests.kernels.small_graph import best_by_trial, small_graph


@pytest.mark.parametrize("method", ["scip", "cpsat"])
@pytest.mark.parametrize("heaviest", [1, 5])
def test_engines_agree_with_trial(method: str, heaviest: int) -> None:
    problem = small_graph(14, 0.3, np.random.default_rng(8), heaviest)
    result = solve(problem, methods=[method], time_limit=20)
    assert result.status == "optimal"
    assert result.objective == best_by_trial(problem)
