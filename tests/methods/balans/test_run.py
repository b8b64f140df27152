import numpy as np
import pytest

from coopt.errors import OptionError
from coopt.problem import Milp
from coopt.solve import solve


def cover(rows: int = 60, columns: int = 120, seed: int = 4) -> Milp:
    rng = np.random.default_rng(seed)
    a = (rng.random((rows, columns)) < 0.08).astype(float)
    a[np.arange(rows), rng.integers(columns, size=rows)] = 1.0
    return Milp.from_arrays(
        rng.integers(5, 40, columns), a, row_lower=1.0, upper=1.0, integrality=1
    )


@pytest.mark.parametrize("settings", [{}, {"preset": "paper"}, {"preset": "paper10"}])
def test_every_preset_reaches_the_optimum_of_a_small_cover(settings: dict[str, str]) -> None:
    problem = cover()
    best = solve(problem).objective
    options = {f"balans.{key}": value for key, value in settings.items()}
    result = solve(problem, methods=["balans"], options=options, time_limit=8)
    assert best is not None
    assert result.objective == pytest.approx(best, rel=0.02)
    # Alone, the default grows a tree of its own, which proves; the published ones do not.
    assert (result.status == "optimal") == (not settings)


def test_an_infeasible_model_and_one_without_integers_end_in_peace() -> None:
    parity = Milp.from_arrays([1, 1], [[2, 4]], 7, 7, upper=9, integrality=1)
    assert solve(parity, methods=["balans"], time_limit=20).status == "infeasible"
    lp = Milp.from_arrays([1.0], [[1.0]], row_lower=2.0)
    assert solve(lp, methods=["balans"], time_limit=5).status == "optimal"


def test_arm_statistics_come_as_events() -> None:
    result = solve(
        cover(seed=5), methods=["balans"], options={"balans.preset": "paper10"}, time_limit=4
    )
    arms = [event.data["arms"] for event in result.trace if event.kind == "data"]
    assert arms
    assert {"name", "pulls", "gain", "seconds", "share"} <= set(arms[-1][0])


def test_a_wrong_preset_is_an_error_in_a_sentence() -> None:
    with pytest.raises(OptionError, match="expected default, paper or paper10"):
        solve(cover(), methods=["balans"], options={"balans.preset": "x"}, time_limit=5)
