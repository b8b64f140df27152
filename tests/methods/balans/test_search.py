"""What a search learns from a step: sizes of arms, and the limit of sub-solves."""

from __future__ import annotations

import numpy as np
import pytest

from coopt.problem import Milp
from coopt.search.lns import Step
from tests.in_child import in_child

SHARE, SEVERAL = 0.1, 12


@in_child
def after(name: str, step: Step, times: int = 1) -> dict[str, float]:
    """Return each arm's share, and under ``limit`` the limit, after steps of the named arm."""
    from coopt.methods.balans.arms import LOCAL_SEARCH, TREE, default_arms, whole_arm
    from coopt.methods.balans.run import Search
    from coopt.methods.balans.view import view_of
    from tests.methods.collecting_bus import CollectingBus

    arms = default_arms("highs", SHARE)
    arms += [whole_arm(other, lambda seconds: []) for other in (LOCAL_SEARCH, TREE)]
    problem = Milp.from_arrays(np.ones(3), np.ones((1, 3)), row_lower=1.0, upper=1.0, integrality=1)
    search = Search(view_of(problem), CollectingBus(problem), arms, np.inf, True, 1.0)
    index = [arm.name for arm in arms].index(name)
    for _ in range(times):
        search.observe(Step(index, step.outcome, step.gain, step.seconds, step.complete))
    return {arm.name: arm.share for arm in arms} | {"limit": search.limit_s}


def reject(seconds: float, complete: bool | None) -> Step:
    return Step(0, "reject", 0.0, seconds, complete)


def test_untried_arms_begin_at_the_size_of_the_tried_one() -> None:
    shares = after("mutation/scip", reject(0.4, False))
    assert shares["mutation/scip"] < SHARE
    assert shares["rins/highs"] == shares["mutation/scip"]


@pytest.mark.parametrize("name", ["tree/scip", "local_search/moves", "local_branching/scip"])
def test_untried_arms_do_not_take_a_size_of_another_kind(name: str) -> None:
    assert after(name, reject(0.4, None))["mutation/scip"] == SHARE


def test_an_arm_without_a_neighbourhood_keeps_its_size() -> None:
    assert after("crossover/scip", reject(0.0, None), SEVERAL)["crossover/scip"] == SHARE


def test_the_limit_grows_where_a_model_costs_more_than_its_solving() -> None:
    first = after("mutation/scip", reject(0.0, True))["limit"]
    assert after("mutation/scip", reject(1.2, False))["limit"] > first
    assert after("mutation/scip", reject(0.4, False))["limit"] == first
    assert after("tree/scip", reject(1.2, None))["limit"] == first
    # Enough is when solving takes the greater part.
    assert after("mutation/scip", reject(1.2, False), SEVERAL)["limit"] < 1.2
