from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from coopt.bus.protocol import Options
from coopt.errors import OptionError
from coopt.methods.ils.asymmetric import assignment, least_arcs, with_partners, without_partners
from coopt.methods.ils.small_tour import shortest_tour
from coopt.methods.ils.tsp import run
from coopt.problem.distances import Distances, distance_matrix, explicit
from coopt.problem.tsp import Tsp
from tests.kernels.random_tours import KINDS, length_of, points_of, shortest_by_trial
from tests.methods.ils.recording_bus import RecordingBus


def solved(problem: Tsp, kicks: int = 3000, seed: int = 1, **settings: Any) -> RecordingBus:
    """Run the method for some kicks."""
    bus = RecordingBus(problem, **settings)
    options = Options(settings={"kicks": str(kicks)}, deadline=bus.end)
    run(problem, bus, options, np.random.default_rng(seed))
    return bus


def points_problem(kind: str, n: int, seed: int, rule: str = "EUC_2D") -> Tsp:
    return Tsp(Distances(rule, points_of(kind, n, seed)))


def random_arcs(n: int, seed: int) -> NDArray[np.int64]:
    return np.random.default_rng(seed).integers(1, 100, (n, n))


@pytest.mark.parametrize("n", [1, 2, 3, 4, 7, 9])
@pytest.mark.parametrize("kind", ["uniform", "grid"])
def test_few_nodes_are_solved_with_proof(kind: str, n: int) -> None:
    problem = points_problem(kind, max(n, 4), n)
    problem = Tsp(Distances("EUC_2D", problem.distances.points[:n]))  # type: ignore[index]
    bus = solved(problem)
    wanted = shortest_by_trial(distance_matrix(problem.distances)) if n > 1 else 0.0
    assert bus.objective == bus.dual == wanted


@pytest.mark.parametrize("n", [2, 3, 5, 8])
def test_few_arcs_are_solved_with_proof(n: int) -> None:
    problem = Tsp(explicit(random_arcs(n, n)))
    assert problem.distances.matrix is not None
    bus = solved(problem)
    assert bus.objective == bus.dual == shortest_by_trial(problem.distances.matrix)


def test_real_distances_of_few_nodes_are_solved_up_to_rounding() -> None:
    problem = points_problem("uniform", 8, 1, "EUCLIDEAN")
    bus = solved(problem)
    assert bus.objective == pytest.approx(shortest_by_trial(distance_matrix(problem.distances)))
    assert bus.objective - 1e-4 < bus.dual <= bus.objective


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [13, 16, 40])
def test_tours_improve_and_bounds_hold(kind: str, n: int) -> None:
    bus = solved(points_problem(kind, n, n))
    assert bus.dual <= bus.objective == min(bus.offers) == bus.offers[-1]
    if n == 13:
        matrix = distance_matrix(bus.problem.distances)
        assert bus.objective == length_of(matrix, shortest_tour(matrix))


@pytest.mark.parametrize("rule", ["CEIL_2D", "ATT", "GEO", "MAN_2D", "MAX_2D", "EUCLIDEAN"])
def test_every_rule_is_solved(rule: str) -> None:
    points = points_of("uniform", 30, 2) * (0.05 if rule == "GEO" else 1.0)
    bus = solved(Tsp(Distances(rule, points)))
    assert 0.9 * bus.objective <= bus.dual <= bus.objective < bus.offers[0]


def test_points_in_space_matrices_and_huge_numbers_are_solved() -> None:
    space = np.random.default_rng(0).random((40, 3)) * 1000
    flat = points_of("uniform", 40, 2)
    huge = (distance_matrix(Distances("EUC_2D", flat)) * 10**9).astype(np.int64)
    real = distance_matrix(Distances("EUCLIDEAN", flat)) / 7.0
    for distances in (Distances("EUC_3D", space), explicit(huge), explicit(real)):
        bus = solved(Tsp(distances))
        assert 0.9 * bus.objective <= bus.dual <= bus.objective < bus.offers[0]


