"""The engines for routing, each alone: tiny problems whose optima are known by trial."""

import functools
import multiprocessing
import time
from typing import Any

import numpy as np
import pytest

from coopt.bus import Options
from coopt.check.candidate import evaluate
from coopt.problem.cvrp import Cvrp
from coopt.problem.distances import Distances, distance_matrix, explicit
from coopt.problem.multi_tsp import MultiTsp
from coopt.problem.orienteering import Orienteering
from coopt.problem.tsp import Tsp
from coopt.registry import METHODS, load
from coopt.result import Result
from coopt.solve import solve
from tests.engines.tiny_routing import held_karp, metric, optimum, problems
from tests.in_child import in_child

PROBLEMS = problems()
ENGINES = ("pyvrp", "routing", "scip")
CASES = [
    (name, engine)
    for name, problem in PROBLEMS.items()
    for engine in ENGINES
    if type(problem) in METHODS[engine].solves
]


@functools.cache
def best_of(name: str) -> float:
    return optimum(PROBLEMS[name])


def minimised(problem: Any, result: Result) -> float:
    assert result.objective is not None
    return -result.objective if problem.maximise else result.objective


@pytest.mark.parametrize(("name", "engine"), CASES)
def test_a_tiny_problem_is_solved_to_its_optimum(name: str, engine: str) -> None:
    problem = PROBLEMS[name]
    result = solve(problem, methods=[engine], time_limit=0.8)
    assert minimised(problem, result) == pytest.approx(best_of(name), rel=1e-9)
    assert result.verified is not None
    assert not any("failed" in note for note in result.notes)


@pytest.mark.parametrize(("name", "engine"), [case for case in CASES if "points" in case[0]])
def test_a_start_that_is_optimal_is_kept(name: str, engine: str) -> None:
    problem = PROBLEMS[name]
    start = solve(problem, methods=["routing"], time_limit=0.5).solution
    assert start is not None
    before = evaluate(problem, start).objective
    result = solve(problem, methods=[engine], start=start, time_limit=0.5)
    assert minimised(problem, result) <= before
    assert not any("failed" in note for note in result.notes)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("n", (1, 2, 3))
@pytest.mark.parametrize("kind", ("points", "directed"))
def test_tours_of_up_to_three_nodes_are_right(engine: str, n: int, kind: str) -> None:
    problem = Tsp(metric(n, np.random.default_rng(n), kind))
    result = solve(problem, methods=[engine], time_limit=0.5)
    assert result.objective == pytest.approx(optimum(problem), rel=1e-12)
    assert engine != "scip" or result.status == "optimal"


@pytest.mark.parametrize("engine", ("pyvrp", "routing"))
@pytest.mark.parametrize("n", (1, 2))
def test_no_customer_and_one_are_served(engine: str, n: int) -> None:
    distances = metric(n, np.random.default_rng(n), "points")
    problem = Cvrp(distances, np.array([0.0, 1.0])[:n], 2.0)
    assert solve(problem, methods=[engine], time_limit=0.5).objective == optimum(problem)


@pytest.mark.parametrize("n", (1, 2))
def test_a_node_that_is_near_enough_is_visited(n: int) -> None:
    distances = metric(n, np.random.default_rng(n), "points")
    problem = Orienteering(distances, np.array([0.0, 1.0])[:n], 3.0)
    assert solve(problem, methods=["routing"], time_limit=0.5).objective == n - 1


def test_more_salesmen_than_nodes_leave_some_at_home() -> None:
    problem = MultiTsp(metric(4, np.random.default_rng(0), "points"), 9)
    result = solve(problem, methods=["routing"], time_limit=0.7)
    assert result.objective == pytest.approx(optimum(problem))


@pytest.mark.parametrize("engine", ("pyvrp", "routing"))
def test_the_deadline_is_kept_and_what_was_found_is_there(engine: str) -> None:
    points = np.random.default_rng(3).random((400, 2))
    problem = Cvrp(Distances("EUCLIDEAN", points), np.append(0.0, np.ones(399)), 20.0)
    began = time.monotonic()
    result = solve(problem, methods=[engine], time_limit=2)
    assert time.monotonic() - began < 3.0
    incumbents = [event for event in result.trace if event.kind == "incumbent"]
    assert len(incumbents) > 2
    assert result.solution is not None
    assert minimised(problem, result) < evaluate(problem, -np.arange(1.0, 400.0)).objective / 2


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("after_s", (0.0, 1.0))
def test_the_stop_is_heard_without_a_deadline(engine: str, after_s: float) -> None:
    problem = Tsp(Distances("EUCLIDEAN", np.random.default_rng(3).random((190, 2))))
    end = time.monotonic() + after_s

    class Stopping:
        """A bus that knows nothing, and says stop after a while."""

        def offer(self, x: object) -> None: ...

        def raise_dual(self, bound: float) -> None: ...

        def best(self) -> None:
            return None

        def stop(self) -> bool:
            return time.monotonic() > end

        def tell(self, kind: str, what: object) -> None: ...

    def body() -> None:
        load(engine, Tsp)(problem, Stopping(), Options(), np.random.default_rng(0))

    child = multiprocessing.get_context("fork").Process(target=body)
    child.start()
    child.join(after_s + 10.0)
    assert child.exitcode == 0


