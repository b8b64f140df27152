import numpy as np

from coopt.search.acceptance import hill_climbing
from coopt.search.bandit import EpsilonGreedy
from coopt.search.lns import Outcome, Repaired, State, Step, large_neighbourhood_search


def search(candidates: list[Repaired], accept: object = hill_climbing) -> tuple[State, list[Step]]:
    """Run the loop over scripted repairs."""
    script = iter(candidates)
    steps: list[Step] = []
    state = State(np.zeros(1), 10.0, np.zeros(1), 10.0)

    def reward(outcome: Outcome, gain: float) -> float:
        return gain

    large_neighbourhood_search(
        state,
        EpsilonGreedy(1, 0.0),
        lambda arm, state, rng: next(script),
        accept,  # type: ignore[arg-type]
        reward,
        lambda state: len(steps) < len(candidates),
        steps.append,
        np.random.default_rng(0),
    )
    return state, steps


def repaired(objective: float) -> Repaired:
    return Repaired(np.array([objective]), objective, 0.1, True)


def test_outcomes_are_named_as_in_the_paper() -> None:
    _, steps = search([repaired(8.0), repaired(8.0), repaired(9.0), repaired(7.0)])
    assert [step.outcome for step in steps] == ["best", "accept", "reject", "best"]


def test_a_step_that_goes_up_and_then_down_is_better_but_not_best() -> None:
    state, steps = search(
        [repaired(12.0), repaired(11.0)], accept=lambda candidate, current, rng: True
    )
    assert [step.outcome for step in steps] == ["accept", "better"]
    assert (state.objective, state.best_objective) == (11.0, 10.0)


def test_a_repair_without_result_is_the_current_solution_again() -> None:
    state, steps = search([Repaired(None, np.inf, 0.1, False)])
    assert steps[0].outcome == "accept"
    assert state.objective == 10.0


def test_the_gain_is_relative_to_the_best() -> None:
    _, steps = search([repaired(5.0)])
    assert steps[0].gain == 0.5