@pytest.mark.parametrize("seed", range(3))
def test_arcs_are_solved(seed: int) -> None:
    arcs = random_arcs(13, seed)
    problem = Tsp(explicit(arcs))
    assert problem.distances.matrix is not None
    bus = solved(problem, 2000)
    best = shortest_tour(problem.distances.matrix)
    assert bus.dual <= bus.objective == length_of(problem.distances.matrix, best)


def test_out_and_in_nodes_keep_the_direction() -> None:
    tour = np.random.default_rng(0).permutation(9)
    order = with_partners(tour)
    for shift in range(18):
        turned = np.roll(order, shift)
        for seen in (turned, turned[::-1].copy()):
            again = without_partners(seen)
            assert np.roll(again, -int(np.flatnonzero(again == tour[0])[0])).tolist() == (
                tour.tolist()
            )


@pytest.mark.parametrize("seed", range(5))
def test_assignment_potentials_leave_no_negative_arc(seed: int) -> None:
    arcs = random_arcs(20, seed)
    np.fill_diagonal(arcs, 0)
    length, u, v = assignment(arcs)
    reduced = arcs - u[:, None] - v + np.diag(np.full(20, 10**6))
    assert reduced.min() >= 0
    assert length == u.sum() + v.sum()


@pytest.mark.parametrize("seed", range(5))
def test_least_arcs_are_a_bound(seed: int) -> None:
    arcs = random_arcs(8, seed)
    np.fill_diagonal(arcs, 0)
    bound, u, v = least_arcs(arcs)
    reduced = arcs - u[:, None] - v + np.diag(np.full(8, 10**6))
    assert reduced.min() >= 0
    assert bound == u.sum() + v.sum() <= shortest_by_trial(arcs)


def test_the_same_seed_and_kicks_give_the_same_tour() -> None:
    for problem in (points_problem("uniform", 150, 1), Tsp(explicit(random_arcs(40, 1)))):
        one, two = solved(problem, 2000), solved(problem, 2000)
        assert one.x is not None and two.x is not None
        assert one.x.tolist() == two.x.tolist() and one.dual == two.dual
        assert solved(problem, 0).objective >= one.objective


def test_a_known_tour_is_never_made_worse_and_begun_from() -> None:
    problem = points_problem("uniform", 200, 4)
    known = solved(problem, 20_000)
    bus = RecordingBus(problem)
    bus.x, bus.objective = known.x, known.objective
    run(problem, bus, Options(settings={"kicks": "0"}), np.random.default_rng(0))
    assert min(bus.offers) <= known.objective


@pytest.mark.parametrize("deadline", [True, False])
def test_a_stop_is_heard(deadline: bool) -> None:
    problem = points_problem("uniform", 500, 1)
    solved(problem, 10)
    bus = RecordingBus(problem, seconds=0.6)
    end = bus.end + 100.0 if deadline else float("inf")
    run(problem, bus, Options(deadline=end), np.random.default_rng(0))
    assert time.monotonic() - bus.end < 1.0


def test_it_ends_before_its_deadline() -> None:
    problem = points_problem("uniform", 300, 1)
    solved(problem, 10)
    bus = RecordingBus(problem)
    deadline = time.monotonic() + 1.0
    run(problem, bus, Options(deadline=deadline), np.random.default_rng(0))
    assert time.monotonic() < deadline + 0.1
    assert bus.objective < 1.05 * bus.dual


def test_large_instances_are_renumbered_and_their_bound_is_not_told() -> None:
    problem = points_problem("uniform", 6000, 1)
    bus = solved(problem, 2000)
    assert bus.dual == -np.inf
    assert bus.offers[-1] < 0.92 * bus.offers[0]


def test_a_wrong_number_of_kicks_is_refused() -> None:
    problem = points_problem("uniform", 20, 1)
    with pytest.raises(OptionError, match="kicks"):
        run(
            problem,
            RecordingBus(problem),
            Options(settings={"kicks": "many"}),
            np.random.default_rng(0),
        )
