from fractions import Fraction

import numpy as np

from coopt.engines.integer_bounds import integer_bounds
from coopt.problem import Milp


def test_fractional_bounds_of_integers_are_rounded_inwards() -> None:
    problem = Milp.from_arrays(
        [1, 1, 1], lower=[0.5, -2.5, 0.5], upper=[2.9, -0.1, 2.9], integrality=[1, 1, 0]
    )
    lower, upper = integer_bounds(problem)
    assert lower.tolist() == [1.0, -2.0, 0.5]
    assert upper.tolist() == [2.0, -1.0, 2.9]


def test_the_decimal_of_the_source_decides_not_its_double() -> None:
    text = Fraction("2.99999999999999999999")
    problem = Milp(
        c=np.zeros(1),
        a=Milp.from_arrays([0.0]).a,
        row_lower=np.zeros(0),
        row_upper=np.zeros(0),
        lower=np.zeros(1),
        upper=np.array([3.0]),
        integer=np.ones(1, bool),
        semicontinuous=np.zeros(1, bool),
        exact={"upper": {0: text}},
    )
    assert integer_bounds(problem)[1].tolist() == [2.0]


def test_infinite_bounds_stay() -> None:
    lower, upper = integer_bounds(Milp.from_arrays([1.0], lower=-np.inf, integrality=1))
    assert lower[0] == -np.inf
    assert upper[0] == np.inf
