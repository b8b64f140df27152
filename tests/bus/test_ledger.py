import numpy as np

from coopt.bus.ledger import Ledger
from coopt.problem import Milp


def knapsack() -> Milp:
    """Maximise 5x + 4y + 3z, weights 2 3 1, capacity 5: the optimum takes x and y, 9."""
    return Milp.from_arrays(
        [5, 4, 3], [[2, 3, 1]], row_upper=5, upper=1, integrality=1, maximise=True
    )


def test_an_infeasible_offer_is_not_kept() -> None:
    ledger = Ledger(knapsack())
    assert not ledger.offer(np.ones(3), "liar")
    assert ledger.incumbent is None


def test_a_better_offer_replaces_the_incumbent_and_a_worse_one_does_not() -> None:
    ledger = Ledger(knapsack())
    assert ledger.offer(np.array([0.0, 1.0, 0.0]), "a")
    assert ledger.offer(np.array([1.0, 1.0, 0.0]), "b")
    assert not ledger.offer(np.array([1.0, 0.0, 0.0]), "c")
    assert ledger.incumbent is not None
    assert ledger.incumbent.objective == -9.0
    assert ledger.incumbent.source == "b"


def tenths() -> Milp:
    """Minimise x + y over x + 1000 y >= 1000: y = 1, or a little less within the tolerance."""
    return Milp.from_arrays([1, 1], [[1, 1000]], row_lower=1000, upper=1, integrality=[1, 0])


SOFT, FIRM = np.array([0.0, 1.0 - 5e-7]), np.array([0.0, 1.0])


def test_what_a_tolerance_bought_does_not_replace_a_firm_point_but_is_repaired() -> None:
    ledger = Ledger(tenths(), repairs=True)
    assert ledger.offer(FIRM, "a")
    assert not ledger.offer(SOFT, "b")
    assert ledger.near_miss is not None
    assert ledger.incumbent is not None
    assert ledger.incumbent.objective == 1.0


def test_a_firm_point_replaces_a_soft_one_of_about_the_same_objective() -> None:
    ledger = Ledger(tenths(), repairs=True)
    assert ledger.offer(SOFT, "a")
    assert ledger.incumbent is not None
    assert not ledger.incumbent.firm
    assert ledger.offer(FIRM, "repair")
    assert ledger.incumbent.firm


def test_without_repairs_what_is_feasible_within_the_tolerance_is_taken() -> None:
    ledger = Ledger(tenths())
    assert ledger.offer(FIRM, "a")
    assert ledger.offer(SOFT, "b")


def test_events_are_in_the_sense_of_the_source() -> None:
    ledger = Ledger(knapsack())
    ledger.raise_dual(-11.0, "exact")
    ledger.offer(np.array([1.0, 1.0, 0.0]), "a")
    assert ledger.trace[-1].primal_bound == 9.0
    assert ledger.trace[-1].dual_bound == 11.0


def test_a_bound_is_rounded_to_the_grid_of_the_objective() -> None:
    ledger = Ledger(knapsack())
    ledger.raise_dual(-9.7, "exact")
    assert ledger.dual_bound == -9.0


def test_a_bound_within_rounding_of_the_grid_is_not_lifted() -> None:
    ledger = Ledger(knapsack())
    ledger.raise_dual(-9.0 + 1e-9, "exact")
    assert ledger.dual_bound == -9.0


def test_a_bound_that_a_verified_point_contradicts_is_withdrawn() -> None:
    ledger = Ledger(knapsack())
    ledger.raise_dual(-5.0, "wrong")
    ledger.raise_dual(-12.0, "right")
    ledger.offer(np.array([1.0, 1.0, 0.0]), "a")
    assert ledger.dual_bound == -12.0
    assert "wrong" in ledger.notes[0]


def test_a_verified_point_refutes_infeasibility() -> None:
    ledger = Ledger(knapsack())
    ledger.claim("infeasible", "wrong")
    ledger.offer(np.zeros(3), "a")
    assert not ledger.claims
    ledger.claim("infeasible", "wrong too")
    assert not ledger.claims


def test_infeasible_or_unbounded_with_a_point_is_unbounded() -> None:
    ledger = Ledger(Milp.from_arrays([-1.0], integrality=1))
    ledger.offer(np.zeros(1), "a")
    ledger.claim("infeasible_or_unbounded", "b")
    assert ledger.claims == {"b": "unbounded"}


def test_the_gap_is_zero_only_where_the_bounds_meet() -> None:
    ledger = Ledger(knapsack())
    ledger.offer(np.array([1.0, 1.0, 0.0]), "a")
    assert ledger.gap() == np.inf
    ledger.raise_dual(-10.0, "exact")
    assert ledger.gap() == 0.1
    ledger.raise_dual(-9.0, "exact")
    assert ledger.gap() == 0.0
