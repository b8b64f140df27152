"""Windows of tours: stretches by a plain walk, paths that share nothing, no tour longer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
torch.set_num_threads(1)

from coopt.methods.bq_nco.windows import (  # noqa: E402
    SHORTEST,
    STEP,
    nearest,
    paths_of,
    reconstructed_tours,
    runs_within,
    shorter_paths,
)
from coopt.problem.distances import (  # noqa: E402
    Distances,
    distance_matrix,
    explicit,
    path_length,
    tour_length,
)
from tests.methods.bq_nco.random_policy import policy_of  # noqa: E402


def runs_by_walking(inside: list[bool]) -> set[tuple[int, int]]:
    n, found = len(inside), set()
    for k in range(n):
        if inside[k] and not inside[k - 1]:
            length = 0
            while inside[(k + length) % n]:
                length += 1
            found.add((k, length))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_stretches_agree_with_a_walk(seed: int) -> None:
    rng = np.random.default_rng(seed)
    inside = rng.random(11) < rng.random()
    if inside.all():
        inside[3] = False
    assert set(runs_within(inside)) == runs_by_walking(inside.tolist())


def test_the_whole_and_nothing() -> None:
    assert runs_within(np.ones(5, dtype=bool)) == [(0, 5)]
    assert runs_within(np.zeros(5, dtype=bool)) == []


@pytest.mark.parametrize("seed", range(3))
def test_the_nearest_are_the_first_by_distance(seed: int) -> None:
    rng = np.random.default_rng(seed)
    matrix = rng.integers(1, 10**6, (12, 12))
    metric = explicit(matrix)
    far = distance_matrix(metric)[4] + distance_matrix(metric)[:, 4]
    assert set(nearest(metric, 4, 5).tolist()) == set(np.argsort(far)[:5].tolist())


@pytest.mark.parametrize("seed", range(5))
def test_paths_share_no_node_and_follow_the_tour(seed: int) -> None:
    rng = np.random.default_rng(seed)
    metric = Distances("EUCLIDEAN", rng.random((80, 2)))
    order = np.argsort(metric.points[:, 0])  # type: ignore[index]
    found = paths_of(metric, order, 30, 6, rng)
    places = [place for paths in found.values() for row in paths for place in row]
    assert len(places) == len(set(places)) > 0
    for length, paths in found.items():
        assert length >= SHORTEST
        assert length % STEP == 0
        assert ((paths[:, 1:] - paths[:, :-1]) % 80 == 1).all()


@pytest.mark.parametrize("name", ["tsp", "atsp"])
def test_paths_keep_their_ends_and_nodes_and_get_no_longer(name: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    many = [Distances("EUCLIDEAN", rng.random((20, 2))) for _ in range(40)]
    if name == "atsp":
        many = [explicit(rng.integers(1, 99, (20, 20))) for _ in range(40)]
    paths = np.array([rng.permutation(20)[:9] for _ in range(40)])
    made = shorter_paths(policy_of(tmp_path, name), many, paths, lambda: False)
    assert made is not None
    assert (made[:, [0, -1]] == paths[:, [0, -1]]).all()
    assert (np.sort(made, axis=1) == np.sort(paths, axis=1)).all()
    before = [path_length(d, path) for d, path in zip(many, paths, strict=True)]
    after = [path_length(d, path) for d, path in zip(many, made, strict=True)]
    assert all(a <= b for a, b in zip(after, before, strict=True))
    assert sum(after) < sum(before)


@pytest.mark.parametrize("name", ["tsp", "atsp"])
def test_tours_stay_tours_and_get_no_longer(name: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    sizes = (30, 30, 45, 9)
    many = [Distances("EUCLIDEAN", rng.random((n, 2))) for n in sizes]
    if name == "atsp":
        many = [explicit(rng.integers(1, 99, (n, n))) for n in sizes]
    orders = [rng.permutation(n) for n in sizes]
    for n, order in zip(sizes, orders, strict=True):
        order[:] = np.sort(order) if n > 9 else order
    made = reconstructed_tours(policy_of(tmp_path, name), many, orders, rng, lambda: False)
    for metric, before, after in zip(many, orders, made, strict=True):
        assert np.array_equal(np.sort(after), np.arange(before.size))
        assert tour_length(metric, after) <= tour_length(metric, before)


def test_a_stop_leaves_tours_as_they_are(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    metric, order = Distances("EUCLIDEAN", rng.random((40, 2))), np.arange(40)
    made = reconstructed_tours(policy_of(tmp_path, "tsp"), [metric], [order], rng, lambda: True)
    assert made[0].tolist() == order.tolist()
