from typing import Any

from coopt.bench.arms import last_arms, sum_arms

FIRST = {"name": "rins/scip", "pulls": 1, "gain": 0.1, "seconds": 1.0}
LATER = {"name": "rins/scip", "pulls": 3, "gain": 0.2, "seconds": 4.0}
OTHER = {"name": "mutation/scip", "pulls": 2, "gain": 0.4, "seconds": 1.0}


def test_the_last_statistics_of_a_run_count() -> None:
    trace: list[dict[str, Any]] = [
        {"arms": [FIRST]},
        {"primal_bound": 3.0},
        {"arms": [LATER, OTHER]},
        {},
    ]
    assert last_arms(trace) == (LATER, OTHER)
    assert last_arms([{}]) == ()


def test_arms_add_up_over_runs_by_gain_per_second() -> None:
    total = sum_arms([(LATER, OTHER), (FIRST,)])
    assert [arm["name"] for arm in total] == ["mutation/scip", "rins/scip"]
    assert total[1]["pulls"] == 4
    assert total[1]["seconds"] == 5.0
