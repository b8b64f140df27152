"""Pictures of solutions are well-formed and show what they should."""

import xml.etree.ElementTree as ET
from typing import Any

import numpy as np
import pytest

from coopt.problem import (
    Cvrp,
    Distances,
    IndependentSet,
    Knapsack,
    MultiTsp,
    Orienteering,
    Tsp,
    explicit,
)
from coopt.write.solution_svg import solution_svg

SVG = "{http://www.w3.org/2000/svg}"
PLACES = Distances("EUC_2D", np.array([[0.0, 0], [9, 0], [9, 9], [0, 9]]))


def lines(problem: Any, x: list[int]) -> list[int]:
    """Return the number of points of each line drawn."""
    text = solution_svg(problem, np.array(x), "a < b & c")
    assert text is not None
    root = ET.fromstring(text)
    assert root.find(f"{SVG}text").text == "a < b & c"  # type: ignore[union-attr]
    return [len(line.attrib["points"].split()) for line in root.iter(f"{SVG}polyline")]


def test_each_route_is_a_line() -> None:
    assert lines(Tsp(PLACES), [0, 1, 2, 3]) == [5]
    assert lines(MultiTsp(PLACES, 2), [-1, 2, -3]) == [4, 3]
    assert lines(Cvrp(PLACES, np.zeros(4), 1.0, open_routes=True), [-1, 2, -3]) == [3, 2]
    assert lines(Orienteering(PLACES, np.ones(4), 99.0), [2, 0, 0]) == [3]


def test_a_matrix_without_places_is_scaled_into_the_plane() -> None:
    assert lines(Tsp(explicit([[0, 3, 5], [3, 0, 4], [5, 4, 0]])), [0, 1, 2]) == [4]
    assert lines(Tsp(explicit([[0]])), [0]) == [2]


def test_a_map_has_north_above_and_east_to_the_right() -> None:
    problem = Tsp(Distances("GEO", np.array([[10.0, 20.0], [50.0, 20.0], [10.0, 60.0]])))
    text = solution_svg(problem, np.array([0, 1, 2]))
    assert text is not None
    dots = [dot.attrib for dot in ET.fromstring(text).iter(f"{SVG}circle")]
    assert float(dots[1]["cy"]) < float(dots[0]["cy"])
    assert float(dots[2]["cx"]) > float(dots[0]["cx"])


def test_a_set_has_its_nodes_and_edges() -> None:
    path = IndependentSet.from_edges(3, [(0, 1), (1, 2)])
    root = ET.fromstring(solution_svg(path, np.array([1, 0, 1])) or "")
    assert len(list(root.iter(f"{SVG}line"))) == 2
    assert len(list(root.iter(f"{SVG}circle"))) == 3


@pytest.mark.parametrize("problem", [Knapsack(np.ones(2), np.ones(2), 1.0)])
def test_of_items_there_is_no_picture(problem: Any) -> None:
    assert solution_svg(problem, np.array([1, 0])) is None
