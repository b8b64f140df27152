from __future__ import annotations

import numpy as np
import pytest

from coopt.errors import InstanceError
from coopt.problem import Cvrp, Distances, MultiTsp
from coopt.read.routes import read_routes
from coopt.write.routes import routes_json, routes_text

PLANE = Distances("EUC_2D", np.arange(10.0).reshape(5, 2))
PROBLEMS: list[Cvrp | MultiTsp] = [
    Cvrp(PLANE, np.array([0.0, 1, 1, 1, 1]), 3.0),
    MultiTsp(PLANE, 2),
]
X = np.array([-3.0, 1.0, -2.0, 4.0])


@pytest.mark.parametrize("problem", PROBLEMS)
def test_routes_are_read_back_as_they_were(problem: Cvrp | MultiTsp) -> None:
    for text in (
        routes_text(problem, X, 12.5),
        routes_json(problem, X, 12.5),
        "route 1 : 3\t1\nROUTE #2: 2 4\r\n\nRoute #3:\ncost: 12.50\n",
    ):
        found = read_routes(text.encode(), "f", problem)
        assert found.x.tolist() == X.tolist()
        assert found.objective == 12.5
    assert routes_text(problem, X) == "Route #1: 3 1\nRoute #2: 2 4\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Route #1: 1 2\nRoute #2: 5\n", "f:2: '5' found, expected a customer: 0 to 4 without"),
        ("Route #1: 0 1 0\n", "f:1: '0' found"),
        ("Route #1: 1 -2\n", "f:1: '-2' found"),
        ("Route #1: 1 2.0\n", "f:1: '2.0' found"),
        ("Route #1: 1\n2 3\n", "f:2: '2 3' found, expected 'Route #1: ...'"),
        ("Route #1: 1\nCost x\n", "f:2: the cost 'x' is not a decimal number"),
        ("Route #1: 1\nCost 1\nCost 1\n", "f:3: 'Cost 1' found"),
        ("Cost 5\n", "f:1: there is no route"),
        ('{"routes": [1]}', "f: 'routes' holds something else"),
        ('{"routes": [[0, 1]]}', "f: 'routes' names the depot"),
        ('{"routes": [[9]]}', "f: 'routes' holds 9, expected 0 to 4"),
        ("Route #1: 1 \0\n", "f:1: byte 0x00"),
    ],
)
def test_a_fault_is_told(text: str, message: str) -> None:
    with pytest.raises(InstanceError) as caught:
        read_routes(text.encode(), "f", PROBLEMS[0])
    assert message in str(caught.value)


def test_missing_customers_are_left_to_the_check() -> None:
    assert read_routes(b"Route #1: 3 1\n", "f", PROBLEMS[0]).x.tolist() == [-3, 1]
