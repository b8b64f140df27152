import numpy as np

from coopt.engines.integer_scaling import Decimals, integer_objective, integer_row
from coopt.problem import Milp

REACH = np.full(2, 10.0)


def test_a_row_of_decimals_becomes_the_smallest_row_of_integers() -> None:
    problem = Milp.from_arrays([1, 1], [[0.25, 1.5]], 0.3, 7.6, integrality=1)
    row = integer_row(problem, 0, Decimals(problem), REACH)
    assert row is not None
    # Times four: x + 6 y, sides 1.2 and 30.4, rounded inwards.
    assert (row.values, row.low, row.high) == ([1, 6], 2, 30)


def test_tenths_are_tenths_and_not_their_doubles() -> None:
    problem = Milp.from_arrays([1, 1], [[0.1, 0.2]], -np.inf, 0.3, integrality=1)
    row = integer_row(problem, 0, Decimals(problem), REACH)
    assert row is not None
    assert (row.values, row.low, row.high) == ([1, 2], None, 3)


def test_a_row_beyond_62_bits_is_refused() -> None:
    problem = Milp.from_arrays([1, 1], [[1e-9, 1e12]], -np.inf, 1.0, integrality=1)
    assert integer_row(problem, 0, Decimals(problem), REACH) is None


def test_the_objective_keeps_its_scale_and_constant() -> None:
    problem = Milp.from_arrays([0.5, 1.5], integrality=1, offset=0.25)
    objective = integer_objective(problem, Decimals(problem), REACH)
    assert objective is not None
    assert objective.values == [1, 3]
    assert (float(objective.scale), float(objective.constant)) == (2.0, 0.5)