@pytest.mark.parametrize("engine", ("pyvrp", "routing"))
def test_too_many_nodes_are_declined_with_a_note(engine: str) -> None:
    problem = Tsp(Distances("EUC_2D", np.random.default_rng(0).random((5_001, 2)) * 1e4))
    result = solve(problem, methods=[engine], time_limit=5)
    assert any("does not apply" in note for note in result.notes)
    assert result.solution is not None


def test_same_seed_and_iterations_same_answer() -> None:
    points = np.random.default_rng(8).random((60, 2))
    problem = Cvrp(Distances("EUCLIDEAN", points), np.append(0.0, np.ones(59)), 9.0)
    runs = [
        solve(problem, methods=["pyvrp"], seed=seed, options={"pyvrp.iterations": "300"})
        for seed in (4, 4, 5)
    ]
    first, second, other = (run.solution for run in runs)
    assert first is not None and second is not None and other is not None
    assert first.tolist() == second.tolist() != other.tolist()


@pytest.mark.parametrize("kind", ("points", "directed"))
@pytest.mark.parametrize("n", (12, 15, 18))
def test_scip_proves_the_length_of_dynamic_programming(kind: str, n: int) -> None:
    problem = Tsp(metric(n, np.random.default_rng(n), kind))
    best = held_karp(distance_matrix(problem.distances).astype(float))
    result = solve(problem, methods=["scip"], time_limit=60)
    assert result.status == "optimal"
    assert result.objective == pytest.approx(best, rel=1e-9)
    bounds = [event.dual_bound for event in result.trace if event.dual_bound is not None]
    assert all(bound <= best * (1 + 1e-9) for bound in bounds)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", ("points", "directed"))
def test_scip_raises_no_bound_above_what_others_find(seed: int, kind: str) -> None:
    problem = Tsp(metric(25, np.random.default_rng(seed), kind))
    proven = solve(problem, methods=["scip"], time_limit=60)
    found = solve(problem, methods=["routing"], time_limit=1)
    assert proven.status == "optimal"
    assert proven.dual_bound is not None and found.objective is not None
    assert proven.dual_bound <= found.objective * (1 + 1e-9)


@in_child
def claims_of_scip(problems: list[Tsp]) -> list[tuple[str, float, float]]:
    from coopt.engines.scip_tour import run

    class Listening:
        """A bus that keeps what it hears."""

        def __init__(self, problem: Tsp) -> None:
            self.problem = problem
            self.found: tuple[Any, float] | None = None
            self.bound = -np.inf
            self.claim = ""

        def offer(self, x: Any) -> None:
            objective = evaluate(self.problem, x).objective
            if self.found is None or objective < self.found[1]:
                self.found = np.asarray(x, dtype=float), objective

        def best(self) -> tuple[Any, float] | None:
            return self.found

        def raise_dual(self, bound: float) -> None:
            self.bound = max(self.bound, bound)

        def stop(self) -> bool:
            return False

        def tell(self, kind: str, what: Any) -> None:
            self.claim = str(what) if kind == "claim" else self.claim

    answers = []
    for problem in problems:
        bus = Listening(problem)
        run(problem, bus, Options(), np.random.default_rng(0))
        assert bus.found is not None
        answers.append((bus.claim, bus.found[1], bus.bound))
    return answers


def test_scip_is_right_on_many_tours_with_ties_and_negative_lengths() -> None:
    made, optima = [], []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        n = int(rng.integers(3, 11))
        matrix = rng.integers((0, 1, -5)[seed % 3], (3, 100, 6)[seed % 3], (n, n))
        if seed % 2:
            matrix = np.triu(matrix, 1) + np.triu(matrix, 1).T
        made.append(Tsp(explicit(matrix)))
        optima.append(held_karp(distance_matrix(made[-1].distances).astype(float)))
    for (claim, objective, bound), best in zip(claims_of_scip(made), optima, strict=True):
        assert (claim, objective) == ("optimal", best)
        assert bound == pytest.approx(best, abs=1e-6)


@pytest.mark.parametrize("factor", (1e-9, 1e9))
def test_scip_proves_tours_of_very_short_and_very_long_ways(factor: float) -> None:
    points = np.random.default_rng(2).random((11, 2))
    problem = Tsp(Distances("EUCLIDEAN", points * factor))
    best = held_karp(distance_matrix(problem.distances))
    result = solve(problem, methods=["scip"], time_limit=30)
    assert result.status == "optimal"
    assert result.objective == pytest.approx(best, rel=1e-9)


@pytest.mark.parametrize("engine", ENGINES)
def test_equal_nodes_cost_nothing(engine: str) -> None:
    problem = Tsp(explicit(np.zeros((6, 6))))
    assert solve(problem, methods=[engine], time_limit=0.5).objective == 0.0
