from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from coopt.errors import InstanceError
from coopt.problem.knapsack import Knapsack
from coopt.read import read
from coopt.read.knapsack import read_knapsack
from coopt.write.knapsack import knapsack_text
from tests.read.problems import content, knapsacks


def parse(text: str) -> Knapsack:
    return read_knapsack(text.encode(), "a.kp")


@pytest.mark.parametrize(
    "text",
    [
        "2 5\n3 1\n4 2.5\n",
        "# a remark\n\n2\n5\n\n3 1\n4 2.5\n",
        "2\n1 3 1\n2 4 2.5\n5\n",
        "2 5\n0 3 1\n1 4 2.5\n",
        "2 5\n3 1\n4 2.5\n0 1\n",
        "2 5\n3 1\n4 2.5\n0\n1\n",
    ],
)
def test_the_known_layouts_state_the_same_problem(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.kp"
    path.write_text(text)
    problem = read(path)
    assert isinstance(problem, Knapsack)
    assert (problem.value.tolist(), problem.weight.tolist()) == ([3.0, 4.0], [1.0, 2.5])
    assert (problem.capacity, problem.name) == (5.0, "a")


@given(knapsacks())
def test_every_knapsack_is_read_back(problem: Knapsack) -> None:
    kept = Knapsack(problem.value, problem.weight, problem.capacity, "a")
    assert content(parse(knapsack_text(problem))) == content(kept)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("# nothing\n", ":1: no line"),
        ("2 5 6\n", ":1: 3 fields found"),
        ("2\n3 1\n4 2\n", ":1: a number of items, but no capacity"),
        ("x 5\n", ":1: the number of items: 'x'"),
        ("1 nan\n3 1\n", ":1: the capacity: 'nan'"),
        ("2 5\n3 1\n4\n", ":3: 1 fields found"),
        ("2 5\n3 1\n1 4 2\n", ":3: 3 fields found"),
        ("2 5\n3 1\n", "2 items declared, but the file ends after 1"),
        ("2 5\n3 1\n4 2\n5 6\n", ":4: more than the 2 items"),
        ("1 5\n3 -1\n", ":2: the weight is -1"),
        ("2 5\n1 3 1\n3 4 2\n", ":3: item 3 found where item 2"),
    ],
)
def test_wrong_files_are_named(text: str, part: str) -> None:
    with pytest.raises(InstanceError) as caught:
        parse(text)
    assert str(caught.value).startswith("a.kp:")
    assert part in str(caught.value)
