from __future__ import annotations

import numpy as np
import pytest

from coopt.check.candidate import canonical, certify, evaluate
from coopt.errors import OptionError
from coopt.problem.milp import Milp


def test_a_milp_is_rounded_evaluated_and_certified() -> None:
    problem = Milp.from_arrays([2.0], upper=3.0, integrality=1, maximise=True)
    x = canonical(problem, np.array([2.9999999]))
    assert x.tolist() == [3.0]
    assert evaluate(problem, x).objective == -6.0
    assert certify(problem, x).objective == 6
    assert certify(problem, x).verified == "exact"


def test_an_unknown_type_is_named() -> None:
    with pytest.raises(OptionError, match="type dict"):
        evaluate({}, np.zeros(1))
