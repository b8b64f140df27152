import numpy as np

from coopt.problem import Cvrp, Distances, MultiTsp
from coopt.solve import solve

SQUARE = Distances("EUC_2D", np.array([[0.0, 0], [0, 3], [4, 3], [4, 0]]))


def test_a_handful_of_customers_is_proven_optimal() -> None:
    result = solve(Cvrp(SQUARE, np.array([0.0, 1, 1, 1]), 2.0), time_limit=20)
    # The nearest corner alone, and the two others: 3 + 3 and 5 + 3 + 4.
    assert (result.status, result.objective) == ("optimal", 18.0)
    assert "subsets" in result.methods
    result = solve(MultiTsp(SQUARE, 2), time_limit=20)
    assert (result.status, result.objective) == ("optimal", 12.0)


def test_two_vehicles_too_few_are_infeasible() -> None:
    loads = np.array([0.0, 2, 2, 2])
    result = solve(Cvrp(SQUARE, loads, 3.0, vehicles=2), methods=["subsets"], time_limit=20)
    assert result.status == "infeasible"


def test_many_customers_are_left_to_others() -> None:
    places = Distances("EUC_2D", np.random.default_rng(0).integers(0, 99, (20, 2)).astype(float))
    result = solve(MultiTsp(places, 2), methods=["subsets"], time_limit=5)
    assert result.status == "no_solution"
    assert any("at most 9" in note for note in result.notes)
