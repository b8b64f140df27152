from __future__ import annotations

import numpy as np
import pytest

from coopt.errors import InstanceError
from coopt.problem import IndependentSet, Knapsack
from coopt.read.chosen import read_chosen
from coopt.write.chosen import chosen_json, chosen_text

PROBLEMS: list[Knapsack | IndependentSet] = [
    Knapsack(np.ones(4), np.ones(4), 3.0),
    IndependentSet.from_edges(4, [(0, 1)]),
]


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("x", [[0.0, 1.0, 1.0, 0.0], [0.0] * 4])
def test_a_choice_is_read_back_as_it_was(
    problem: Knapsack | IndependentSet, x: list[float]
) -> None:
    for make in (chosen_text, chosen_json):
        for stated in (None, 2.5):
            found = read_chosen(make(problem, x, stated).encode(), "f", problem)
            assert found.x.tolist() == x
            assert found.objective == stated


def test_the_file_holds_the_positions() -> None:
    assert chosen_text(PROBLEMS[0], [0, 1, 1, 0], 2.0) == "=obj= 2\n1\n2\n"
    assert read_chosen(b"# remark\n2 1\n", "f", PROBLEMS[0]).x.tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1\n4\n", "f:2: '4' found, expected a position from 0 to 3"),
        ("1\n-1\n", "f:2: '-1' found"),
        ("1\n2\n1\n", "f:3: 1 is chosen twice"),
        ("=obj= x\n", "f:1: the objective 'x' is not a decimal number"),
        ('{"chosen": [1, 1]}', "f: 'chosen' holds a position twice"),
        ('{"chosen": [9]}', "f: 'chosen' holds 9"),
        ('{"solution": {}}', "f: this JSON has no list 'chosen'"),
    ],
)
def test_a_fault_is_told(text: str, message: str) -> None:
    with pytest.raises(InstanceError) as caught:
        read_chosen(text.encode(), "f", PROBLEMS[0])
    assert message in str(caught.value)
