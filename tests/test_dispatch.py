"""Dispatch is a pure function of the problem and the budget."""

import numpy as np
import pytest

from coopt.dispatch import Budget, choose
from coopt.errors import MissingExtraError, OptionError
from coopt.problem import Cvrp, Distances, Knapsack, Milp, Tsp, explicit


def names(problem: object, threads: int = 2) -> list[str]:
    """Return the methods that start by themselves."""
    plan = choose(problem, Budget(threads))
    return [choice.method for choice in plan.choices if np.isfinite(choice.after_s)]


def model(integrality: list[int]) -> Milp:
    return Milp.from_arrays(
        [1.0, 1.0], [[1.0, 2.0]], row_lower=1.0, upper=5.0, integrality=integrality
    )


def test_lp_solvers_take_lps() -> None:
    assert names(model([0, 0])) == ["highs", "scip"]


def test_the_second_tree_depends_on_whether_all_variables_are_integers() -> None:
    assert names(model([1, 1])) == ["scip", "balans", "cpsat"]
    assert names(model([1, 0])) == ["scip", "balans", "highs"]
    assert names(model([1, 1]), threads=4) == ["scip", "balans", "cpsat", "highs"]


def test_one_thread_has_no_second_tree() -> None:
    assert names(model([1, 1]), threads=1) == ["scip", "balans"]


def test_neighbourhoods_begin_at_full_rank_where_there_are_two_cores() -> None:
    def ranks(threads: int) -> list[tuple[str, bool]]:
        choices = choose(model([1, 0]), Budget(threads)).choices
        return [(choice.rank, choice.gives_way) for choice in choices]

    assert ranks(2) == [("full", False), ("full", True), ("full", False)]
    assert ranks(1)[1] == ("part", False)


@pytest.mark.parametrize(
    ("problem", "leader"),
    [(Tsp(explicit([[0, 1], [1, 0]])), "ils"), (Knapsack(np.ones(2), np.ones(2), 1.0), "knapsack")],
)
def test_other_problems_have_their_own_leader(problem: object, leader: str) -> None:
    assert names(problem)[0] == leader


def test_a_leader_without_company_has_all_threads() -> None:
    places = Distances("EUC_2D", np.arange(1200.0).reshape(600, 2))
    alone = choose(Tsp(places), Budget(2)).choices
    assert [(choice.method, choice.threads) for choice in alone] == [("ils", 2)]
    beside = choose(Cvrp(places, np.zeros(600), 1.0), Budget(2)).choices
    assert [(choice.method, choice.threads) for choice in beside] == [("ils", 1), ("pyvrp", 1)]


def test_a_proof_that_takes_seconds_joins_on_one_core() -> None:
    def tsp(n: int) -> Tsp:
        return Tsp(Distances("EUC_2D", np.arange(2.0 * n).reshape(n, 2)))

    assert names(tsp(100), threads=1) == ["ils", "scip"]
    assert names(tsp(350), threads=1) == ["ils"]
    assert names(tsp(350), threads=2) == ["ils", "scip"]


def test_a_method_that_is_not_installed_is_refused_before_it_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    problem = Tsp(explicit([[0, 1], [1, 0]]))
    with pytest.raises(
        MissingExtraError, match=r"bq_nco needs PyTorch: pip install 'coopt\[learn\]'"
    ):
        choose(problem, Budget(1, methods=("bq_nco",)))


def test_what_is_no_problem_is_told_what_one_is() -> None:
    with pytest.raises(OptionError, match=r"ndarray is no kind of problem: give a path, or one of"):
        choose(np.zeros((3, 3)), Budget(1, False, ()))
