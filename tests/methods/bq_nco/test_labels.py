"""The makers of labels: in form, feasible, near the optimum."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from coopt.methods.bq_nco import labels


def test_the_knapsack_is_solved_exactly() -> None:
    rng = np.random.default_rng(0)
    for _ in range(20):
        value, weight = rng.random(9), rng.integers(1, 30, 9)
        limit = int(rng.integers(0, 150))
        chosen = labels.best_choice(value, weight, limit)
        best = max(
            value[list(part)].sum()
            for size in range(10)
            for part in itertools.combinations(range(9), size)
            if weight[list(part)].sum() <= limit
        )
        assert weight[chosen].sum() <= limit
        assert value[chosen].sum() == pytest.approx(best)


def test_knapsack_labels_begin_with_the_chosen_items() -> None:
    made = labels.knapsack(20, np.random.default_rng(1), nodes=12, capacity=2.0)
    for k in range(20):
        chosen = made["order"][k, : made["count"][k]]
        assert made["weight"][k, chosen].sum() <= made["limit"][k]
        assert made["amount"][k, chosen].sum() == pytest.approx(-made["cost"][k])
        assert sorted(made["order"][k].tolist()) == list(range(12))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tsp", "atsp", "cvrp", "op"])
def test_labels_by_search_repeat_and_are_in_form(name: str) -> None:
    more: dict[str, Any] = {"capacity": 0} if name == "cvrp" else {}
    if name == "op":
        more = {"budget": 2.0}
    maker = getattr(labels, name)
    one, two = (maker(3, np.random.default_rng(2), nodes=20, kicks=200, **more) for _ in range(2))
    assert all((one[field] == two[field]).all() for field in one)
    first = 0 if name in ("tsp", "atsp") else 1
    for order in one["order"]:
        assert sorted(np.abs(order).tolist()) == list(range(first, first + 20))
    assert np.isfinite(one["cost"]).all()


@pytest.mark.slow
def test_a_share_of_the_cities_lie_in_clusters() -> None:
    def spread(clustered: float) -> list[float]:
        rng = np.random.default_rng(3)
        made = labels.tsp(12, rng, nodes=60, kicks=10, clustered=clustered)
        near = [nearest(points.astype(float)) for points in made["points"]]
        return [float(far.std() / far.mean()) for far in near]

    def nearest(points: Any) -> Any:
        far = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)).ravel()
        return far[far > 0.0]

    assert max(spread(0.0)) < min(spread(1.0))
    assert max(spread(0.0)) < max(spread(0.5)) and min(spread(0.5)) < min(spread(1.0))


def test_a_grid_has_equal_distances() -> None:
    rng = np.random.default_rng(4)
    drawn = [labels.clusters(40, rng) for _ in range(40)]
    on_grid = sum(np.unique(points[:, 0]).size < 30 for points in drawn)
    assert all(points.shape == (40, 2) and np.isfinite(points).all() for points in drawn)
    assert 8 < on_grid < 32
